//! Task templates: which there are, and what a task made from one must have.

mod catalogue;
mod field;

use serde_json::{Map, Value, json};

use super::directory::{self, INSTANCE_ARN};
use super::{Exception, Refusal};
use catalogue::TEMPLATES;
use field::Field;
pub(super) use field::FieldKind;

#[derive(Debug)]
pub(crate) struct TaskTemplate {
    index: usize,
    name: &'static str,
    description: &'static str,
    active: bool,
    pub(crate) version: u32,
    fields: &'static [Field],
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(Exception::Validation, message)
}

pub(crate) fn all() -> &'static [TaskTemplate] {
    TEMPLATES
}

pub(crate) fn find(id: &str) -> Result<&'static TaskTemplate, Refusal> {
    TEMPLATES
        .iter()
        .find(|template| template.id() == id)
        .ok_or_else(|| {
            Refusal::new(
                Exception::ResourceNotFound,
                format!("There is no task template {id}."),
            )
        })
}

impl TaskTemplate {
    pub(crate) fn id(&self) -> String {
        directory::identifier(5, self.index)
    }

    pub(crate) fn is_active(&self) -> bool {
        self.active
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The default of the one field of this kind.
    pub(in crate::instance) fn default_of(&self, kind: FieldKind) -> Option<&'static str> {
        self.fields
            .iter()
            .find(|field| field.kind == kind)
            .and_then(|field| field.default)
    }

    /// Refuses references that do not fit the fields. Those that are no field are let through.
    pub(in crate::instance) fn check(&self, references: &Map<String, Value>) -> Result<(), Refusal> {
        for field in self.fields {
            let (Some(kind), Some(reference)) = (field.kind.reference(), references.get(field.name)) else {
                continue;
            };
            let name = field.name;
            let value = reference["value"].as_str().unwrap_or_default();
            if reference["type"] != kind {
                return Err(invalid(format!(
                    "The reference {name} must have the type {kind}."
                )));
            }
            if let Some(complaint) = field.kind.complaint(value, field.options) {
                return Err(invalid(format!("The reference {name} {complaint}.")));
            }
            if field.read_only && Some(value) != field.default {
                return Err(invalid(format!("The reference {name} cannot be changed.")));
            }
        }
        Ok(())
    }

    /// Adds defaults, then refuses what lacks something.
    pub(in crate::instance) fn complete(&self, references: &mut Map<String, Value>) -> Result<(), Refusal> {
        for field in self.fields {
            let Some(kind) = field.kind.reference() else {
                continue;
            };
            if references.contains_key(field.name) {
                continue;
            }
            if let Some(default) = field.default {
                references.insert(field.name.to_owned(), json!({ "type": kind, "value": default }));
            } else if field.required {
                return Err(invalid(format!(
                    "The template {} needs the reference {}.",
                    self.name, field.name
                )));
            }
        }
        Ok(())
    }

    /// As `ListTaskTemplates` of the public API writes it.
    pub(crate) fn summary(&self) -> Value {
        let id = self.id();
        json!({
            "Id": id,
            "Arn": format!("{INSTANCE_ARN}/task-template/{id}"),
            "Name": self.name,
            "Description": self.description,
            "Status": if self.active { "ACTIVE" } else { "INACTIVE" },
            "CreatedTime": 1_700_000_000,
            "LastModifiedTime": 1_700_000_000,
        })
    }

