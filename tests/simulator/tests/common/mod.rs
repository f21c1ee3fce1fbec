//! A simulator started for one test, and clients of it.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_connect-simulator");
pub(crate) const JANE: &str = "jane";

/// A simulator of its own, on free ports, without TLS. Ends with the test.
pub(crate) struct Simulator {
    child: Child,
    pub(crate) base: String,
    pub(crate) pages: Vec<String>,
    pub(crate) identity_provider: String,
    http: Agent,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    fn read(mut response: Response<Body>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.body_mut().read_to_string().unwrap_or_default(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies that were set, as a later request sends them.
    pub(crate) fn cookies(&self) -> String {
        let set = self.headers.get_all("set-cookie").iter();
        set.filter_map(|value| value.to_str().unwrap().split(';').next())
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// The JSON of a success.
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }
}

impl Simulator {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let mut child = Command::new(BINARY)
            .args(["--http", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let base = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap();
        let http: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A kept connection that the server closes at just that moment would fail a test for nothing.
            .max_idle_connections(0)
            .build()
            .into();
        let mut simulator = Self {
            child,
            base: base.trim_end_matches('/').to_owned(),
            pages: Vec::new(),
            identity_provider: String::new(),
            http,
        };
        let info = simulator.get("/_sim/info").ok();
        simulator.pages = info["pages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|page| page.as_str().unwrap().to_owned())
            .collect();
        simulator.identity_provider = info["identityProvider"].as_str().unwrap().to_owned();
        simulator
    }

    pub(crate) fn process(&mut self) -> &mut Child {
        &mut self.child
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with('/') {
            format!("{}{path}", self.base)
        } else {
            path.to_owned()
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.http.get(self.url(path));
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        Answer::read(request.call().unwrap())
    }

    pub(crate) fn try_post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, ureq::Error> {
        let request = self.http.post(self.url(path));
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        let mut response = request.send(body)?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        Ok(Answer {
            status,
            headers,
            text: response.body_mut().read_to_string()?,
        })
    }

    pub(crate) fn form(&self, path: &str, form: &str) -> Answer {
        self.try_post(
            path,
            &[("content-type", "application/x-www-form-urlencoded")],
            form,
        )
        .unwrap()
    }

    /// A command of the control API.
    pub(crate) fn control(&self, path: &str, body: Value) -> Answer {
        self.try_post(
            &format!("/_sim{path}"),
            &[("content-type", "application/json")],
            &body.to_string(),
        )
        .unwrap()
    }

    pub(crate) fn put(&self, path: &str, body: &str) -> Answer {
        self.put_with(path, &[], body)
    }

    pub(crate) fn put_with(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let request = self.http.put(self.url(path));
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        Answer::read(request.send(body).unwrap())
    }

    pub(crate) fn options(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.http.options(self.url(path));
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        Answer::read(request.call().unwrap())
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        Answer::read(self.http.delete(self.url(path)).call().unwrap())
    }

    /// The agent as the control API shows it.
    pub(crate) fn agent(&self, name: &str) -> Value {
        let agents = self.get("/_sim/agents").ok();
        let agents = agents["agents"].as_array().unwrap();
        agents
            .iter()
            .find(|agent| agent["name"] == name)
            .unwrap_or_else(|| panic!("no {name}"))
            .clone()
    }

    /// Signs the agent in and makes the agent available.
    pub(crate) fn sign_in(&self, name: &str) -> Session<'_> {
        let cookies = self
            .form("/login", &format!("username={name}&password=demo"))
            .cookies();
        let authorized = self.get_with("/auth/authorize", &[("cookie", &cookies)]).ok();
        let token = authorized["accessToken"].as_str().unwrap().to_owned();
        let session = Session {
            simulator: self,
            cookies,
            token,
        };
        session
            .call(
                "PutAgentState",
                json!({ "state": { "type": "routable", "name": "Available" } }),
            )
            .ok();
        session
    }

    /// Offers a contact to jane, and tells its identifiers.
    pub(crate) fn offer(&self, channel: &str) -> Value {
        self.control("/contacts", json!({ "agent": JANE, "channel": channel }))
            .ok()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An agent who is signed in.
pub(crate) struct Session<'a> {
    pub(crate) simulator: &'a Simulator,
    pub(crate) cookies: String,
    pub(crate) token: String,
}

impl Session<'_> {
    /// An operation of the CTI service, with the token in both places.
    pub(crate) fn call(&self, operation: &str, body: Value) -> Answer {
        self.try_call(operation, body).unwrap()
    }

    pub(crate) fn try_call(&self, operation: &str, mut body: Value) -> Result<Answer, ureq::Error> {
        body["authentication"] = json!({ "authToken": self.token });
        self.send(operation, &self.token, &body.to_string())
    }

    pub(crate) fn send(&self, operation: &str, token: &str, body: &str) -> Result<Answer, ureq::Error> {
        let target = format!("AmazonConnectCTIService.{operation}");
        let headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amz-target", target.as_str()),
            ("x-amz-bearer", token),
        ];
        self.simulator.try_post("/api", &headers, body)
    }

    /// An operation of the AgentApp service.
    pub(crate) fn agent_app(&self, operation: &str, body: Value) -> Answer {
        let target = format!("AgentAppService.{operation}");
        let bearer = json!({ "lily-auth-prod-sim": self.token }).to_string();
        let headers = [
            ("content-type", "application/json"),
            ("x-amz-target", target.as_str()),
            ("x-amz-bearer", bearer.as_str()),
        ];
        self.simulator
            .try_post("/agent-app/api", &headers, &body.to_string())
            .unwrap()
    }

    /// A WebSocket that has subscribed to the topics.
    pub(crate) fn subscribe(&self, topics: &[&str]) -> Socket {
        let transport = self
            .call("CreateTransport", json!({ "transportType": "web_socket" }))
            .ok();
        let url = transport["webSocketTransport"]["url"].as_str().unwrap();
        let address = url.strip_prefix("ws://").unwrap().split('/').next().unwrap();
        let (socket, _) = tungstenite::client(url, TcpStream::connect(address).unwrap()).unwrap();
        let mut socket = Socket(socket);
        let subscribe = json!({ "topic": "aws/subscribe", "content": { "topics": topics } });
        socket.0.send(Message::text(subscribe.to_string())).unwrap();
        let answer: Value = serde_json::from_str(socket.0.read().unwrap().to_text().unwrap()).unwrap();
        assert_eq!(answer["content"]["status"], "success");
        socket
    }

    /// A request to the participant service with this token.
    pub(crate) fn participate(&self, token: &str, operation: &str, body: Value) -> Answer {
        let headers = [("content-type", "application/json"), ("x-amz-bearer", token)];
        let path = format!("/participant/{operation}");
        self.simulator
            .try_post(&path, &headers, &body.to_string())
            .unwrap()
    }

    pub(crate) fn snapshot(&self) -> Value {
        self.call("GetAgentSnapshot", json!({})).ok()["snapshot"].clone()
    }

    pub(crate) fn contact(&self, operation: &str, contact: &Value) -> Answer {
        self.call(operation, json!({ "contactId": contact["contactId"] }))
    }
}

pub(crate) struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// The content of the next message, which is about to come.
    pub(crate) fn next(&mut self) -> Value {
        let frame: Value = serde_json::from_str(self.0.read().unwrap().to_text().unwrap()).unwrap();
        serde_json::from_str(frame["content"].as_str().unwrap()).unwrap()
    }
}
