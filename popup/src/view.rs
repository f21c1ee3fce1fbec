//! The components, one a file. Each reads a signal of its part of the view, so that only what changed is drawn again
//! and what has the focus keeps it.

mod add_instance;
mod announcements;
mod contact;
mod contacts;
mod elapsed;
mod health;
mod icon;
mod instance;
mod notice;
mod popup;
mod sign_in;
mod status;
mod status_choices;

pub(crate) use popup::Popup;
