//! What is configured over HTTP is what runs, while the server runs: each story changes a flow and then looks
//! at the plan and the directory.

use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::command::{Answer, Homeroom, copy};
use crate::served::Served;

const SETS: &str = "/outboundProvisioningFlowSets";
const NAMESPACE: &str = "#microsoft.graph.industryData";

/// The sample district after its first day, in a data directory of its own.
fn after_the_first_day() -> Homeroom {
    static FIRST_DAY: OnceLock<Homeroom> = OnceLock::new();
    let first = FIRST_DAY.get_or_init(|| {
        let homeroom = Homeroom::new();
        assert_eq!(homeroom.over("sync", &Homeroom::riverside(), &["--json"]).code, 0);
        homeroom
    });
    let homeroom = Homeroom::new();
    copy(&first.data_dir(), &homeroom.data_dir());
    homeroom
}

fn sync(homeroom: &Homeroom) -> Answer {
    homeroom.over("sync", &Homeroom::riverside(), &["--json", "--yes"])
}

fn listed(homeroom: &Homeroom, what: &str) -> Vec<Value> {
    homeroom.run(&["directory", what, "--json"]).json().as_array().expect("an array").clone()
}

/// How many operations of each kind a run planned.
fn kinds(run: &Value) -> Value {
    run["plan"]["byKind"].clone()
}

fn user_flow(options: &Value) -> Value {
    let mut flow = json!({
        "@odata.type": format!("{NAMESPACE}.userProvisioningFlow"),
        "managementOptions": { "additionalOptions": {} }
    });
    let members = options.as_object().expect("an object").clone();
    flow.as_object_mut().expect("an object").extend(members);
    flow
}

fn configuration(group: &str, more: &Value) -> Value {
    let mut configuration =
        json!({ "roleGroup@odata.bind": format!("external/industryData/roleGroups/{group}") });
    let members = more.as_object().expect("an object").clone();
    configuration.as_object_mut().expect("an object").extend(members);
    configuration
}

/// One elementary school, and only what its set has flows for.
#[test]
fn a_set_with_a_filter_provisions_its_organizations_alone() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let filter = json!({
        "@odata.type": format!("{NAMESPACE}.basicFilter"), "attribute": "orgExternalId", "in": ["R100"]
    });
    let set = served.make(SETS, &json!({ "displayName": "Willow", "filter": filter }));
    served.make(&format!("{set}/provisioningFlows"), &user_flow(&json!({ "createUnmatchedUsers": true })));
    let units = json!({
        "@odata.type": format!("{NAMESPACE}.administrativeUnitProvisioningFlow"),
        "creationOptions": { "createBasedOnOrg": true }
    });
    served.make(&format!("{set}/provisioningFlows"), &units);

    let run = sync(&homeroom).json();
    assert_eq!(kinds(&run), json!({ "createUser": 40, "createUnit": 1, "addUnitMember": 40 }), "{run}");
    assert_eq!((listed(&homeroom, "users").len(), listed(&homeroom, "units").len()), (40, 1));
    assert_eq!(listed(&homeroom, "groups"), Vec::<Value>::new());
    ready(&served, &set);
}

/// A roster feeds the set now.
fn ready(served: &Served, set: &str) {
    for _ in 0..100 {
        let flows = served.get(&format!("{set}/provisioningFlows"));
        let flows = flows["value"].as_array().expect("flows");
        if flows.iter().all(|flow| flow["readinessStatus"] == "ready") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("the flows did not become ready");
}

#[test]
fn another_set_beside_the_first_gives_no_object_twice() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    let set = served.make(SETS, &json!({ "displayName": "Again" }));
    served.make(&format!("{set}/provisioningFlows"), &user_flow(&json!({ "createUnmatchedUsers": true })));
    let groups = json!({
        "@odata.type": format!("{NAMESPACE}.securityGroupProvisioningFlow"),
        "creationOptions": { "createBasedOnRoleGroup": true }
    });
    served.make(&format!("{set}/provisioningFlows"), &groups);
    assert_eq!(sync(&homeroom).json()["plan"]["operations"], 0);
}

