//! Phone numbers as people write them.

/// A number without what people put between its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneNumber {
    /// With its country: E.164, such as `+493012345678`.
    International(String),
    /// As it is dialled within a country: digits alone.
    National(String),
}

/// E.164 has at most 15 digits; no international number has fewer than 7.
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 7..=15;
/// The shortest numbers that can be called are those of emergency services.
const NATIONAL: std::ops::RangeInclusive<usize> = 3..=15;

/// The number that a text is. Takes it with spaces, brackets, hyphens, dots and slashes, as a `tel:` link, with `00`
/// for `+`, and with an extension, which is left out: it can be dialled when somebody answers. `None` for a text that
/// is anything else.
#[must_use]
pub fn read(text: &str) -> Option<PhoneNumber> {
    let text = text.trim();
    let text = text
        .strip_prefix("tel:")
        .or_else(|| text.strip_prefix("callto:"))
        .unwrap_or(text);
    let mut digits = String::new();
    let mut international = false;
    let mut characters = text.chars();
    let mut before = ' ';
    loop {
        // Nothing is sliced by a number: the words of that panic are some kB of wasm.
        let rest = characters.as_str();
        let Some(character) = characters.next() else {
            break;
        };
        match character {
            // In “+49 (0) 30 …” the zero is for those who call from within the country.
            '0' if international && before == '(' && rest.starts_with("0)") => {}
            '0'..='9' => digits.push(character),
            '+' | '＋' if digits.is_empty() && !international => international = true,
            '(' | ')' | '.' | '/' | '-' | '·' => {}
            _ if character.is_whitespace() || is_mark(character) => {}
            _ if is_extension(rest) => break,
            _ => return None,
        }
        before = character;
    }
    if !international && digits.starts_with("00") {
        international = true;
        digits.drain(..2);
    }
    if international {
        let is_number = INTERNATIONAL.contains(&digits.len()) && !digits.starts_with('0');
        return is_number.then(|| PhoneNumber::International(format!("+{digits}")));
    }
    NATIONAL
        .contains(&digits.len())
        .then_some(PhoneNumber::National(digits))
}

/// Such as `;ext=12`, `, 12`, `x12`, `ext. 12` and `#12`.
fn is_extension(text: &str) -> bool {
    let spelled = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, ' ' | '.' | ':' | ';' | ',' | '=' | '-' | '#')
    };
    let marked = text.starts_with([';', ',', 'x', '#']) || text.starts_with("ext");
    marked && text.chars().all(spelled)
}

/// Hyphens and dashes of print, and what is there for the direction of writing alone.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        for text in [
            "+493012345678",
            " +49 30 123 456-78 ",
            "+49 (0) 30 12345678",
            "+49(30)12345678",
            "0049 30 / 12345678",
            "+49.30.12345678",
            "tel:+49-30-12345678",
            "tel:+493012345678;ext=12",
            "+49 30 12345678 ext. 12",
            "+49 30 12345678 x12",
            "\u{202a}+49\u{a0}30\u{2011}12345678\u{202c}",
            "＋49 30 12345678",
        ] {
            let expected = PhoneNumber::International("+493012345678".to_owned());
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for (text, digits) in [
            ("(555) 010-0100", "5550100100"),
            ("030 12345678", "03012345678"),
            ("112", "112"),
        ] {
            assert_eq!(
                read(text),
                Some(PhoneNumber::National(digits.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "+",
            "12",
            "call me",
            "order 4711-2",
            "+1 555 0100 and +1 555 0101",
            "+49 30 1234567890123456",
            "+0 30 12345678",
            "12345678901234567",
            "1+2",
            "3.5e7",
            "2026-11-22T10:00",
            "x12",
            "tel:",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
