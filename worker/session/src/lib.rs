//! The agent sessions of a browser as a state machine: no clock, no I/O, no `JsValue`, no randomness.
//!
//! Two verbs. [`Sessions::handle`] feeds one thing that happened; then [`Sessions::poll_effect`] is drained until it is
//! empty, and [`Sessions::poll_timeout`] says when the sessions next want [`Input::TimeCame`]. Nothing else
//! changes them. Time is an argument. The shell performs effects and feeds their results back under their ids.
//!
//! State flows one way: an answer of Amazon Connect changes a session's document, the change goes to its
//! pages and the popup. Commands flow the other way. One module a concern:
//!
//! | Module | Concern |
//! |---|---|
//! | `sessions` | which session an input belongs to; the popup; who may do what; storing |
//! | `session` | what one part's news means to the other parts of a session |
//! | `auth`, `sign_in_window` | who is signed in |
//! | `snapshot`, `configuration`, `socket` | what Amazon Connect says |
//! | `agent_document`, `events` | what changed, and what that means to a page |
//! | `pages`, `page_messages`, `masters`, `calls` | what pages get and want |
//! | `view`, `contact_view`, `badge`, `notifications`, `log` | what the agent sees |
//! | `service`, `retry`, `clock`, `outbox`, `instance_check` | how to ask, and when again |

#![deny(missing_docs)]

mod agent_document;
mod auth;
mod badge;
mod calls;
mod clock;
mod configuration;
mod contact_view;
mod effect;
mod events;
mod input;
mod instance_check;
mod log;
mod masters;
mod notifications;
mod outbox;
mod page_messages;
mod pages;
mod retry;
mod service;
mod session;
mod sessions;
mod sign_in_window;
mod snapshot;
mod socket;
mod view;

pub use agent_document::{AgentDocument, Change};
pub use effect::{Badge, Effect, HttpRequest, LogLevel, Notification, WindowBounds};
pub use events::{events, known_after};
pub use input::{EffectId, HttpAnswer, HttpFailure, Input, Peer, PortId, Tab, TabId, WindowId};
pub use sessions::{Failure, Sessions};