    /// As `GetTaskTemplate` of the public API writes it.
    pub(crate) fn details(&self) -> Value {
        let named = |field: &Field| json!({ "Id": { "Name": field.name } });
        let all = |fits: fn(&Field) -> bool| -> Vec<Value> {
            self.fields
                .iter()
                .filter(|field| fits(field))
                .map(named)
                .collect()
        };
        let defaults: Vec<_> = self
            .fields
            .iter()
            .filter_map(|field| {
                let default = match (field.kind, field.default?) {
                    (FieldKind::QuickConnect, name) => directory::quick_connect_identifier(name)?,
                    (_, default) => default.to_owned(),
                };
                Some(json!({ "Id": { "Name": field.name }, "DefaultValue": default }))
            })
            .collect();
        let fields: Vec<_> = self
            .fields
            .iter()
            .map(|field| {
                let mut shown = named(field);
                shown["Type"] = json!(field.kind.name());
                if !field.options.is_empty() {
                    shown["SingleSelectOptions"] = json!(field.options);
                }
                shown
            })
            .collect();
        let mut details = self.summary();
        details["InstanceId"] = json!(directory::instance_identifier());
        details["SnapshotVersion"] = json!(self.version);
        details["Fields"] = json!(fields);
        details["Defaults"] = json!({ "DefaultFieldValues": defaults });
        details["Constraints"] = json!({
            "RequiredFields": all(|field| field.required),
            "ReadOnlyFields": all(|field| field.read_only),
            "InvisibleFields": all(|field| field.invisible),
        });
        details
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn claim() -> &'static TaskTemplate {
        &TEMPLATES[1]
    }

    #[test]
    fn every_default_fits_its_field() {
        for template in TEMPLATES {
            for field in template.fields {
                if let Some(default) = field.default {
                    assert_eq!(
                        field.kind.complaint(default, field.options),
                        None,
                        "{}",
                        field.name
                    );
                }
            }
            assert_eq!(find(&template.id()).unwrap().name, template.name);
        }
    }

    #[test]
    fn defaults_are_added_and_what_is_required_must_be_there() {
        let mut given = references(json!({ "Amount": { "type": "NUMBER", "value": "12.5" } }));
        claim().complete(&mut given).unwrap();
        assert_eq!(given["Kind"], json!({ "type": "STRING", "value": "Parcel" }));
        assert_eq!(given["Priority"]["value"], "normal");
        assert!(!given.contains_key("Pictures"));
        let refused = claim().complete(&mut Map::new()).unwrap_err();
        assert!(refused.message.contains("Amount"), "{}", refused.message);
    }

    #[test]
    fn references_must_fit_their_fields() {
        for (name, kind, value, fits) in [
            ("Amount", "NUMBER", "7", true),
            ("Amount", "NUMBER", "seven", false),
            ("Amount", "STRING", "7", false),
            ("Kind", "STRING", "Vehicle", true),
            ("Kind", "STRING", "Horse", false),
            ("Priority", "STRING", "normal", true),
            ("Priority", "STRING", "high", false),
            ("Reviewed", "STRING", "true", true),
            ("Reviewed", "STRING", "perhaps", false),
            ("Pictures", "URL", "https://example.com", true),
            ("Pictures", "URL", "example", false),
            ("Something else", "URL", "example", true),
        ] {
            let given = references(json!({ name: { "type": kind, "value": value } }));
            assert_eq!(claim().check(&given).is_ok(), fits, "{name} {kind} {value}");
        }
        let from = |value: &str| references(json!({ "From": { "type": "EMAIL", "value": value } }));
        assert!(TEMPLATES[2].check(&from("mary@example.com")).is_ok());
        assert!(TEMPLATES[2].check(&from("mary")).is_err());
    }

    #[test]
    fn details_name_fields_defaults_and_constraints() {
        let details = TEMPLATES[0].details();
        assert_eq!(
            details["Fields"][3],
            json!({ "Id": { "Name": "Telephone" }, "Type": "TEXT" })
        );
        let default = &details["Defaults"]["DefaultFieldValues"][0];
        assert_eq!(default["Id"]["Name"], "Assign to");
        let support = directory::quick_connect_identifier("Support").unwrap();
        assert_eq!(default["DefaultValue"], support);
        assert_eq!(
            details["Constraints"]["RequiredFields"],
            json!([{ "Id": { "Name": "Name" } }, { "Id": { "Name": "Telephone" } }])
        );
    }
}
