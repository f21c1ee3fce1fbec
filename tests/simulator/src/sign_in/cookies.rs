//! The cookies of a session (PROTOCOL.md 3.5).

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

use super::sessions::Grant;

pub(crate) const ACCESS: &str = "lily-auth-prod-sim";
const REFRESH: &str = "lily-auth-refresh-prod-sim";

/// The refresh token goes only to where it renews a session: under both names of these paths.
const REFRESH_PATHS: [&str; 4] = ["/auth", "/connect/auth", "/logout", "/connect/logout"];

/// What a request brought along.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Cookies {
    pub(crate) access: Option<String>,
    pub(crate) refresh: Option<String>,
}

impl Cookies {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut cookies = Self::default();
        let values = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        for (name, value) in values
            .flat_map(|value| value.split(';'))
            .filter_map(|cookie| cookie.split_once('='))
        {
            match name.trim() {
                ACCESS => cookies.access = Some(value.trim().to_owned()),
                REFRESH => cookies.refresh = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        cookies
    }
}

pub(crate) fn set(headers: &mut HeaderMap, grant: &Grant, secure: bool) {
    append(
        headers,
        &format!("{ACCESS}={}; Path=/; {}", grant.access_token, attributes(secure)),
    );
    for path in REFRESH_PATHS {
        append(
            headers,
            &format!(
                "{REFRESH}={}; Path={path}; {}",
                grant.refresh_token,
                attributes(secure)
            ),
        );
    }
}

pub(crate) fn clear(headers: &mut HeaderMap, secure: bool) {
    append(
        headers,
        &format!("{ACCESS}=; Path=/; Max-Age=0; {}", attributes(secure)),
    );
    for path in REFRESH_PATHS {
        append(
            headers,
            &format!("{REFRESH}=; Path={path}; Max-Age=0; {}", attributes(secure)),
        );
    }
}

const fn attributes(secure: bool) -> &'static str {
    if secure {
        "HttpOnly; Secure; SameSite=None"
    } else {
        "HttpOnly; SameSite=Lax"
    }
}

fn append(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            "a=b; lily-auth-prod-sim=one;lily-auth-refresh-prod-sim=two; c"
                .parse()
                .unwrap(),
        );
        let expected = Cookies {
            access: Some("one".to_owned()),
            refresh: Some("two".to_owned()),
        };
        assert_eq!(Cookies::read(&headers), expected);
    }

    #[test]
    fn without_https_cookies_are_not_secure() {
        let grant = Grant {
            agent: "jane".to_owned(),
            access_token: "a".to_owned(),
            refresh_token: "r".to_owned(),
            expires: crate::instance::time::Timestamp::from_milliseconds(0),
        };
        let mut headers = HeaderMap::new();
        set(&mut headers, &grant, false);
        assert_eq!(
            headers[SET_COOKIE],
            "lily-auth-prod-sim=a; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(headers.get_all(SET_COOKIE).iter().count(), 5);
    }
}
