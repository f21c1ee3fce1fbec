//! A telephone number as the agent types it, and as the service takes it (E.164).

use headwater_protocol::phone_number::{self, PhoneNumber};

use crate::calling_codes;

/// Why what was typed is no number that can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has letters, or no digit at all, or no country.
    NoNumber,
    TooShort,
    TooLong,
}

/// E.164 allows 15 digits with the calling code.
const MOST_DIGITS: usize = 15;

/// Whether this is meant as a number rather than a name.
pub(crate) fn looks_like_a_number(typed: &str) -> bool {
    // Beyond ASCII only the signs of print are no letters.
    let is_letter = |character: char| match character {
        '\0'..='\u{7f}' => character.is_ascii_alphabetic(),
        '\u{a0}' | '\u{b7}' | '\u{2000}'..='\u{206f}' | '\u{2212}' | '\u{feff}' | '＋' => false,
        _ => true,
    };
    count(typed) > 0 && !typed.chars().any(is_letter)
}

fn count(typed: &str) -> usize {
    typed.chars().filter(char::is_ascii_digit).count()
}

/// `+` and digits. `country`, an ISO 3166-1 alpha-2 code in lower case, is where a number without a calling code is.
pub(crate) fn e164(typed: &str, country: &str) -> Result<String, Fault> {
    match phone_number::read(typed) {
        Some(PhoneNumber::International(number)) => Ok(number),
        Some(PhoneNumber::National(digits)) => international(&digits, country),
        None if !looks_like_a_number(typed) => Err(Fault::NoNumber),
        None if count(typed) > MOST_DIGITS => Err(Fault::TooLong),
        None if count(typed) < 7 => Err(Fault::TooShort),
        None => Err(Fault::NoNumber),
    }
}

fn international(digits: &str, country: &str) -> Result<String, Fault> {
    if let Some(rest) = digits.strip_prefix(calling_codes::international_prefix(country)) {
        return e164(&["+", rest].concat(), country);
    }
    let code = calling_codes::of(country).ok_or(Fault::NoNumber)?;
    let national = match calling_codes::trunk_prefix(country) {
        // In North America the prefix is the calling code too, and no area code begins with it.
        Some(prefix) => digits.strip_prefix(prefix).unwrap_or(digits),
        None => digits,
    };
    e164(&["+", code, national].concat(), country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_its_calling_code_is_taken_from_anywhere() {
        for typed in [
            "+493012345678",
            "+49 30 1234 5678",
            "+49 (0)30 / 1234-5678",
            "tel:+49-30-12345678",
            "  ＋49.30.12345678 ",
        ] {
            for country in ["de", "us", ""] {
                assert_eq!(e164(typed, country).as_deref(), Ok("+493012345678"), "{typed}");
            }
        }
    }

    #[test]
    fn a_number_without_one_is_in_the_country() {
        for (typed, country, number) in [
            ("030 12345678", "de", "+493012345678"),
            ("30 12345678", "de", "+493012345678"),
            ("0049 30 12345678", "gb", "+493012345678"),
            ("011 49 30 12345678", "us", "+493012345678"),
            ("(206) 555-0100", "us", "+12065550100"),
            ("1-206-555-0100", "ca", "+12065550100"),
            ("020 7946 0000", "gb", "+442079460000"),
            ("06 1234 5678", "it", "+390612345678"),
            ("8 495 123-45-67", "ru", "+74951234567"),
            ("06 20 123 4567", "hu", "+36201234567"),
            ("0412 345 678", "au", "+61412345678"),
            ("912 345 678", "es", "+34912345678"),
        ] {
            assert_eq!(e164(typed, country).as_deref(), Ok(number), "{typed} {country}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (typed, country, fault) in [
            ("", "us", Fault::NoNumber),
            ("+", "us", Fault::NoNumber),
            ("Billing", "us", Fault::NoNumber),
            ("1-800-FLOWERS", "us", Fault::NoNumber),
            ("12", "us", Fault::TooShort),
            ("+4930", "us", Fault::TooShort),
            ("+49 30 1234 5678 9012 34", "us", Fault::TooLong),
            ("+0 30 12345", "us", Fault::NoNumber),
            ("1+2345678", "us", Fault::NoNumber),
            ("030 12345678", "nowhere", Fault::NoNumber),
        ] {
            assert_eq!(e164(typed, country), Err(fault), "{typed} {country}");
        }
    }

    #[test]
    fn a_name_is_told_from_a_number() {
        assert!(looks_like_a_number("+49 30"));
        assert!(looks_like_a_number("0"));
        assert!(!looks_like_a_number("Line 2"));
        assert!(!looks_like_a_number("+"));
        assert!(!looks_like_a_number(""));
    }
}
