//! How people find their accounts is what their source system says.

use model::RoleGroup;
use model::codes::IdentifierType;
use model::inbound::{SourceSystem, UserMatchingSetting};
use runs::{Silent, Unasked};
use store::Change;

use crate::district::District;
use crate::town::Town;

/// A source system that matches students by `identifier`, and says nothing of staff.
async fn add_system(town: &Town, id: &str, identifier: &str) {
    let system = SourceSystem {
        id: id.into(),
        display_name: "SIS".to_owned(),
        vendor: None,
        matching: vec![UserMatchingSetting {
            priority_order: 0,
            role_group: RoleGroup::Students,
            source_identifier: IdentifierType::parse(identifier).expect("an identifier"),
            match_target: None,
            domain: None,
        }],
    };
    let change = Change::new("a-test", town.runner.clock.now());
    town.runner.store.create_source_system(&system, &change).await.expect("a system");
}

#[tokio::test]
async fn one_system_speaks_for_its_role_groups_and_several_for_nobody() {
    let (town, district) = (Town::new().await, District::three_schools());
    add_system(&town, "one", "email").await;
    // Nobody in this roster has a mail address.
    let run = town.plan(&district).await;
    assert_eq!(run.plan.by_kind.get("createUser"), Some(&15), "staff alone");
    add_system(&town, "two", "email").await;
    let run = town.plan(&district).await;
    assert_eq!(run.plan.by_kind.get("createUser"), Some(&135), "a roster does not say where it is from");
}

#[tokio::test]
async fn what_rosters_lack_stops_the_run_with_what_would_do() {
    let (town, district) = (Town::new().await, District::three_schools());
    add_system(&town, "one", "LTIId").await;
    let request = town.autumn_request(&district);
    let error = Box::pin(town.runner.sync(&request, &Unasked, &Silent)).await.expect_err("nobody has one");
    assert_eq!(error.code(), "MATCH-IDENTIFIER");
    assert!(error.to_string().contains("username, email or activeDirectoryMatchId"), "{error}");
    assert!(town.security_group("All_Students").await.is_empty());
}
