//! The binary as a server, and a client of its API.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::command::Homeroom;

/// The root of the API.
const API: &str = "/beta/external/industryData";

/// `homeroom serve`, until it is dropped.
pub(crate) struct Served {
    process: Child,
    pub(crate) address: String,
    token: String,
}

impl Homeroom {
    /// Serves the data directory, on a free port.
    pub(crate) fn serve(&self) -> Served {
        self.serve_and_log(&[], Stdio::inherit())
    }

    /// Serves the data directory, with more arguments and a log of its own.
    pub(crate) fn serve_and_log(&self, more: &[&str], log: Stdio) -> Served {
        let mut process = Command::new(env!("CARGO_BIN_EXE_homeroom"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(self.data_dir())
            .args(more)
            .env_remove("HOMEROOM_SECRET_KEY")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        let out = process.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().rsplit("http://").next().expect("an address").to_owned();
        let token = self.run(&["token"]);
        assert_eq!(token.code, 0, "{}", token.err);
        Served { process, address, token: token.out.trim().to_owned() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _gone = self.process.kill().and_then(|()| self.process.wait());
    }
}

impl Served {
    /// Asks the server to stop, as the system does.
    pub(crate) fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
    }

    /// Waits until the server has stopped, and tells its exit code.
    pub(crate) fn wait(mut self) -> i32 {
        self.process.wait().expect("it stops").code().expect("an exit code")
    }

    /// Sends a request to the API; tells status and body, null if there is none.
    pub(crate) fn send(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("http://{}{API}{path}", self.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .body(body.map(Value::to_string).unwrap_or_default())
            .expect("a request");
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = ureq::Agent::new_with_config(config.allow_non_standard_methods(true).build());
        let mut response = agent.run(request).expect("an answer");
        let text = response.body_mut().read_to_string().expect("text");
        (response.status().as_u16(), serde_json::from_str(&text).unwrap_or_default())
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        let (status, body) = self.send("GET", path, None);
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Makes something, and tells its path.
    pub(crate) fn make(&self, path: &str, body: &Value) -> String {
        let (status, made) = self.send("POST", path, Some(body));
        assert_eq!(status, 201, "{made}");
        format!("{path}/{}", made["id"].as_str().expect("an id"))
    }

    pub(crate) fn change(&self, path: &str, body: &Value) {
        let (status, answer) = self.send("PATCH", path, Some(body));
        assert_eq!(status, 204, "{answer}");
    }

    /// The path of the first set's flow whose type begins with `kind`.
    pub(crate) fn flow(&self, kind: &str) -> String {
        let sets = self.get("/outboundProvisioningFlowSets?expand=provisioningFlows");
        let set = &sets["value"][0];
        let flows = set["provisioningFlows"].as_array().expect("flows");
        let is_of_kind = |flow: &&Value| {
            flow["@odata.type"].as_str().is_some_and(|named| named.contains(&format!(".{kind}")))
        };
        let flow = flows.iter().find(is_of_kind).expect("a flow of this kind");
        let id = |entity: &Value| entity["id"].as_str().expect("an id").to_owned();
        format!("/outboundProvisioningFlowSets/{}/provisioningFlows/{}", id(set), id(flow))
    }
}
