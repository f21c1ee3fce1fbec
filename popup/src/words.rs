//! Every text, by its name in `_locales` (`messages.en.json` beside this crate is the English one).

use headwater_protocol::message::Message;

/// A text in the agent's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(&'static str);

impl Word {
    /// As it stands.
    pub(crate) fn text(self) -> String {
        headwater_browser::i18n::message(self.0, &[])
    }

    /// Its name, for a message that says it later.
    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    /// With its placeholders filled, in their order.
    pub(crate) fn with(self, substitutions: &[&str]) -> String {
        headwater_browser::i18n::message(self.0, substitutions)
    }
}

/// What the worker says, in the agent's language.
pub(crate) fn said(message: &Message) -> String {
    let with: Vec<&str> = message.with.iter().map(String::as_str).collect();
    headwater_browser::i18n::message(&message.name, &with)
}

macro_rules! words {
    ($($name:ident = $key:literal;)*) => {
        $(pub(crate) const $name: Word = Word($key);)*

        #[cfg(test)]
        const ALL: &[Word] = &[$($name),*];
    };
}

words! {
    // These texts.
    LANGUAGE = "popupLanguage";
    DIRECTION = "popupDirection";

    // The popup.
    STARTING = "popupStarting";
    STALE = "popupStale";
    REFUSED = "popupRefused";
    WELCOME_TITLE = "popupWelcomeTitle";
    WELCOME_TEXT = "popupWelcomeText";

    // An instance.
    INSTANCE_LABEL = "popupInstanceLabel";
    LOADING_AGENT = "popupLoadingAgent";

    // Signing in and out.
    SIGN_IN = "popupSignIn";
    SIGN_IN_BRING_TO_FRONT = "popupSignInBringToFront";
    SIGN_IN_AS_SOMEONE_ELSE = "popupSignInAsSomeoneElse";
    SIGN_OUT = "popupSignOut";
    SIGN_IN_UNKNOWN = "popupSignInUnknown";
    SIGNED_OUT = "popupSignedOut";
    SIGNED_OUT_TEXT = "popupSignedOutText";
    SIGN_IN_DISMISSED_TEXT = "popupSignInDismissedText";
    SIGNED_OUT_BY_USER = "popupSignedOutByUser";
    SIGNED_OUT_BY_USER_TEXT = "popupSignedOutByUserText";
    SIGNING_IN = "popupSigningIn";
    SIGNING_IN_TEXT = "popupSigningInText";
    DENIED = "popupDenied";
    DENIED_TEXT = "popupDeniedText";

    // The connection to the service.
    HEALTH_GOOD = "popupHealthGood";
    HEALTH_BAD = "popupHealthBad";

    // The agent's status.
    STATUS_LABEL = "popupStatusLabel";
    TIME_IN_STATUS = "popupTimeInStatus";
    CHOOSE_STATUS = "popupChooseStatus";
    CHOOSE_NEXT_STATUS = "popupChooseNextStatus";
    NEXT_STATUS = "popupNextStatus";
    NEXT_STATUS_MARK = "popupNextStatusMark";
    CANCEL_NEXT_STATUS = "popupCancelNextStatus";
    STANDING_ROUTABLE = "popupStandingRoutable";
    STANDING_NOT_ROUTABLE = "popupStandingNotRoutable";
    STANDING_OFFLINE = "popupStandingOffline";
    STANDING_SYSTEM = "popupStandingSystem";
    STANDING_ERROR = "popupStandingError";
    STANDING_INIT = "popupStandingInit";
    STATE_AFTER_CALL_WORK = "popupStateAfterCallWork";
    STATE_BUSY = "popupStateBusy";
    STATE_CALLING_CUSTOMER = "popupStateCallingCustomer";
    STATE_DIALING = "popupStateDialing";
    STATE_INIT = "popupStateInit";
    STATE_JOINING = "popupStateJoining";
    STATE_PENDING_AVAILABLE = "popupStatePendingAvailable";
    STATE_PENDING_BUSY = "popupStatePendingBusy";
    STATE_AGENT_HUNG_UP = "popupStateAgentHungUp";
    STATE_BAD_ADDRESS_AGENT = "popupStateBadAddressAgent";
    STATE_BAD_ADDRESS_CUSTOMER = "popupStateBadAddressCustomer";
    STATE_FAILED_CONNECT_AGENT = "popupStateFailedConnectAgent";
    STATE_FAILED_CONNECT_CUSTOMER = "popupStateFailedConnectCustomer";
    STATE_LINE_ENGAGED_AGENT = "popupStateLineEngagedAgent";
    STATE_LINE_ENGAGED_CUSTOMER = "popupStateLineEngagedCustomer";
    STATE_MISSED_CALL_AGENT = "popupStateMissedCallAgent";
    STATE_MISSED_CALL_CUSTOMER = "popupStateMissedCallCustomer";
    STATE_MULTIPLE_CCP_WINDOWS = "popupStateMultipleCcpWindows";
    STATE_REALTIME_COMMUNICATION_ERROR = "popupStateRealtimeCommunicationError";

    // Contacts.
    CONTACTS = "popupContacts";
    NO_CONTACTS = "popupNoContacts";
    WAITING = "popupWaiting";
    CONTACT_LABEL = "popupContactLabel";
    CONTACT_OFFERED = "popupContactOffered";
    UNKNOWN_PARTY = "popupUnknownParty";
    TIME_IN_CONTACT_STATE = "popupTimeInContactState";
    CHANNEL_VOICE = "popupChannelVoice";
    CHANNEL_QUEUE_CALLBACK = "popupChannelQueueCallback";
    CHANNEL_CHAT = "popupChannelChat";
    CHANNEL_TASK = "popupChannelTask";
    CHANNEL_EMAIL = "popupChannelEmail";
    CHANNEL_OTHER = "popupChannelOther";
    CONTACT_RINGING = "popupContactRinging";
    CONTACT_WAITING = "popupContactWaiting";
    CONTACT_CONNECTING = "popupContactConnecting";
    CONTACT_CONNECTED = "popupContactConnected";
    CONTACT_ON_HOLD = "popupContactOnHold";
    CONTACT_PAUSED = "popupContactPaused";
    CONTACT_ENDED = "popupContactEnded";
    CONTACT_MISSED = "popupContactMissed";
    CONTACT_REJECTED = "popupContactRejected";
    CONTACT_ERROR = "popupContactError";
    CONTACT_STARTING = "popupContactStarting";
    ACTION_LABEL = "popupActionLabel";
    ACTION_ACCEPT = "popupActionAccept";
    ACTION_REJECT = "popupActionReject";
    ACTION_HOLD = "popupActionHold";
    ACTION_RESUME = "popupActionResume";
    ACTION_MUTE = "popupActionMute";
    ACTION_UNMUTE = "popupActionUnmute";
    ACTION_CONFERENCE = "popupActionConference";
    ACTION_TOGGLE = "popupActionToggle";
    ACTION_PAUSE = "popupActionPause";
    ACTION_ADD = "popupActionAdd";
    ACTION_TRANSFER = "popupActionTransfer";
    ACTION_SEND_DIGITS = "popupActionSendDigits";
    ACTION_LEAVE = "popupActionLeave";
    ACTION_END = "popupActionEnd";
    ACTION_CLEAR = "popupActionClear";

    MUTED = "popupMuted";
    PARTICIPANTS = "popupParticipants";

    // Calling somebody.
    DIAL = "popupDial";
    DIAL_CLOSE = "popupDialClose";
    DIAL_LABEL = "popupDialLabel";
    DIAL_PLACEHOLDER = "popupDialPlaceholder";
    COUNTRY = "popupCountry";
    CALL_NUMBER = "popupCallNumber";
    ADD_NUMBER = "popupAddNumber";
    NUMBER_TOO_SHORT = "popupNumberTooShort";
    NUMBER_TOO_LONG = "popupNumberTooLong";
    NUMBER_NONE = "popupNumberNone";
    QUICK_CONNECTS = "popupQuickConnects";
    QUICK_CONNECTS_LOADING = "popupQuickConnectsLoading";
    QUICK_CONNECTS_NONE = "popupQuickConnectsNone";
    QUICK_CONNECTS_MORE = "popupQuickConnectsMore";
    QUICK_CONNECT_AGENT = "popupQuickConnectAgent";
    QUICK_CONNECT_QUEUE = "popupQuickConnectQueue";
    KEYPAD = "popupKeypad";
    TRY_AGAIN = "popupTryAgain";
    DISMISS_FAILURE = "popupDismissFailure";
    INTERRUPTED = "popupInterrupted";

    // Adding an instance.
    ADD_INSTANCE_LABEL = "popupAddInstanceLabel";
    ADD_INSTANCE_PLACEHOLDER = "popupAddInstancePlaceholder";
    ADD_INSTANCE = "popupAddInstance";
    CHECKING_INSTANCE = "popupCheckingInstance";

    OPTIONS = "popupOptions";
    OPEN_SIDE_PANEL = "popupOpenSidePanel";
    OPEN_PANEL = "popupOpenPanel";
    SAVE_LOG = "popupSaveLog";
    THIS_SITE = "popupThisSite";
    THIS_SITE_RELOAD = "popupThisSiteReload";

    // Notices.
    DISMISS_NOTICE = "popupDismissNotice";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn messages() -> serde_json::Map<String, Value> {
        serde_json::from_str(include_str!("../messages.en.json")).unwrap()
    }

    #[test]
    fn every_word_has_an_english_text_and_every_text_is_used() {
        let words: BTreeSet<String> = ALL.iter().map(|word| word.0.to_owned()).collect();
        let texts: BTreeSet<String> = messages().keys().cloned().collect();
        assert_eq!(words.len(), ALL.len(), "a name is used twice");
        assert_eq!(words, texts);
    }

    #[test]
    fn names_begin_with_popup_and_entries_are_whole() {
        for (name, entry) in messages() {
            assert!(name.starts_with("popup"), "{name}");
            for member in ["message", "description"] {
                let text = entry.get(member).and_then(Value::as_str).unwrap_or_default();
                assert!(!text.is_empty(), "{name} has no {member}");
            }
        }
    }

    #[test]
    fn placeholders_are_declared_and_used() {
        for (name, entry) in messages() {
            let text = entry["message"].as_str().unwrap();
            let used: BTreeSet<String> = text
                .split('$')
                .skip(1)
                .step_by(2)
                .map(str::to_lowercase)
                .collect();
            let declared: BTreeSet<String> = entry
                .get("placeholders")
                .and_then(Value::as_object)
                .map(|placeholders| placeholders.keys().cloned().collect())
                .unwrap_or_default();
            assert_eq!(used, declared, "{name}");
        }
    }
}
