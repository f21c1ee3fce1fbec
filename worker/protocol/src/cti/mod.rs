//! The CTI service of Amazon Connect (PROTOCOL.md 1): AWS JSON 1.0 over POST.

mod answer;
mod configuration;
mod error;
mod operation;
mod request;
mod snapshot;
pub mod timestamp;
mod translation;
mod walk;

pub use answer::answer_of;
pub use configuration::{Page, list_of, page, read_configuration};
pub use error::{ServiceError, read_error};
pub use operation::{Kind, Member, OPERATIONS, Operation, operation_of_method};
pub use request::{Headers, body, check, headers};
pub use snapshot::{AgentSnapshot, SnapshotContact, SnapshotText, read_snapshot};
pub use translation::translate;
