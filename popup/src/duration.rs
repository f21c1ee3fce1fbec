//! A length of time in writing.

/// So many seconds as `4:07`, from an hour on as `1:02:09`.
pub(crate) fn digits(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_not_padded_and_seconds_are() {
        assert_eq!(digits(0), "0:00");
        assert_eq!(digits(9), "0:09");
        assert_eq!(digits(4 * 60 + 7), "4:07");
        assert_eq!(digits(59 * 60 + 59), "59:59");
    }

    #[test]
    fn hours_appear_when_there_are_any() {
        assert_eq!(digits(3600), "1:00:00");
        assert_eq!(digits(3600 + 2 * 60 + 9), "1:02:09");
        assert_eq!(digits(100 * 3600 + 5), "100:00:05");
    }
}
