//! The server as a process: it is ready, keeps what it was told, and ends well.

use std::io::{Read, Write};
use std::net::TcpStream;

use chrono::{DateTime, TimeDelta, Utc};
use model::{Clock, SystemClock};
use serde_json::json;

use crate::command::Homeroom;

const SETS: &str = "/outboundProvisioningFlowSets";

#[test]
fn it_is_ready_and_remembers() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let health = ureq::get(format!("http://{}/healthz", served.address)).call().expect("an answer");
    assert_eq!(health.status().as_u16(), 200);
    served.make(SETS, &json!({ "displayName": "Everyone" }));
    let before = served.get(SETS)["value"].clone();
    served.terminate();
    assert_eq!(served.wait(), 0);
    assert_eq!(homeroom.serve().get(SETS)["value"], before);
}

#[test]
fn a_request_in_flight_is_answered_before_it_stops() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let token = homeroom.run(&["token"]).out;
    let body = json!({ "displayName": "Everyone" }).to_string();
    let (first, rest) = body.split_at(10);
    let mut connection = TcpStream::connect(&served.address).expect("a connection");
    write!(
        connection,
        "POST /beta/external/industryData{SETS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{first}",
        token.trim(),
        body.len()
    )
    .expect("half of a request");
    std::thread::sleep(std::time::Duration::from_millis(300));
    served.terminate();
    std::thread::sleep(std::time::Duration::from_millis(300));
    connection.write_all(rest.as_bytes()).expect("the other half");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert_eq!(served.wait(), 0);
    assert_eq!(homeroom.serve().get(SETS)["value"][0]["displayName"], "Everyone");
}

#[test]
fn a_token_grants_what_was_asked_for() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let reading = homeroom.run(&["token", "--scope", "industrydata-outboundflow.read.all"]);
    let url = format!("http://{}/beta/external/industryData{SETS}", served.address);
    let authorization = format!("Bearer {}", reading.out.trim());
    let read = ureq::get(&url).header("authorization", &authorization).call().expect("an answer");
    assert_eq!(read.status().as_u16(), 200);
    let write =
        ureq::post(&url).header("authorization", &authorization).send_json(json!({ "displayName": "x" }));
    assert!(matches!(write, Err(ureq::Error::StatusCode(403))), "{write:?}");
    assert_eq!(homeroom.run(&["token", "--scope", "Everything"]).code, 2);
    assert_eq!(homeroom.run(&["token", "--tenant", "../escape"]).code, 2);
}

#[test]
fn rotated_keys_take_effect_while_it_serves() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let before = served.get(SETS)["value"].clone();
    let rotated = homeroom.run(&["key", "rotate"]);
    assert_eq!((rotated.code, rotated.out.lines().count()), (0, 3), "{}", rotated.err);
    assert_eq!(served.get(SETS)["value"], before, "the token of before stays good");
    let fresh = homeroom.run(&["token"]);
    let url = format!("http://{}/beta/external/industryData{SETS}", served.address);
    let answer = ureq::get(&url).header("authorization", format!("Bearer {}", fresh.out.trim())).call();
    assert!(answer.is_ok(), "{answer:?}");
}

#[test]
fn what_cannot_be_served_is_said() {
    let homeroom = Homeroom::new();
    let wrong = homeroom.run(&["serve", "--listen", "127.0.0.1:0", "--public-url", "not a url"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("SERVE-URL"), "{}", wrong.err);
    let served = homeroom.serve();
    let taken = homeroom.run(&["serve", "--listen", &served.address]);
    assert_eq!(taken.code, 1);
    assert!(taken.err.contains("SERVE-NETWORK"), "{}", taken.err);
}

#[test]
fn a_certificate_that_cannot_be_used_is_said() {
    let homeroom = Homeroom::new();
    let missing = homeroom.path("missing.pem");
    let missing = missing.to_str().expect("a path in UTF-8");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", missing, "--tls-key", missing];
    let wrong = homeroom.run(&arguments);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("TLS-FILE") && wrong.err.contains("missing.pem"), "{}", wrong.err);
    assert_eq!(homeroom.run(&arguments[..5]).code, 2, "a certificate without its key");
}

#[test]
fn issuers_that_cannot_be_trusted_are_said() {
    let homeroom = Homeroom::new();
    std::fs::create_dir_all(homeroom.data_dir()).expect("a folder");
    for (url, tenant, code) in [
        ("http://id.example.org", "riverside", "ISSUER-URL"),
        ("https://id.example.org", "../escape", "CONFIG"),
    ] {
        let settings =
            format!("[[issuers]]\nurl = '{url}'\naudience = 'api'\ntenants = {{ '7f0c' = '{tenant}' }}\n");
        std::fs::write(homeroom.data_dir().join("homeroom.toml"), settings).expect("a file");
        let wrong = homeroom.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(wrong.code, 2, "{}", wrong.err);
        assert!(wrong.err.contains(code), "{}", wrong.err);
    }
}

#[test]
fn limits_of_uploads_are_settings() {
    let homeroom = Homeroom::new();
    std::fs::create_dir_all(homeroom.data_dir()).expect("a folder");
    let set = |limits: &str| {
        let settings = format!("[uploads]\n{limits}\n");
        std::fs::write(homeroom.data_dir().join("homeroom.toml"), settings).expect("a file");
    };
    for (limits, named) in [
        ("session_hours = 169", "uploads.session_hours"),
        ("file_mib = 0", "uploads.file_mib"),
        ("files = 'many'", "files"),
    ] {
        set(limits);
        let wrong = homeroom.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(wrong.code, 2, "{}", wrong.err);
        assert!(wrong.err.contains("CONFIG") && wrong.err.contains(named), "{}", wrong.err);
    }
    set("files = 1\nfile_mib = 1\nsession_hours = 1");
    let served = homeroom.serve();
    let system = served.make("/sourceSystems", &json!({ "displayName": "SIS" }));
    let bound = format!("https://graph.microsoft.com/beta/external/industryData{system}");
    let connector = served.make(
        "/dataConnectors",
        &json!({
            "@odata.type": "#microsoft.graph.industryData.azureDataLakeConnector",
            "displayName": "CSV", "sourceSystem@odata.bind": bound
        }),
    );
    let session = served
        .get(&format!("{connector}/microsoft.graph.industryData.azureDataLakeConnector/getUploadSession"));
    let ends: DateTime<Utc> =
        session["sessionExpirationDateTime"].as_str().expect("a time").parse().expect("a time");
    assert!(ends <= SystemClock.now() + TimeDelta::hours(1), "{ends}");
    let (container, signature) =
        session["sessionUrl"].as_str().expect("a URL").split_once('?').expect("a signature");
    let put = |name: &str, bytes: usize| {
        let put = ureq::put(format!("{container}/{name}?{signature}")).header("x-ms-blob-type", "BlockBlob");
        put.config().http_status_as_error(false).build().send(&vec![b'x'; bytes]).expect("an answer").status()
    };
    assert_eq!(put("large.csv", (1 << 20) + 1), 413);
    assert_eq!(put("users.csv", 1 << 20), 201);
    assert!(put("orgs.csv", 1).is_client_error(), "one file is enough");
}
