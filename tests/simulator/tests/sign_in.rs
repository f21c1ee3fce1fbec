//! Signing in and out over HTTP.

mod common;

use common::{JANE, Simulator};

#[test]
fn nobody_is_signed_in_at_first() {
    let simulator = Simulator::start();
    for path in [
        "/auth/authorize",
        "/connect/auth/authorize",
        "/whitelisted-origins",
    ] {
        assert_eq!(simulator.get(path).status, 401, "{path}");
    }
    let panel = simulator.get("/ccp-v2/");
    assert_eq!(
        (panel.status, panel.header("location")),
        (303, "/login?landat=/ccp-v2/")
    );
    assert_eq!(simulator.get("/ccp-v2").header("location"), "/ccp-v2/");
}

#[test]
fn any_name_and_the_one_password() {
    let simulator = Simulator::start();
    let form = simulator.get("/login?landat=/ccp-v2/");
    assert!(form.text.contains(r#"name="username""#) && form.text.contains(r#"name="password""#));
    assert!(form.text.contains(r#"name="landat" value="/ccp-v2/""#));

    let refused = simulator.form("/login", "username=%3Cb%3E&password=wrong&landat=/ccp-v2/");
    assert_eq!(refused.status, 401);
    assert!(
        refused
            .text
            .contains(r#"<div role="alert">The user name or the password is not right.</div>"#)
    );
    assert!(refused.text.contains(r#"value="&lt;b&gt;""#) && refused.text.contains(r#"value="/ccp-v2/""#));
    assert_eq!(refused.cookies(), "");
    assert!(
        simulator
            .form("/login", "username=+&password=demo")
            .text
            .contains("Enter a user name.")
    );

    let signed_in = simulator.form(
        "/login?landat=/ccp-v2/",
        "username=jane&password=demo&landat=/ccp-v2/",
    );
    assert_eq!(
        (signed_in.status, signed_in.header("location")),
        (303, "/ccp-v2/")
    );
    assert!(signed_in.cookies().contains("lily-auth-prod-sim="));
    let plain = simulator.form("/connect/login", "username=jane&password=demo");
    assert!(
        plain
            .text
            .contains("Signed in as jane; this window can be closed.")
    );
}

#[test]
fn the_way_back_stays_on_this_server() {
    let simulator = Simulator::start();
    for path in [
        "https://evil.example/",
        "//evil.example/",
        "/%5Cevil.example",
        "ccp-v2",
    ] {
        for name in ["landat", "landing"] {
            let refused = simulator.get(&format!("/login?{name}={path}"));
            assert_eq!(refused.status, 400, "{path}");
            assert!(refused.text.contains("must be a path of this instance"));
        }
        assert_eq!(
            simulator
                .form("/login", &format!("username=jane&password=demo&landat={path}"))
                .status,
            400
        );
    }
}

#[test]
fn authorize_renews_the_session_until_it_is_over() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let cookies = [("cookie", session.cookies.as_str())];
    let first = simulator.get_with("/auth/authorize", &cookies).ok();
    let second = simulator.get_with("/connect/auth/authorize", &cookies).ok();
    assert_ne!(first["accessToken"], second["accessToken"]);
    assert!(
        first["expiration"].as_i64().unwrap() > 1_700_000_000_000,
        "milliseconds"
    );
    assert_eq!(simulator.agent(JANE)["signedIn"], true);

    simulator
        .control("/agents/jane/expire", serde_json::json!({}))
        .ok();
    assert_eq!(simulator.get_with("/auth/authorize", &cookies).status, 401);
    let refused = session.call("GetAgentStates", serde_json::json!({}));
    assert_eq!(
        (refused.status, refused.json()["__type"].as_str()),
        (401, Some("UnauthorizedException"))
    );
    assert_eq!(simulator.agent(JANE)["signedIn"], false);
}

#[test]
fn a_session_of_no_length_is_over_at_once() {
    let simulator = Simulator::start_with(&["--session-seconds", "0"]);
    let cookies = simulator.form("/login", "username=jane&password=demo").cookies();
    assert_eq!(
        simulator
            .get_with("/auth/authorize", &[("cookie", &cookies)])
            .status,
        401
    );
}

#[test]
fn signing_out_ends_the_session_and_the_cookies() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let cookies = [("cookie", session.cookies.as_str())];
    let out = simulator.get_with("/logout", &cookies);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(simulator.get_with("/auth/authorize", &cookies).status, 401);
    assert_eq!(session.call("GetAgentStates", serde_json::json!({})).status, 401);
}

#[test]
fn the_identity_provider_leads_back_with_a_code_that_is_good_once() {
    let simulator = Simulator::start();
    let there = simulator.get("/saml?landat=/ccp-v2/");
    assert_eq!(
        there.header("location"),
        format!("{}/?landat=/ccp-v2/", simulator.identity_provider)
    );
    let page = simulator.get(there.header("location"));
    assert!(page.text.contains("Example identity provider"));
    let refused = simulator.form(
        there.header("location"),
        "username=jane&password=wrong&landat=/ccp-v2/",
    );
    assert!(refused.text.contains("is not right"));
    let back = simulator.form(
        there.header("location"),
        "username=jane&password=demo&landat=/ccp-v2/",
    );
    assert!(
        back.header("location")
            .starts_with(&format!("{}/saml?code=", simulator.base))
    );
    let signed_in = simulator.get(back.header("location"));
    assert_eq!(
        (signed_in.status, signed_in.header("location")),
        (303, "/ccp-v2/")
    );
    let cookies = signed_in.cookies();
    assert_eq!(
        simulator
            .get_with("/auth/authorize", &[("cookie", &cookies)])
            .status,
        200
    );
    assert_eq!(simulator.get(back.header("location")).status, 401);
}

#[test]
fn the_service_answers_only_its_own_origin() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let origin = simulator.pages[0].as_str();
    let headers = [("cookie", session.cookies.as_str()), ("origin", origin)];
    for path in ["/auth/authorize", "/whitelisted-origins"] {
        let answer = simulator.get_with(path, &headers);
        assert_eq!(answer.status, 200);
        assert!(
            answer
                .headers
                .keys()
                .all(|name| !name.as_str().starts_with("access-control")),
            "{path}"
        );
    }
    let allowed = simulator.get_with("/whitelisted-origins", &headers).ok();
    assert!(
        allowed["whitelistedOrigins"]
            .as_array()
            .unwrap()
            .iter()
            .any(|allowed| allowed == origin)
    );
}
