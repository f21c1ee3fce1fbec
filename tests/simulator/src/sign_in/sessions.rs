//! Who is signed in: sessions, access tokens and the one-time codes of the identity provider.

use std::collections::BTreeMap;
use std::time::Duration;

use uuid::Uuid;

use crate::instance::time::Timestamp;

/// How long a one-time code of the identity provider is good.
const CODE_LIFETIME: Duration = Duration::from_secs(60);

/// A session just begun or renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) agent: String,
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) expires: Timestamp,
}

#[derive(Debug)]
struct Session {
    agent: String,
    expires: Timestamp,
}

#[derive(Debug)]
struct AccessToken {
    refresh_token: String,
    expires: Timestamp,
}

#[derive(Debug)]
pub(crate) struct Sessions {
    lifetime: Duration,
    /// By refresh token.
    sessions: BTreeMap<String, Session>,
    access_tokens: BTreeMap<String, AccessToken>,
    codes: BTreeMap<String, (String, Timestamp)>,
}

impl Sessions {
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self {
            lifetime,
            sessions: BTreeMap::new(),
            access_tokens: BTreeMap::new(),
            codes: BTreeMap::new(),
        }
    }

    pub(crate) fn sign_in(&mut self, agent: &str, now: Timestamp) -> Grant {
        let refresh_token = token();
        self.sessions.insert(
            refresh_token.clone(),
            Session {
                agent: agent.to_owned(),
                expires: now,
            },
        );
        self.renew(&refresh_token, now)
            .expect("the session was just added")
    }

    /// Renews the session that one of the cookies belongs to, with a new access token.
    pub(crate) fn authorize(
        &mut self,
        refresh_token: Option<&str>,
        access_token: Option<&str>,
        now: Timestamp,
    ) -> Option<Grant> {
        let session = self.session_of(refresh_token, access_token, now)?;
        self.renew(&session, now)
    }

    fn renew(&mut self, refresh_token: &str, now: Timestamp) -> Option<Grant> {
        let expires = now + self.lifetime;
        let session = self.sessions.get_mut(refresh_token)?;
        session.expires = expires;
        let access_token = token();
        self.access_tokens.retain(|_, access| access.expires > now);
        self.access_tokens.insert(
            access_token.clone(),
            AccessToken {
                refresh_token: refresh_token.to_owned(),
                expires,
            },
        );
        Some(Grant {
            agent: session.agent.clone(),
            access_token,
            refresh_token: refresh_token.to_owned(),
            expires,
        })
    }

    fn session_of(
        &self,
        refresh_token: Option<&str>,
        access_token: Option<&str>,
        now: Timestamp,
    ) -> Option<String> {
        let from_access = access_token
            .and_then(|token| self.access_tokens.get(token))
            .filter(|access| access.expires > now)
            .map(|access| access.refresh_token.as_str());
        [refresh_token, from_access]
            .into_iter()
            .flatten()
            .find(|token| {
                self.sessions
                    .get(*token)
                    .is_some_and(|session| session.expires > now)
            })
            .map(str::to_owned)
    }

    /// Who is signed in with these cookies.
    pub(crate) fn agent_of_cookies(
        &self,
        refresh_token: Option<&str>,
        access_token: Option<&str>,
        now: Timestamp,
    ) -> Option<String> {
        let session = self.session_of(refresh_token, access_token, now)?;
        self.sessions.get(&session).map(|session| session.agent.clone())
    }

    /// Whose access token this is, unless it has expired.
    pub(crate) fn agent_of_token(&self, access_token: &str, now: Timestamp) -> Option<String> {
        self.agent_of_cookies(None, Some(access_token), now)
    }

    pub(crate) fn is_signed_in(&self, agent: &str, now: Timestamp) -> bool {
        self.sessions
            .values()
            .any(|session| session.agent == agent && session.expires > now)
    }

    pub(crate) fn sign_out(
        &mut self,
        refresh_token: Option<&str>,
        access_token: Option<&str>,
        now: Timestamp,
    ) {
        if let Some(session) = self.session_of(refresh_token, access_token, now) {
            self.sessions.remove(&session);
        }
    }

    /// Ends all sessions of the agent.
    pub(crate) fn expire(&mut self, agent: &str) {
        self.sessions.retain(|_, session| session.agent != agent);
    }

    /// A code with which the identity provider says who somebody is.
    pub(crate) fn issue_code(&mut self, agent: &str, now: Timestamp) -> String {
        let code = token();
        self.codes
            .insert(code.clone(), (agent.to_owned(), now + CODE_LIFETIME));
        code
    }

    /// Takes the code: it is good once.
    pub(crate) fn redeem_code(&mut self, code: &str, now: Timestamp) -> Option<String> {
        self.codes
            .remove(code)
            .filter(|(_, expires)| *expires > now)
            .map(|(agent, _)| agent)
    }

    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.lifetime);
    }
}

fn token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_milliseconds(1_700_000_000_000);

    fn sessions() -> Sessions {
        Sessions::new(Duration::from_secs(60))
    }

    #[test]
    fn a_session_lasts_its_time_and_renewal_extends_it() {
        let mut sessions = sessions();
        let grant = sessions.sign_in("jane", START);
        assert_eq!(grant.expires, START + Duration::from_secs(60));
        let later = START + Duration::from_secs(59);
        let renewed = sessions
            .authorize(Some(&grant.refresh_token), None, later)
            .unwrap();
        assert_eq!(renewed.agent, "jane");
        assert_ne!(renewed.access_token, grant.access_token);
        let end_of_first = START + Duration::from_secs(60);
        assert_eq!(sessions.agent_of_token(&grant.access_token, end_of_first), None);
        assert_eq!(
            sessions
                .agent_of_token(&renewed.access_token, end_of_first)
                .as_deref(),
            Some("jane")
        );
        assert!(
            sessions
                .authorize(Some(&grant.refresh_token), None, later + Duration::from_secs(60))
                .is_none()
        );
    }

    #[test]
    fn the_access_token_alone_renews_too() {
        let mut sessions = sessions();
        let grant = sessions.sign_in("jane", START);
        assert!(
            sessions
                .authorize(Some("unknown"), Some(&grant.access_token), START)
                .is_some()
        );
        assert!(sessions.authorize(None, Some("unknown"), START).is_none());
    }

    #[test]
    fn signing_out_ends_one_session_and_expiry_all() {
        let mut sessions = sessions();
        let first = sessions.sign_in("jane", START);
        let second = sessions.sign_in("jane", START);
        sessions.sign_out(Some(&first.refresh_token), None, START);
        assert_eq!(sessions.agent_of_token(&first.access_token, START), None);
        assert!(sessions.is_signed_in("jane", START));
        sessions.expire("jane");
        assert_eq!(sessions.agent_of_token(&second.access_token, START), None);
        assert!(!sessions.is_signed_in("jane", START));
    }

    #[test]
    fn a_code_is_good_once_and_not_for_long() {
        let mut sessions = sessions();
        let code = sessions.issue_code("jane", START);
        assert_eq!(sessions.redeem_code(&code, START).as_deref(), Some("jane"));
        assert_eq!(sessions.redeem_code(&code, START), None);
        let late = sessions.issue_code("jane", START);
        assert_eq!(sessions.redeem_code(&late, START + CODE_LIFETIME), None);
    }
}
