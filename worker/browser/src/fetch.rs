//! `fetch`: HTTP requests with the browser's cookies.

use std::{cell::Cell, rc::Rc};

use js_sys::{JsString, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use crate::{
    BrowserError,
    error::{failed, settle},
    lifetime::Begun,
    timer::Timer,
};

#[wasm_bindgen]
extern "C" {
    // The function of the context, be it a worker or a window.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn js_fetch(url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
}

const CALL: &str = "fetch";

/// In characters. A longer body is not taken into the memory of the worker: nobody who is asked has that much to say.
const LONGEST_BODY: u32 = 16 * 1024 * 1024;

/// What to ask.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Such as `GET`.
    pub method: &'a str,
    /// The whole address.
    pub url: &'a str,
    /// Names and values.
    pub headers: &'a [(String, String)],
    /// Absent with `GET`.
    pub body: Option<&'a str>,
    /// Milliseconds until the whole body must be there.
    pub timeout: i32,
}

/// What came, whatever the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Those of the wanted headers that came, by the names they were wanted under.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// The address that answered, after redirects.
    pub url: String,
}

/// Why nothing came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// The address cannot be reached, the connection broke, or the request was aborted.
    Network(BrowserError),
    /// It took too long.
    Timeout,
}

/// A request under way; dropping it aborts it.
pub struct Fetch {
    // Aborting has no effect on a request that is over.
    _begun: Begun,
    _timer: Timer,
}

/// Sends a request with the browser's cookies, past its cache, following redirects. `wanted` are the names of
/// the headers to read, in lower case.
///
/// # Errors
/// If the browser has no `AbortController`.
pub fn send(
    request: Request<'_>,
    wanted: &'static [&'static str],
) -> Result<(Fetch, impl Future<Output = Result<Response, FetchError>> + use<>), BrowserError> {
    let controller = AbortController::new().map_err(failed(CALL))?;
    let timed_out = Rc::new(Cell::new(false));
    let timer = Timer::after(request.timeout, {
        let controller = controller.clone();
        let timed_out = Rc::clone(&timed_out);
        move || {
            timed_out.set(true);
            controller.abort();
        }
    });
    let promised =
        options(request, &controller).and_then(|init| js_fetch(request.url, &init).map_err(failed(CALL)));
    let fetch = Fetch {
        _begun: Begun::new(&controller, "abort"),
        _timer: timer,
    };
    let answer = async move {
        read(promised, wanted).await.map_err(|error| {
            if timed_out.get() {
                FetchError::Timeout
            } else {
                FetchError::Network(error)
            }
        })
    };
    Ok((fetch, answer))
}

fn options(request: Request<'_>, controller: &AbortController) -> Result<RequestInit, BrowserError> {
    let headers = Headers::new().map_err(failed(CALL))?;
    for (name, value) in request.headers {
        headers.set(name, value).map_err(failed(CALL))?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Include);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Follow);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = request.body {
        init.set_body(&JsValue::from_str(body));
    }
    Ok(init)
}

async fn read(
    promised: Result<Promise, BrowserError>,
    wanted: &'static [&'static str],
) -> Result<Response, BrowserError> {
    let response: web_sys::Response = settle(CALL, promised).await?.unchecked_into();
    let headers = response.headers();
    let headers = wanted
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), headers.get(name).ok().flatten()?)))
        .collect();
    let text = response.text().map_err(failed(CALL))?;
    let body = JsFuture::from(text).await.map_err(failed(CALL))?;
    if body.unchecked_ref::<JsString>().length() > LONGEST_BODY {
        return Err(BrowserError::unexpected(CALL, "the body is too long"));
    }
    Ok(Response {
        status: response.status(),
        headers,
        body: body.as_string().unwrap_or_default(),
        url: response.url(),
    })
}
