//! What the npm library's client makes of parameters before it checks them (PROTOCOL.md 1.3).

use serde_json::{Map, Value};

use super::operation::Operation;

/// Names of the softphone's measurements in the page, and in the service's model.
const REPORT_NAMES: [(&str, &str); 4] = [
    ("handshakingTimeMillis", "handshakeTimeMillis"),
    ("preTalkingTimeMillis", "preTalkTimeMillis"),
    ("talkingTimeMillis", "talkTimeMillis"),
    ("handshakingFailure", "handshakeFailure"),
];
const STATISTICS_NAMES: [(&str, &str); 1] = [("packetsCount", "packetCount")];

/// The parameters by the names of the service's model. Of two contacts that a new one comes from, the related one
/// goes before the previous one.
pub fn translate(operation: &Operation, parameters: &mut Value) {
    let Value::Object(members) = parameters else {
        return;
    };
    if members.get("relatedContactId").is_some_and(is_given) {
        members.remove("previousContactId");
    }
    match operation.name {
        "SendSoftphoneCallMetrics" => rename_statistics(members),
        "SendSoftphoneCallReport" => {
            if let Some(Value::Object(report)) = members.get_mut("report") {
                rename(report, &REPORT_NAMES);
                rename_statistics(report);
            }
        }
        _ => {}
    }
}

fn is_given(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

fn rename_statistics(members: &mut Map<String, Value>) {
    if let Some(Value::Array(statistics)) = members.get_mut("softphoneStreamStatistics") {
        for entry in statistics.iter_mut().filter_map(Value::as_object_mut) {
            rename(entry, &STATISTICS_NAMES);
        }
    }
}

fn rename(members: &mut Map<String, Value>, names: &[(&str, &str)]) {
    for (from, to) in names {
        if let Some(value) = members.remove(*from) {
            members.insert((*to).to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cti::operation_of_method;
    use serde_json::json;

    fn translated(method: &str, mut parameters: Value) -> Value {
        translate(operation_of_method(method).unwrap(), &mut parameters);
        parameters
    }

    #[test]
    fn a_related_contact_goes_before_a_previous_one() {
        let both = json!({"previousContactId": "p", "relatedContactId": "r"});
        assert_eq!(
            translated("createTaskContact", both),
            json!({"relatedContactId": "r"})
        );
        let one = json!({"previousContactId": "p", "relatedContactId": null});
        assert_eq!(translated("createTaskContact", one.clone()), one);
    }

    #[test]
    fn measurements_get_the_names_of_the_model() {
        assert_eq!(
            translated(
                "sendSoftphoneCallMetrics",
                json!({"softphoneStreamStatistics": [{"packetsCount": 5}]})
            ),
            json!({"softphoneStreamStatistics": [{"packetCount": 5}]})
        );
        let report = json!({"report": {
            "handshakingTimeMillis": 1, "talkingTimeMillis": 2, "gumTimeMillis": 3,
            "softphoneStreamStatistics": [{"packetsCount": 5}],
        }});
        assert_eq!(
            translated("sendSoftphoneCallReport", report),
            json!({"report": {
                "handshakeTimeMillis": 1, "talkTimeMillis": 2, "gumTimeMillis": 3,
                "softphoneStreamStatistics": [{"packetCount": 5}],
            }})
        );
    }
}
