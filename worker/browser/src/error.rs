//! What a call to the browser may fail with.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A call that the browser refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError {
    call: &'static str,
    reason: String,
}

impl BrowserError {
    /// `call` is the function as the browser names it, `thrown` what it threw.
    pub(crate) fn new(call: &'static str, thrown: &JsValue) -> Self {
        let reason = match thrown.dyn_ref::<js_sys::Error>() {
            Some(error) => String::from(error.message()),
            None => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
        };
        Self { call, reason }
    }

    /// For answers that are not as documented.
    pub(crate) fn unexpected(call: &'static str, reason: &str) -> Self {
        Self {
            call,
            reason: reason.to_owned(),
        }
    }

    /// Why, in the browser's words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} failed: {}", self.call, self.reason)
    }
}

impl std::error::Error for BrowserError {}

/// For failures that nothing follows from.
pub trait WarnOnError<T> {
    /// The value; a failure becomes a warning on the console.
    fn warn_on_error(self) -> Option<T>;
}

impl<T> WarnOnError<T> for Result<T, BrowserError> {
    fn warn_on_error(self) -> Option<T> {
        self.map_err(|error| crate::console::warn(&error.to_string()))
            .ok()
    }
}

/// Names the call that threw: `map_err(failed("runtime.connect"))`.
pub(crate) fn failed(call: &'static str) -> impl FnOnce(JsValue) -> BrowserError {
    move |thrown| BrowserError::new(call, &thrown)
}

/// A call that was started, and whose answer says only that it is done. One type for all such calls keeps the module
/// small.
#[must_use = "the failure of a call is heard by nobody else"]
pub struct Done {
    call: &'static str,
    promised: Result<JsFuture, Option<BrowserError>>,
}

impl Done {
    pub(crate) fn new(call: &'static str, promised: Result<Promise, BrowserError>) -> Self {
        Self {
            call,
            promised: promised.map(JsFuture::from).map_err(Some),
        }
    }
}

impl Future for Done {
    type Output = Result<(), BrowserError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.call;
        match &mut self.promised {
            Ok(answer) => Pin::new(answer)
                .poll(context)
                .map(|answer| answer.map(drop).map_err(failed(call))),
            Err(error) => Poll::Ready(error.take().map_or(Ok(()), Err)),
        }
    }
}

/// Waits for what a call promised.
pub(crate) async fn settle(
    call: &'static str,
    promised: Result<Promise, BrowserError>,
) -> Result<JsValue, BrowserError> {
    JsFuture::from(promised?).await.map_err(failed(call))
}
