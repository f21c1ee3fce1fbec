//! What the toolbar button says at a glance.

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
                title: "Headwater".to_owned(),
            },
            of_instance,
        )
}

fn of_instance(view: &InstanceView) -> Badge {
    let (text, colour, words) = match (view.sign_in, &view.health, &view.agent) {
        (SignInStatus::Denied, _, _) => ("!".to_owned(), RED, "access denied".to_owned()),
        (SignInStatus::SignedIn, Health::Bad { reason }, _) => ("!".to_owned(), RED, reason.clone()),
        (SignInStatus::SignedIn, _, Some(agent)) => of_agent(agent),
        (SignInStatus::SignedIn | SignInStatus::Unknown, _, _) => {
            ("…".to_owned(), GREY, "starting".to_owned())
        }
        (SignInStatus::SignedOut | SignInStatus::SignedOutByUser | SignInStatus::SigningIn, _, _) => {
            ("in".to_owned(), BLUE, "sign in".to_owned())
        }
    };
    Badge {
        text,
        colour: colour.to_owned(),
        title: format!("Headwater: {words}"),
    }
}

fn of_agent(agent: &AgentView) -> (String, &'static str, String) {
    let ringing = agent
        .contacts
        .iter()
        .filter(|contact| {
            contact
                .actions
                .contains(&headwater_protocol::popup::ContactAction::Accept)
        })
        .count();
    let words = format!("{}, {}", agent.name, agent.state.name);
    if ringing > 0 {
        return (ringing.to_string(), RED, format!("{words}, {ringing} waiting"));
    }
    match agent.state.state_type.as_str() {
        "routable" => ("on".to_owned(), GREEN, words),
        "offline" => ("off".to_owned(), GREY, words),
        "error" => ("!".to_owned(), RED, words),
        "system" => ("busy".to_owned(), AMBER, words),
        _ => (agent.state.name.chars().take(3).collect(), AMBER, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_protocol::popup::{ContactAction, ContactView, StateView};

    fn view(sign_in: SignInStatus, state: Option<(&str, &str)>, ringing: usize) -> InstanceView {
        let contact = ContactView {
            contact_id: String::new(),
            channel: "voice".into(),
            state: "connecting".into(),
            since: None,
            who: None,
            queue: None,
            on_hold: false,
            actions: vec![ContactAction::Accept],
        };
        InstanceView {
            origin: "https://a.example".into(),
            removable: false,
            sign_in,
            health: Health::Good,
            agent: state.map(|(name, state_type)| AgentView {
                name: "Ann".into(),
                state: StateView {
                    name: name.into(),
                    state_type: state_type.into(),
                    since: None,
                },
                next_state: None,
                choice_is_next: false,
                states: vec![],
                contacts: vec![contact; ringing],
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
