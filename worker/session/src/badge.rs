//! What the toolbar button says at a glance.

use headwater_protocol::message::Message;
use headwater_protocol::popup::{AgentView, Health, InstanceView, SignInStatus};

use crate::effect::Badge;

const GREEN: &str = "#1a7f4b";
const AMBER: &str = "#9a6700";
const RED: &str = "#c62828";
const BLUE: &str = "#1f5fbf";
const GREY: &str = "#5f6b7a";

/// The badge for all instances: that of the first one that somebody works at, or else of the first one.
pub(crate) fn badge(instances: &[InstanceView]) -> Badge {
    let works = |view: &&InstanceView| view.sign_in == SignInStatus::SignedIn;
    instances
        .iter()
        .find(works)
        .or_else(|| instances.first())
        .map_or_else(
            || Badge {
                text: String::new(),
                colour: GREY.to_owned(),
                title: Message::new("extensionName"),
            },
            of_instance,
        )
}

fn of_instance(view: &InstanceView) -> Badge {
    let (text, colour, title) = match (view.sign_in, &view.health, &view.agent) {
        (SignInStatus::Denied, _, _) => ("!".to_owned(), RED, Message::new("workerBadgeDenied")),
        (SignInStatus::SignedIn, Health::Bad { .. }, _) => {
            ("!".to_owned(), RED, Message::new("workerBadgeNoConnection"))
        }
        (SignInStatus::SignedIn, _, Some(agent)) => of_agent(agent),
        (SignInStatus::SignedIn | SignInStatus::Unknown, _, _) => {
            ("…".to_owned(), GREY, Message::new("workerBadgeStarting"))
        }
        (SignInStatus::SignedOut | SignInStatus::SignedOutByUser | SignInStatus::SigningIn, _, _) => {
            ("in".to_owned(), BLUE, Message::new("workerBadgeSignIn"))
        }
    };
    Badge {
        text,
        colour: colour.to_owned(),
        title,
    }
}

fn of_agent(agent: &AgentView) -> (String, &'static str, Message) {
    let ringing = agent
        .contacts
        .iter()
        .filter(|contact| {
            contact
                .actions
                .contains(&headwater_protocol::popup::ContactAction::Accept)
        })
        .count();
    let mut title = Message {
        name: "workerBadgeAgent".to_owned(),
        with: vec![agent.name.clone(), agent.state.name.clone()],
    };
    if ringing > 0 {
        title.name = "workerBadgeWaiting".to_owned();
        title.with.push(ringing.to_string());
        return (ringing.to_string(), RED, title);
    }
    match agent.state.state_type.as_str() {
        "routable" => ("on".to_owned(), GREEN, title),
        "offline" => ("off".to_owned(), GREY, title),
        "error" => ("!".to_owned(), RED, title),
        "system" => ("busy".to_owned(), AMBER, title),
        _ => (agent.state.name.chars().take(3).collect(), AMBER, title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_protocol::popup::{ContactAction, ContactView, StateView};

    fn view(sign_in: SignInStatus, state: Option<(&str, &str)>, ringing: usize) -> InstanceView {
        let contact = ContactView {
            channel: "voice".into(),
            state: "connecting".into(),
            actions: vec![ContactAction::Accept],
            ..ContactView::default()
        };
        InstanceView {
            origin: "https://a.example".into(),
            removable: false,
            sign_in,
            sign_in_dismissed: false,
            health: Health::Good,
            agent: state.map(|(name, state_type)| AgentView {
                name: "Ann".into(),
                state: StateView {
                    name: name.into(),
                    state_type: state_type.into(),
                    since: None,
                },
                contacts: vec![contact; ringing],
                ..AgentView::default()
            }),
            notice: None,
        }
    }

    #[test]
    fn says_the_status_in_four_characters() {
        for (sign_in, state, ringing, text) in [
            (SignInStatus::SignedIn, Some(("Available", "routable")), 0, "on"),
            (SignInStatus::SignedIn, Some(("Lunch", "not_routable")), 0, "Lun"),
            (SignInStatus::SignedIn, Some(("Available", "routable")), 2, "2"),
            (SignInStatus::SignedOut, None, 0, "in"),
            (SignInStatus::Denied, None, 0, "!"),
        ] {
            assert_eq!(badge(&[view(sign_in, state, ringing)]).text, text);
        }
        assert_eq!(badge(&[]).text, "");
    }

    #[test]
    fn prefers_the_instance_where_somebody_works() {
        let views = [
            view(SignInStatus::SignedOut, None, 0),
            view(SignInStatus::SignedIn, Some(("Available", "routable")), 0),
        ];
        assert_eq!(badge(&views).text, "on");
    }
}
