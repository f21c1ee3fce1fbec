//! The sessions in a whole browser: pages, the popup, windows, storage, a clock and an instance of Amazon Connect, all
//! simulated in one process, so that time and faults are the test's to choose.

mod access;
mod browser;
mod calls;
mod faults;
mod instances;
mod logs;
mod messages;
mod page;
mod pages;
mod panel;
mod popup;
mod random;
mod restart;
mod service;
mod shortcuts;
mod sign_in;
mod socket;
mod time;
