//! `homeroom.toml` seeds a new tenant; a candidate is planned with and forgotten.

use serde_json::json;

use crate::command::Homeroom;

const ONE_SCHOOL: &str = r#"
[accounts]
usage_location = "DE"

[[flow_sets]]
display_name = "One school"
organizations = ["R100"]

[flow_sets.users]
create_unmatched_users = true
allow_student_contact_association = true
license_skus = { students = ["A1"] }

[flow_sets.class_groups]
"#;

#[test]
fn settings_seed_a_tenant_and_a_candidate_is_never_kept() {
    let homeroom = Homeroom::new();
    std::fs::create_dir_all(homeroom.data_dir()).expect("a folder");
    std::fs::write(homeroom.data_dir().join("homeroom.toml"), ONE_SCHOOL).expect("a file");
    let run = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    let kinds = &run["plan"]["byKind"];
    assert_eq!((&kinds["createUser"], &kinds["setContacts"]), (&json!(40), &json!(3)));
    assert_eq!((&kinds["assignLicense"], &kinds["createTeam"]), (&json!(32), &json!(null)));

    let candidate = homeroom.data_dir().join("candidate.toml");
    std::fs::write(&candidate, ONE_SCHOOL.replace("\"R100\"", "\"R100\", \"R200\"")).expect("a file");
    let with_candidate = ["--json", "--config", candidate.to_str().expect("a path in UTF-8")];
    let plan = homeroom.over("plan", &Homeroom::riverside(), &with_candidate).json();
    assert_eq!(plan["plan"]["byKind"]["createUser"], 38);
    let again = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    assert_eq!(again["plan"]["operations"], 0);
}
