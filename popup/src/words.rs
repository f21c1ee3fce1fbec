//! Every text, by its name in `_locales` (`messages.en.json` beside this crate is the English one).

use headwater_protocol::popup::{ContactAction, ContactView};

/// A text in the agent's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(&'static str);

impl Word {
    /// As it stands.
    pub(crate) fn text(self) -> String {
        headwater_browser::i18n::message(self.0, &[])
    }

    /// With its placeholders filled, in their order.
    pub(crate) fn with(self, substitutions: &[&str]) -> String {
        headwater_browser::i18n::message(self.0, substitutions)
    }
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
    WELCOME_TITLE = "popupWelcomeTitle";
    WELCOME_TEXT = "popupWelcomeText";

    // An instance.
    INSTANCE_LABEL = "popupInstanceLabel";
    REMOVE_INSTANCE = "popupRemoveInstance";
    LOADING_AGENT = "popupLoadingAgent";

    // Signing in and out.
    SIGN_IN = "popupSignIn";
    SIGN_IN_BRING_TO_FRONT = "popupSignInBringToFront";
    SIGN_IN_AS_SOMEONE_ELSE = "popupSignInAsSomeoneElse";
    SIGN_OUT = "popupSignOut";
    SIGN_IN_UNKNOWN = "popupSignInUnknown";
    SIGNED_OUT = "popupSignedOut";
    SIGNED_OUT_TEXT = "popupSignedOutText";
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
    ACTION_END = "popupActionEnd";
    ACTION_CLEAR = "popupActionClear";

    // Adding an instance.
    ADD_INSTANCE_LABEL = "popupAddInstanceLabel";
    ADD_INSTANCE_PLACEHOLDER = "popupAddInstancePlaceholder";
    ADD_INSTANCE = "popupAddInstance";
    CHECKING_INSTANCE = "popupCheckingInstance";

    // Notices.
    DISMISS_NOTICE = "popupDismissNotice";
}

/// A state that Amazon Connect itself puts an agent in, by its name; the others have names the instance's owner gave.
fn own_state(name: &str) -> Option<Word> {
    Some(match name {
        "AfterCallWork" => STATE_AFTER_CALL_WORK,
        "Busy" => STATE_BUSY,
        "CallingCustomer" => STATE_CALLING_CUSTOMER,
        "Dialing" => STATE_DIALING,
        "Init" => STATE_INIT,
        "Joining" => STATE_JOINING,
        "PendingAvailable" => STATE_PENDING_AVAILABLE,
        "PendingBusy" => STATE_PENDING_BUSY,
        "AgentHungUp" => STATE_AGENT_HUNG_UP,
        "BadAddressAgent" => STATE_BAD_ADDRESS_AGENT,
        "BadAddressCustomer" => STATE_BAD_ADDRESS_CUSTOMER,
        "FailedConnectAgent" => STATE_FAILED_CONNECT_AGENT,
        "FailedConnectCustomer" => STATE_FAILED_CONNECT_CUSTOMER,
        "LineEngagedAgent" => STATE_LINE_ENGAGED_AGENT,
        "LineEngagedCustomer" => STATE_LINE_ENGAGED_CUSTOMER,
        "MissedCallAgent" => STATE_MISSED_CALL_AGENT,
        "MissedCallCustomer" => STATE_MISSED_CALL_CUSTOMER,
        "MultipleCcpWindows" => STATE_MULTIPLE_CCP_WINDOWS,
        "RealtimeCommunicationError" => STATE_REALTIME_COMMUNICATION_ERROR,
        _ => return None,
    })
}

/// The agent's state as the agent calls it. `state_type` as in
/// [`StateView::state_type`](headwater_protocol::popup::StateView::state_type).
pub(crate) fn state_name(name: &str, state_type: &str) -> String {
    match state_type {
        "routable" | "not_routable" | "offline" => name.to_owned(),
        _ => own_state(name).map_or_else(|| name.to_owned(), Word::text),
    }
}

/// What the state means for the agent.
pub(crate) fn standing(state_type: &str) -> Option<Word> {
    Some(match state_type {
        "routable" => STANDING_ROUTABLE,
        "not_routable" => STANDING_NOT_ROUTABLE,
        "offline" => STANDING_OFFLINE,
        "system" => STANDING_SYSTEM,
        "error" => STANDING_ERROR,
        "init" => STANDING_INIT,
        _ => return None,
    })
}

