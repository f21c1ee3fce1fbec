//! What clients report for somebody to read later.

use serde_json::{Value, json};

use super::request::Request;
use crate::client_logs::Kind;
use crate::clock;
use crate::instance::Refusal;
use crate::simulator::Simulator;

/// The answer, if this part of the service has the operation.
pub(super) fn answer(
    simulator: &Simulator,
    operation: &str,
    request: &Request,
) -> Option<Result<Value, Refusal>> {
    let items = |member: &str| match request.value(member) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let (kind, contents) = match operation {
        "SendClientLogs" => (Kind::Log, items("logEvents")),
        "SendSoftphoneCallMetrics" => (Kind::CallMetrics, items("softphoneStreamStatistics")),
        "SendSoftphoneCallReport" => (Kind::CallReport, request.value("report").into_iter().collect()),
        "NotifyContactIssue" => {
            let contact = request.text("contactId").unwrap_or_default();
            let known = simulator.read(|instance| instance.require_contact(&request.agent, contact));
            if let Err(refusal) = known {
                return Some(Err(refusal));
            }
            let issue = json!({
                "issueCode": request.value("issueCode"),
                "description": request.value("description"),
                "clientLogs": request.value("clientLogs"),
            });
            (Kind::Issue, vec![issue])
        }
        _ => return None,
    };
    let mut logs = simulator.client_logs();
    for content in contents {
        logs.add(
            &request.agent,
            kind,
            request.text("contactId"),
            content,
            clock::now(),
        );
    }
    Some(Ok(json!({})))
}
