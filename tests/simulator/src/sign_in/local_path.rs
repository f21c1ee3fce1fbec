//! Paths of this server that come from outside.

/// The path with its query, if it is one of this server and cannot lead anywhere else.
pub(crate) fn local_path(text: &str) -> Option<String> {
    let local = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && !text
            .chars()
            .any(|character| character.is_control() || character.is_whitespace());
    local.then(|| text.to_owned())
}

/// The text as the value of a query parameter.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_taken() {
        assert_eq!(local_path("/ccp-v2/?a=b").as_deref(), Some("/ccp-v2/?a=b"));
        for other in [
            "",
            "ccp-v2",
            "//evil.example/",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
        ] {
            assert_eq!(local_path(other), None, "{other:?}");
        }
    }

    #[test]
    fn values_are_encoded() {
        assert_eq!(encoded("/ccp-v2/?a=b&c"), "/ccp-v2/%3Fa%3Db%26c");
    }
}
