//! The components, one a file: functions from a selection of the view to elements that keep themselves up to date, so
//! that only what changed is drawn again and what has the focus keeps it.

mod add_instance;
mod announcements;
mod button;
mod contact;
mod contact_actions;
mod contacts;
mod countries;
mod dial;
mod elapsed;
pub(crate) mod element;
mod failure;
mod health;
mod icon;
mod instance;
mod kept_focus;
pub(crate) mod keyed_list;
mod keypad;
mod links;
mod notice;
mod opened;
pub(crate) mod page;
mod participants;
mod popup;
mod quick_connect_list;
mod sign_in;
mod spinner;
mod status;
mod status_choices;
mod status_keys;
pub(crate) mod submission;
mod this_site;
pub(crate) mod typed_field;

pub(crate) use popup::popup;
