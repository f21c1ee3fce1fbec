//! The fields of a template, and what fits them.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::instance) enum FieldKind {
    Name,
    Description,
    QuickConnect,
    Text,
    Number,
    Url,
    Email,
    DateTime,
    Boolean,
    SingleSelect,
}

impl FieldKind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Name => "NAME",
            Self::Description => "DESCRIPTION",
            Self::QuickConnect => "QUICK_CONNECT",
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Url => "URL",
            Self::Email => "EMAIL",
            Self::DateTime => "DATE_TIME",
            Self::Boolean => "BOOLEAN",
            Self::SingleSelect => "SINGLE_SELECT",
        }
    }

    /// The type of the reference that carries such a field; none for what a task has anyway.
    pub(super) const fn reference(self) -> Option<&'static str> {
        match self {
            Self::Name | Self::Description | Self::QuickConnect => None,
            Self::Text | Self::Boolean | Self::SingleSelect => Some("STRING"),
            Self::Number => Some("NUMBER"),
            Self::Url => Some("URL"),
            Self::Email => Some("EMAIL"),
            Self::DateTime => Some("DATE"),
        }
    }

    /// What is wrong with a value of such a field.
    pub(super) fn complaint(self, value: &str, options: &[&str]) -> Option<String> {
        let fits = match self {
            Self::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            Self::DateTime => value.parse::<i64>().is_ok(),
            Self::Url => value.starts_with("https://") || value.starts_with("http://"),
            Self::Email => value
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
            Self::Boolean => matches!(value, "true" | "false"),
            Self::SingleSelect => options.contains(&value),
            Self::Name | Self::Description | Self::QuickConnect | Self::Text => !value.is_empty(),
        };
        (!fits).then(|| match self {
            Self::SingleSelect => format!("is {value}; it must be one of {}", options.join(", ")),
            other => format!("is {value:?}, which is no {}", other.name()),
        })
    }
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: FieldKind,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) invisible: bool,
    pub(super) default: Option<&'static str>,
    pub(super) options: &'static [&'static str],
}
