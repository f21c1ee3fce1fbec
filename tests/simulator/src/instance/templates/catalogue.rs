//! The templates of the instance.

use super::TaskTemplate;
use super::field::{Field, FieldKind};

const fn field(name: &'static str, kind: FieldKind) -> Field {
    Field {
        name,
        kind,
        required: false,
        read_only: false,
        invisible: false,
        default: None,
        options: &[],
    }
}

const fn required(name: &'static str, kind: FieldKind) -> Field {
    Field {
        required: true,
        ..field(name, kind)
    }
}

pub(super) const TEMPLATES: &[TaskTemplate] = &[
    TaskTemplate {
        index: 0,
        name: "Call back",
        description: "A customer wants to be called",
        active: true,
        version: 3,
        fields: &[
            required("Name", FieldKind::Name),
            field("Description", FieldKind::Description),
            Field {
                default: Some("Support"),
                ..field("Assign to", FieldKind::QuickConnect)
            },
            required("Telephone", FieldKind::Text),
            field("Preferred time", FieldKind::DateTime),
        ],
    },
    TaskTemplate {
        index: 1,
        name: "Claim",
        description: "Somebody claims damages",
        active: true,
        version: 1,
        fields: &[
            Field {
                default: Some("Claim"),
                ..required("Name", FieldKind::Name)
            },
            field("Description", FieldKind::Description),
            required("Assign to", FieldKind::QuickConnect),
            required("Amount", FieldKind::Number),
            Field {
                default: Some("Parcel"),
                options: &["Parcel", "Vehicle", "Building"],
                ..required("Kind", FieldKind::SingleSelect)
            },
            Field {
                default: Some("normal"),
                read_only: true,
                ..field("Priority", FieldKind::Text)
            },
            Field {
                default: Some("false"),
                invisible: true,
                ..field("Reviewed", FieldKind::Boolean)
            },
            field("Pictures", FieldKind::Url),
        ],
    },
    TaskTemplate {
        index: 2,
        name: "Answer an e-mail",
        description: "A message that needs an answer",
        active: true,
        version: 1,
        fields: &[
            required("Name", FieldKind::Name),
            required("Assign to", FieldKind::QuickConnect),
            required("From", FieldKind::Email),
        ],
    },
    TaskTemplate {
        index: 3,
        name: "Paper form",
        description: "No longer in use",
        active: false,
        version: 7,
        fields: &[required("Name", FieldKind::Name)],
    },
];