#[test]
fn other_enrollment_mappings_make_other_owners() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    let owners = |homeroom: &Homeroom| {
        listed(homeroom, "members").iter().filter(|member| member["relation"] == "owner").count()
    };
    let before = owners(&homeroom);
    let mappings = json!({ "ownerEnrollmentMappings": [{ "code": "teacher" }] });
    served
        .change(&served.flow("classGroup"), &json!({ "configuration": { "enrollmentMappings": mappings } }));
    let run = sync(&homeroom);
    let kinds = kinds(&run.json());
    let removed = kinds["removeOwner"].as_u64().expect("owners are removed");
    assert!(removed > 0 && kinds.as_object().is_some_and(|kinds| kinds.len() == 1), "{kinds}");
    assert_eq!(owners(&homeroom) as u64, before as u64 - removed, "{}", run.out);
}

#[test]
fn without_create_team_there_are_groups_alone() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let set = served.make(SETS, &json!({ "displayName": "Everyone" }));
    let flows = format!("{set}/provisioningFlows");
    served.make(&flows, &user_flow(&json!({ "createUnmatchedUsers": true })));
    let options = json!({ "createTeam": false, "writeDisplayNameOnCreateOnly": false });
    let classes = json!({
        "@odata.type": format!("{NAMESPACE}.classGroupProvisioningFlow"),
        "configuration": { "additionalOptions": options }
    });
    let flow = served.make(&flows, &classes);
    let run = sync(&homeroom).json();
    assert_eq!((&kinds(&run)["createTeam"], kinds(&run)["createGroup"].is_u64()), (&Value::Null, true));

    let options = json!({ "createTeam": true });
    served.change(&flow, &json!({ "configuration": { "additionalOptions": options } }));
    let run = sync(&homeroom).json();
    assert_eq!(kinds(&run), json!({ "createTeam": listed(&homeroom, "groups").len() }));
}

#[test]
fn new_accounts_get_the_licences_and_passwords_of_their_role_group() {
    const PASSWORD: &str = "Winter-27-Pine-and-Snow";
    let homeroom = Homeroom::new();
    std::fs::create_dir_all(homeroom.data_dir()).expect("a folder");
    let settings = "[accounts]\nusage_location = \"DE\"\n";
    std::fs::write(homeroom.data_dir().join("homeroom.toml"), settings).expect("a file");
    let served = homeroom.serve();
    let set = served.make(SETS, &json!({ "displayName": "Everyone" }));
    let password = json!({
        "licenseSkus": ["SKU-STUDENTS"],
        "defaultPasswordSettings": {
            "@odata.type": format!("{NAMESPACE}.simplePasswordSettings"), "password": PASSWORD
        }
    });
    let configurations = [
        configuration("staff", &json!({ "licenseSkus": ["SKU-STAFF"] })),
        configuration("students", &password),
    ];
    let options =
        json!({ "createUnmatchedUsers": true, "creationOptions": { "configurations": configurations } });
    served.make(&format!("{set}/provisioningFlows"), &user_flow(&options));

    let run = sync(&homeroom);
    assert_eq!(run.code, 0, "{}", run.err);
    let licensed =
        |sku: &str| listed(&homeroom, "users").iter().filter(|user| user.to_string().contains(sku)).count();
    assert_eq!((licensed("SKU-STAFF"), licensed("SKU-STUDENTS")), (21, 96));
    let plan = run.json()["files"]["plan"].as_str().map(std::fs::read_to_string);
    let plan = plan.expect("a path").expect("the plan");
    assert!(!plan.contains(PASSWORD) && !run.out.contains(PASSWORD));
}

#[test]
fn a_password_that_does_not_open_fails_the_accounts_that_need_it() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let set = served.make(SETS, &json!({ "displayName": "Everyone" }));
    let password = json!({ "defaultPasswordSettings": {
        "@odata.type": format!("{NAMESPACE}.simplePasswordSettings"), "password": "Winter-27-Pine" } });
    let configurations = [configuration("staff", &password)];
    let options =
        json!({ "createUnmatchedUsers": true, "creationOptions": { "configurations": configurations } });
    served.make(&format!("{set}/provisioningFlows"), &user_flow(&options));
    drop(served);
    std::fs::remove_file(homeroom.data_dir().join("keys/secrets.json")).expect("the keys");

    let run = sync(&homeroom);
    assert_eq!((run.code, &run.json()["applied"]["failed"]), (4, &json!(21)), "{}", run.out);
    assert_eq!(listed(&homeroom, "users").len(), 96);
}

