//! Apps on the command line, and what serving does with them.

use serde_json::Value;

use crate::command::{Answer, Homeroom};

/// Asks for a token; its status and body.
fn ask(address: &str, app: &Value) -> (u16, Value) {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent = ureq::Agent::new_with_config(config.build());
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        app["id"].as_str().expect("an id"),
        app["secret"].as_str().expect("a secret"),
    );
    let mut response = agent
        .post(format!("http://{address}/default/oauth2/v2.0/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .send(form)
        .expect("an answer");
    let text = response.body_mut().read_to_string().expect("text");
    (response.status().as_u16(), serde_json::from_str(&text).expect("JSON"))
}

fn done(answer: Answer) -> Answer {
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer
}

#[test]
fn an_app_lives() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let reader = ["--role", "industrydata-outboundflow.read.all"];
    let made = done(homeroom.run(&["app", "create", "Timetable", reader[0], reader[1], "--json"])).json();
    let (status, token) = ask(&served.address, &made);
    assert_eq!((status, &token["token_type"]), (200, &Value::from("Bearer")));

    let listed = done(homeroom.run(&["app", "list", "--json"]));
    let app = &listed.json()[0];
    assert_eq!((&app["id"], &app["displayName"]), (&made["id"], &Value::from("Timetable")));
    assert_eq!(app["roles"], serde_json::json!(["IndustryData-OutboundFlow.Read.All"]));
    let secret = made["secret"].as_str().expect("a secret");
    assert!(!listed.out.contains(secret), "a secret is shown once");
    assert!(!done(homeroom.run(&["app", "list"])).out.contains(secret));

    let id = made["id"].as_str().expect("an id");
    let rotated = done(homeroom.run(&["app", "rotate", id, "--json"])).json();
    assert_eq!(ask(&served.address, &made).0, 401);
    assert_eq!(ask(&served.address, &rotated).0, 200);

    done(homeroom.run(&["app", "delete", id]));
    assert_eq!(ask(&served.address, &rotated).0, 401);
    assert_eq!(done(homeroom.run(&["app", "list", "--json"])).json(), serde_json::json!([]));
}

#[test]
fn the_secret_lies_nowhere_in_the_data_directory() {
    let homeroom = Homeroom::new();
    let made = done(homeroom.run(&["app", "create", "Timetable", "--json"])).json();
    let roles = made["roles"].as_array().expect("permissions");
    assert!(roles.len() >= 16 && !roles.contains(&Value::from("Homeroom.Findings.Read")), "{roles:?}");
    let secret = made["secret"].as_str().expect("a secret").as_bytes();
    let mut files = 0;
    for entry in std::fs::read_dir(homeroom.data_dir()).expect("the data directory") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let content = std::fs::read(&path).expect("a file");
            assert!(!content.windows(secret.len()).any(|part| part == secret), "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 0, "the store is there");
}

#[test]
fn what_cannot_be_done_with_apps_is_said() {
    let homeroom = Homeroom::new();
    for arguments in [
        &["app", "create", " "][..],
        &["app", "create", "A", "--role", "Everything"],
        &["app", "create", "A", "--tenant", "../escape"],
    ] {
        assert_eq!(homeroom.run(arguments).code, 2, "{arguments:?}");
    }
    let made = done(homeroom.run(&["app", "create", "A", "--json"])).json();
    let id = made["id"].as_str().expect("an id");
    for arguments in [
        &["app", "delete", "another"][..],
        &["app", "rotate", "another"],
        &["app", "delete", id, "--tenant", "elsewhere"],
    ] {
        let answer = homeroom.run(arguments);
        assert_eq!(answer.code, 2, "{arguments:?}");
        assert!(answer.err.contains("APP-NOTFOUND"), "{}", answer.err);
    }
    assert!(done(homeroom.run(&["app", "list", "--tenant", "elsewhere"])).out.contains("no apps yet"));
}
