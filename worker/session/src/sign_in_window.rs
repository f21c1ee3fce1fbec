//! The one sign-in window of an instance.

use headwater_protocol::{page::SignInOptions, stored::StoredSignInWindow};

use crate::{
    effect::{Effect, WindowBounds},
    input::{EffectId, WindowId},
    outbox::Context,
};

/// The size of the window where nobody asked for another (the documentation's defaults for `loginOptions`, a little
/// taller so that an identity provider's page fits).
const WIDTH: i32 = 433;
const HEIGHT: i32 = 578;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Opening(EffectId),
    /// It was opening when the worker died, and nobody knows what came of it.
    Lost,
    Open(WindowId),
}

/// What closing or opening a window meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WindowChange {
    /// It is not ours, or nothing new.
    None,
    /// It is open.
    Opened,
    /// The agent closed it.
    Dismissed,
    /// The browser refused to open it.
    Failed(String),
}

/// The window and how it is to end.
#[derive(Debug)]
pub(crate) struct SignInWindow {
    state: State,
    close_when_signed_in: bool,
    /// It is not opened by itself again before the agent signs in.
    dismissed: bool,
    /// That is because the agent is where signing in is done already, not because the agent closed it.
    left_to_agent: bool,
    /// How to ask again where the browser refuses a place off the screen.
    without_place: Option<(String, WindowBounds)>,
}

impl SignInWindow {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Closed,
            close_when_signed_in: false,
            dismissed: false,
            left_to_agent: false,
            without_place: None,
        }
    }

    pub(crate) fn restore(&mut self, stored: StoredSignInWindow) {
        self.state = match stored.id {
            Some(window) => State::Open(WindowId(window)),
            None if stored.opening => State::Lost,
            None => State::Closed,
        };
        self.close_when_signed_in = stored.auto_close;
        self.dismissed = stored.dismissed;
        self.left_to_agent = stored.left_to_agent;
    }

    pub(crate) fn stored(&self) -> StoredSignInWindow {
        StoredSignInWindow {
            id: match self.state {
                State::Open(window) => Some(window.0),
                State::Opening(_) | State::Lost | State::Closed => None,
            },
            opening: matches!(self.state, State::Opening(_) | State::Lost),
            auto_close: self.close_when_signed_in,
            dismissed: self.dismissed,
            left_to_agent: self.left_to_agent,
        }
    }

    /// The agent is where signing in is done already.
    pub(crate) fn leave_to_agent(&mut self) {
        self.left_to_agent |= !self.dismissed;
        self.dismissed = true;
    }

    /// Whether the agent closed it, and it stays away for that.
    pub(crate) fn is_dismissed(&self) -> bool {
        self.dismissed && !self.left_to_agent && !self.is_open()
    }

    pub(crate) fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    /// Whether a page's wish for a window may be met.
    pub(crate) fn may_open_by_itself(&self) -> bool {
        !self.dismissed && !self.is_open()
    }

    /// The agent asked in the popup: bring the window to the front, or open one that closes by itself.
    pub(crate) fn open_for_agent(&mut self, context: &mut Context<'_>, url: String) {
        self.dismissed = false;
        self.left_to_agent = false;
        match self.state {
            State::Open(window) => context.outbox.push(Effect::FocusWindow { window }),
            State::Opening(_) => {}
            State::Closed | State::Lost => self.open(
                context,
                url,
                &SignInOptions {
                    auto_close: true,
                    ..SignInOptions::default()
                },
            ),
        }
    }

    /// Opens the window as a page wants it.
    pub(crate) fn open(&mut self, context: &mut Context<'_>, url: String, options: &SignInOptions) {
        let bounds = WindowBounds {
            width: Some(options.width.unwrap_or(WIDTH)),
            height: Some(options.height.unwrap_or(HEIGHT)),
            top: options.top,
            left: options.left,
        };
        self.close_when_signed_in = options.auto_close;
        self.without_place = (bounds.top.is_some() || bounds.left.is_some()).then(|| {
            (
                url.clone(),
                WindowBounds {
                    top: None,
                    left: None,
                    ..bounds
                },
            )
        });
        self.state = State::Opening(context.open_window(url, bounds));
    }

    pub(crate) fn opened(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        window: Result<WindowId, String>,
    ) -> WindowChange {
        match (self.state, window) {
            (State::Opening(opening), Ok(window)) if opening == id => {
                self.state = State::Open(window);
                WindowChange::Opened
            }
            (State::Opening(opening), Err(reason)) if opening == id => {
                if let Some((url, bounds)) = self.without_place.take() {
                    self.state = State::Opening(context.open_window(url, bounds));
                    return WindowChange::None;
                }
                self.state = State::Closed;
                WindowChange::Failed(reason)
            }
            // Signed in, or out, while the browser was opening it.
            (_, Ok(window)) => {
                context.close_window(window);
                WindowChange::None
            }
            (_, Err(_)) => WindowChange::None,
        }
    }

    pub(crate) fn closed(&mut self, window: WindowId) -> WindowChange {
        if self.state != State::Open(window) {
            return WindowChange::None;
        }
        self.state = State::Closed;
        self.dismissed = true;
        self.left_to_agent = false;
        WindowChange::Dismissed
    }

    /// The worker has seen a token.
    pub(crate) fn signed_in(&mut self, context: &mut Context<'_>) {
        self.dismissed = false;
        self.left_to_agent = false;
        if let State::Open(window) = self.state
            && self.close_when_signed_in
        {
            context.close_window(window);
        }
        // A window that is still opening is closed when it is open: see `opened`.
        self.state = State::Closed;
    }
}