#[test]
fn attributes_are_written_when_they_are_chosen() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    let flow = served.flow("userProvisioning");
    let minors = json!({ "managementOptions": { "additionalOptions": { "studentAgeGroup": "minor" } } });
    served.change(&flow, &minors);
    let run = sync(&homeroom).json();
    assert_eq!(kinds(&run), json!({ "updateUser": 96 }));
    let minor = |user: &&Value| user.to_string().contains("Minor");
    assert_eq!(listed(&homeroom, "users").iter().filter(minor).count(), 96);
}

#[test]
fn unmatched_people_are_left_alone_when_nobody_wants_them() {
    let homeroom = Homeroom::new();
    let served = homeroom.serve();
    let set = served.make(SETS, &json!({ "displayName": "Everyone" }));
    let flow = served.make(&format!("{set}/provisioningFlows"), &user_flow(&json!({})));
    let run = sync(&homeroom).json();
    assert_eq!((&run["plan"]["operations"], &run["unmatched"]["students"]), (&json!(0), &json!(96)));
    served.change(&flow, &json!({ "createUnmatchedUsers": true }));
    assert_eq!(kinds(&sync(&homeroom).json()), json!({ "createUser": 117 }));
}

#[test]
fn a_deleted_flow_stops_managing_and_removes_nothing() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    let (members, groups) = (listed(&homeroom, "members"), listed(&homeroom, "groups"));
    let flow = served.flow("classGroup");
    assert_eq!(served.send("DELETE", &flow, None).0, 204);
    let roster = homeroom.copy_of_riverside();
    let classes = roster.join("classes.csv");
    let text = std::fs::read_to_string(&classes).expect("the file");
    std::fs::write(&classes, text.replacen("Homeroom", "Renamed", 3)).expect("the file");
    let run = homeroom.over("sync", &roster, &["--json", "--yes"]).json();
    assert_eq!(run["plan"]["operations"], 0, "{run}");
    assert_eq!((listed(&homeroom, "members"), listed(&homeroom, "groups")), (members, groups));
}

#[test]
fn after_the_last_set_is_deleted_nothing_comes_back_by_itself() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    let sets = served.get(SETS);
    let id = sets["value"][0]["id"].as_str().expect("a set");
    assert_eq!(served.send("DELETE", &format!("{SETS}/{id}"), None).0, 204);
    let users = listed(&homeroom, "users").len();
    let run = sync(&homeroom).json();
    assert_eq!(run["plan"]["operations"], 0, "{run}");
    assert_eq!(listed(&homeroom, "users").len(), users);
    assert_eq!(served.get(SETS)["value"], json!([]));
}

#[test]
fn a_reset_flow_is_provisioned_as_on_the_first_day() {
    let homeroom = after_the_first_day();
    let served = homeroom.serve();
    rename_by_hand(&homeroom);
    assert_eq!(sync(&homeroom).json()["plan"]["operations"], 0, "what was changed by hand stays");
    assert_eq!(served.send("POST", &format!("{}/reset", served.flow("classGroup")), None).0, 202);
    let planned = homeroom.over("plan", &Homeroom::riverside(), &["--json"]).json();
    assert_eq!(kinds(&planned), json!({ "updateGroup": 1 }), "a plan does not use the reset up");
    assert_eq!(kinds(&sync(&homeroom).json()), json!({ "updateGroup": 1 }));
    assert!(!listed(&homeroom, "groups").iter().any(|group| group.to_string().contains("By hand")));
    assert_eq!(sync(&homeroom).json()["plan"]["operations"], 0);
}

/// Somebody renames a class group in the directory.
fn rename_by_hand(homeroom: &Homeroom) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use directory::{Change, Directory};
        use model::{Attribute, AttributeDiff, ObjectId, RandomIds, SystemClock};
        let group =
            listed(homeroom, "groups").into_iter().find(|group| group.to_string().contains("Section_"));
        let id = group.expect("a class group")["id"].as_str().expect("an id").to_owned();
        let path = homeroom.data_dir().join("directory.db");
        let (ids, clock) = (std::sync::Arc::new(RandomIds), std::sync::Arc::new(SystemClock));
        let directory =
            directory_embedded::EmbeddedDirectory::open(&path, ids, clock).await.expect("a directory");
        let mut diff = AttributeDiff::default();
        diff.set(Attribute::DisplayName, Some("By hand".to_owned()));
        let change = Change::UpdateGroup { id: ObjectId::from(id), diff };
        directory.apply(&[change]).await.expect("an answer");
    });
}
