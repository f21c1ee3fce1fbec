//! The components, one a file: functions from a selection of the view to elements that keep themselves up to date, so
//! that only what changed is drawn again and what has the focus keeps it.

mod add_instance;
mod announcements;
mod button;
mod contact;
mod contacts;
mod elapsed;
pub(crate) mod element;
mod health;
mod icon;
mod instance;
pub(crate) mod keyed_list;
mod notice;
mod popup;
mod sign_in;
mod status;
mod status_choices;

pub(crate) use popup::popup;