pub(crate) fn channel(channel: &str) -> Word {
    match channel {
        "voice" => CHANNEL_VOICE,
        "queue_callback" => CHANNEL_QUEUE_CALLBACK,
        "chat" => CHANNEL_CHAT,
        "task" => CHANNEL_TASK,
        "email" => CHANNEL_EMAIL,
        _ => CHANNEL_OTHER,
    }
}

/// Where the contact stands. A contact that can be accepted waits for the agent, whatever its state is called.
pub(crate) fn contact_state(contact: &ContactView) -> Option<Word> {
    if contact.actions.contains(&ContactAction::Accept) {
        let rings = matches!(contact.channel.as_str(), "voice" | "queue_callback");
        return Some(if rings { CONTACT_RINGING } else { CONTACT_WAITING });
    }
    Some(match contact.state.as_str() {
        "connected" if contact.on_hold => CONTACT_ON_HOLD,
        "connected" => CONTACT_CONNECTED,
        "connecting" | "incoming" => CONTACT_CONNECTING,
        "paused" => CONTACT_PAUSED,
        "ended" => CONTACT_ENDED,
        "missed" => CONTACT_MISSED,
        "rejected" => CONTACT_REJECTED,
        "error" => CONTACT_ERROR,
        "init" | "pending" => CONTACT_STARTING,
        _ => return None,
    })
}

/// Who is at the other end.
pub(crate) fn who(contact: &ContactView) -> String {
    contact
        .who
        .clone()
        .filter(|who| !who.is_empty())
        .unwrap_or_else(|| UNKNOWN_PARTY.text())
}

pub(crate) fn action(action: ContactAction) -> Word {
    match action {
        ContactAction::Accept => ACTION_ACCEPT,
        ContactAction::Reject => ACTION_REJECT,
        ContactAction::Hold => ACTION_HOLD,
        ContactAction::Resume => ACTION_RESUME,
        ContactAction::End => ACTION_END,
        ContactAction::Clear => ACTION_CLEAR,
    }
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

    fn contact(channel: &str, state: &str, actions: &[ContactAction]) -> ContactView {
        ContactView {
            contact_id: "c".to_owned(),
            channel: channel.to_owned(),
            state: state.to_owned(),
            since: None,
            who: None,
            queue: None,
            on_hold: false,
            actions: actions.to_vec(),
        }
    }

    #[test]
    fn a_contact_that_can_be_accepted_waits_for_the_agent() {
        let accept = [ContactAction::Accept, ContactAction::Reject];
        assert_eq!(
            contact_state(&contact("voice", "connecting", &accept)),
            Some(CONTACT_RINGING)
        );
        assert_eq!(
            contact_state(&contact("queue_callback", "incoming", &accept)),
            Some(CONTACT_RINGING)
        );
        assert_eq!(
            contact_state(&contact("chat", "connecting", &accept)),
            Some(CONTACT_WAITING)
        );
        assert_eq!(
            contact_state(&contact("voice", "connecting", &[])),
            Some(CONTACT_CONNECTING)
        );
    }

    #[test]
    fn hold_is_said_only_while_connected() {
        let mut held = contact("voice", "connected", &[]);
        assert_eq!(contact_state(&held), Some(CONTACT_CONNECTED));
        held.on_hold = true;
        assert_eq!(contact_state(&held), Some(CONTACT_ON_HOLD));
        held.state = "ended".to_owned();
        assert_eq!(contact_state(&held), Some(CONTACT_ENDED));
    }

    #[test]
    fn a_state_that_the_owner_named_keeps_its_name() {
        assert_eq!(state_name("Lunch", "not_routable"), "Lunch");
        assert_eq!(state_name("Busy", "not_routable"), "Busy");
        assert_eq!(state_name("SomethingNew", "system"), "SomethingNew");
    }

    #[test]
    fn what_is_not_known_has_no_word_of_its_own() {
        assert_eq!(standing("new_type"), None);
        assert_eq!(contact_state(&contact("voice", "new_state", &[])), None);
        assert_eq!(channel("fax"), CHANNEL_OTHER);
    }
}
