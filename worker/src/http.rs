//! HTTP requests.

use std::{cell::RefCell, rc::Rc};

use headwater_browser::console;
use headwater_browser::fetch::{self, Fetch, FetchError, Request, Response};
use headwater_session::{EffectId, HttpAnswer, HttpFailure, HttpRequest, Input};
use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;

use crate::{inbox::Inbox, timer};

/// The headers that the sessions read.
const WANTED: &[&str] = &["date", "retry-after", "x-amzn-errortype"];

/// All requests under way.
pub(crate) struct Http {
    inbox: Inbox,
    under_way: Rc<RefCell<LiteMap<EffectId, Fetch>>>,
}

impl Http {
    pub(crate) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            under_way: Rc::default(),
        }
    }

    pub(crate) fn send(&self, id: EffectId, request: &HttpRequest) {
        let sent = fetch::send(
            Request {
                method: request.method,
                url: &request.url,
                headers: &request.headers,
                body: request.body.as_deref(),
                timeout: timer::milliseconds(request.timeout),
            },
            WANTED,
        );
        let (fetch, answer) = match sent {
            Ok(sent) => sent,
            Err(error) => {
                console::warn(&error.to_string());
                self.inbox.put(Input::HttpAnswered {
                    id,
                    answer: Err(HttpFailure::Network),
                });
                return;
            }
        };
        self.under_way.borrow_mut().insert(id, fetch);
        let inbox = self.inbox.clone();
        let under_way = Rc::clone(&self.under_way);
        spawn_local(async move {
            let answer = answer.await;
            // What was aborted is not under way any more and not wanted.
            let finished = under_way.borrow_mut().remove(&id);
            if finished.is_some() {
                inbox.put(Input::HttpAnswered {
                    id,
                    answer: told(answer),
                });
            }
        });
    }

    pub(crate) fn abort(&self, id: EffectId) {
        let aborted = self.under_way.borrow_mut().remove(&id);
        drop(aborted);
    }
}

fn told(answer: Result<Response, FetchError>) -> Result<HttpAnswer, HttpFailure> {
    match answer {
        Ok(Response {
            status,
            headers,
            body,
            url,
        }) => Ok(HttpAnswer {
            status,
            headers,
            body,
            url,
        }),
        Err(FetchError::Timeout) => Err(HttpFailure::Timeout),
        Err(FetchError::Network(error)) => {
            console::debug(&error.to_string());
            Err(HttpFailure::Network)
        }
    }
}
