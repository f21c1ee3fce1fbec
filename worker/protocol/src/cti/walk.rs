//! Reading JSON piece by piece, so that a piece that is known already need not be read again.

use serde::Deserialize;
use serde_json::Deserializer;

/// A place in a JSON text. Every value is read by `serde_json`; only what stands between values is read here.
pub(super) struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes from the beginning of the text.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes over this byte, if it is the next one that is no space.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.as_bytes().get(self.at) {
            self.at += 1;
        }
        let is_next = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes over this text, if it is what comes next.
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        let is_next = self.text.as_bytes()[self.at..].starts_with(text.as_bytes());
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    /// Goes over the rest of an object or a list that was entered: calls `each` at every member or item.
    pub(super) fn each(
        &mut self,
        end: u8,
        mut each: impl FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        if self.take(end) {
            return Ok(());
        }
        loop {
            each(self)?;
            if self.take(end) {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    /// Goes over the name of a member.
    pub(super) fn name(&mut self) -> Result<String, String> {
        let name = self.value()?;
        self.expect(b':')?;
        Ok(name)
    }

    /// Reads the value that comes next.
    pub(super) fn value<T: Deserialize<'a>>(&mut self) -> Result<T, String> {
        let mut values = Deserializer::from_str(&self.text[self.at..]).into_iter::<T>();
        let value = values.next();
        self.at += values.byte_offset();
        match value {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(format!("not JSON: {error}")),
            None => Err("not JSON: it ends too early".to_owned()),
        }
    }

    /// There is nothing more.
    pub(super) fn end(&mut self) -> Result<(), String> {
        // No byte of a text is 0xff: this goes over spaces.
        self.take(0xff);
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), String> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> String {
        format!("not JSON: something unexpected at byte {}", self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};

    /// Objects and lists piece by piece, down to the bottom.
    fn walked(walk: &mut Walk<'_>) -> Result<Value, String> {
        if walk.take(b'{') {
            let mut members = Map::new();
            walk.each(b'}', |walk| {
                let name = walk.name()?;
                members.insert(name, walked(walk)?);
                Ok(())
            })?;
            Ok(Value::Object(members))
        } else if walk.take(b'[') {
            let mut items = Vec::new();
            walk.each(b']', |walk| {
                items.push(walked(walk)?);
                Ok(())
            })?;
            Ok(Value::Array(items))
        } else {
            walk.value()
        }
    }

    fn read(text: &str) -> Result<Value, String> {
        let mut walk = Walk::new(text);
        let value = walked(&mut walk)?;
        walk.end()?;
        Ok(value)
    }

    #[test]
    fn reads_what_serde_json_reads_and_nothing_else() {
        for text in [
            "{}",
            " { } ",
            "[]",
            r#"{"a":1,"b":[true,null,-1.5e3],"c":{"d":"\u00e9\"}{"}}"#,
            "\n[ 1 , 2\t, [ ] ]\r\n",
            "7",
            r#""x""#,
            "null",
        ] {
            assert_eq!(
                read(text).ok(),
                serde_json::from_str::<Value>(text).ok(),
                "{text}"
            );
        }
        for text in [
            "",
            " ",
            "{",
            "[",
            "{}}",
            "[1,]",
            "[1 2]",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{a:1}"#,
            "{,}",
            "[,1]",
            "nul",
            r#"{"a":1,}"#,
            "1 2",
            "[1]x",
        ] {
            assert!(read(text).unwrap_err().starts_with("not JSON"), "{text}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        }
    }
}
