//! Which word says what a view says.

use headwater_protocol::popup::{ContactAction, ContactView};

use crate::words::{self, Word};

/// A state that Amazon Connect itself puts an agent in, by its name; the others have names the instance's owner gave.
fn own_state(name: &str) -> Option<Word> {
    Some(match name {
        "AfterCallWork" => words::STATE_AFTER_CALL_WORK,
        "Busy" => words::STATE_BUSY,
        "CallingCustomer" => words::STATE_CALLING_CUSTOMER,
        "Dialing" => words::STATE_DIALING,
        "Init" => words::STATE_INIT,
        "Joining" => words::STATE_JOINING,
        "PendingAvailable" => words::STATE_PENDING_AVAILABLE,
        "PendingBusy" => words::STATE_PENDING_BUSY,
        "AgentHungUp" => words::STATE_AGENT_HUNG_UP,
        "BadAddressAgent" => words::STATE_BAD_ADDRESS_AGENT,
        "BadAddressCustomer" => words::STATE_BAD_ADDRESS_CUSTOMER,
        "FailedConnectAgent" => words::STATE_FAILED_CONNECT_AGENT,
        "FailedConnectCustomer" => words::STATE_FAILED_CONNECT_CUSTOMER,
        "LineEngagedAgent" => words::STATE_LINE_ENGAGED_AGENT,
        "LineEngagedCustomer" => words::STATE_LINE_ENGAGED_CUSTOMER,
        "MissedCallAgent" => words::STATE_MISSED_CALL_AGENT,
        "MissedCallCustomer" => words::STATE_MISSED_CALL_CUSTOMER,
        "MultipleCcpWindows" => words::STATE_MULTIPLE_CCP_WINDOWS,
        "RealtimeCommunicationError" => words::STATE_REALTIME_COMMUNICATION_ERROR,
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
        "routable" => words::STANDING_ROUTABLE,
        "not_routable" => words::STANDING_NOT_ROUTABLE,
        "offline" => words::STANDING_OFFLINE,
        "system" => words::STANDING_SYSTEM,
        "error" => words::STANDING_ERROR,
        "init" => words::STANDING_INIT,
        _ => return None,
    })
}

pub(crate) fn channel(channel: &str) -> Word {
    match channel {
        "voice" => words::CHANNEL_VOICE,
        "queue_callback" => words::CHANNEL_QUEUE_CALLBACK,
        "chat" => words::CHANNEL_CHAT,
        "task" => words::CHANNEL_TASK,
        "email" => words::CHANNEL_EMAIL,
        _ => words::CHANNEL_OTHER,
    }
}

/// Where the contact stands. A contact that can be accepted waits for the agent, whatever its state is called.
pub(crate) fn contact_state(contact: &ContactView) -> Option<Word> {
    if contact.actions.contains(&ContactAction::Accept) {
        let rings = matches!(contact.channel.as_str(), "voice" | "queue_callback");
        return Some(if rings {
            words::CONTACT_RINGING
        } else {
            words::CONTACT_WAITING
        });
    }
    Some(match contact.state.as_str() {
        "connected" if contact.on_hold => words::CONTACT_ON_HOLD,
        "connected" => words::CONTACT_CONNECTED,
        "connecting" | "incoming" => words::CONTACT_CONNECTING,
        "paused" => words::CONTACT_PAUSED,
        "ended" => words::CONTACT_ENDED,
        "missed" => words::CONTACT_MISSED,
        "rejected" => words::CONTACT_REJECTED,
        "error" => words::CONTACT_ERROR,
        "init" | "pending" => words::CONTACT_STARTING,
        _ => return None,
    })
}

/// Who is at the other end.
pub(crate) fn who(contact: &ContactView) -> String {
    contact
        .who
        .clone()
        .filter(|who| !who.is_empty())
        .unwrap_or_else(|| words::UNKNOWN_PARTY.text())
}

pub(crate) fn action(action: ContactAction) -> Word {
    match action {
        ContactAction::Accept => words::ACTION_ACCEPT,
        ContactAction::Reject => words::ACTION_REJECT,
        ContactAction::Hold => words::ACTION_HOLD,
        ContactAction::Resume => words::ACTION_RESUME,
        ContactAction::Mute => words::ACTION_MUTE,
        ContactAction::Unmute => words::ACTION_UNMUTE,
        ContactAction::Conference => words::ACTION_CONFERENCE,
        ContactAction::Toggle => words::ACTION_TOGGLE,
        ContactAction::Pause => words::ACTION_PAUSE,
        ContactAction::Add => words::ACTION_ADD,
        ContactAction::SendDigits => words::ACTION_SEND_DIGITS,
        ContactAction::End => words::ACTION_END,
        ContactAction::Clear => words::ACTION_CLEAR,
    }
}

/// Where somebody in a call stands.
pub(crate) fn participant_state(state: &str) -> Option<Word> {
    Some(match state {
        "connected" => words::CONTACT_CONNECTED,
        "connecting" | "init" => words::CONTACT_CONNECTING,
        "hold" => words::CONTACT_ON_HOLD,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(channel: &str, state: &str, actions: &[ContactAction]) -> ContactView {
        ContactView {
            channel: channel.to_owned(),
            state: state.to_owned(),
            actions: actions.to_vec(),
            ..ContactView::default()
        }
    }

    #[test]
    fn a_contact_that_can_be_accepted_waits_for_the_agent() {
        let accept = [ContactAction::Accept, ContactAction::Reject];
        assert_eq!(
            contact_state(&contact("voice", "connecting", &accept)),
            Some(words::CONTACT_RINGING)
        );
        assert_eq!(
            contact_state(&contact("queue_callback", "incoming", &accept)),
            Some(words::CONTACT_RINGING)
        );
        assert_eq!(
            contact_state(&contact("chat", "connecting", &accept)),
            Some(words::CONTACT_WAITING)
        );
        assert_eq!(
            contact_state(&contact("voice", "connecting", &[])),
            Some(words::CONTACT_CONNECTING)
        );
    }

    #[test]
    fn hold_is_said_only_while_connected() {
        let mut held = contact("voice", "connected", &[]);
        assert_eq!(contact_state(&held), Some(words::CONTACT_CONNECTED));
        held.on_hold = true;
        assert_eq!(contact_state(&held), Some(words::CONTACT_ON_HOLD));
        held.state = "ended".to_owned();
        assert_eq!(contact_state(&held), Some(words::CONTACT_ENDED));
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
        assert_eq!(channel("fax"), words::CHANNEL_OTHER);
    }
}
