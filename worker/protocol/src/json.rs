//! Data as the text of JSON.

use serde::Serialize;

/// The text of plain data, without spaces.
///
/// [`serde_json::Value`] has a text of its own (`Display`), which comes with two more writers: one per cent of the worker.
///
/// # Panics
/// If the data has maps whose keys are no texts: such data is not plain.
#[must_use]
pub fn text<T: Serialize + ?Sized>(data: &T) -> String {
    serde_json::to_string(data).expect("plain data can be written")
}
