//! What the hash of a plan depends on.

use provisioning::{PlanHash, Reason};

use crate::world::World;

fn plan() -> Vec<provisioning::Operation> {
    let mut world = World::of_classes();
    world.roster.person("ada", "student", "north");
    world.roster.section("maths", "north");
    world.roster.enroll("maths", "ada", "student");
    world.plan().operations()
}

fn hash(operations: &[provisioning::Operation]) -> String {
    let mut hash = PlanHash::default();
    operations.iter().for_each(|operation| hash.add(operation));
    hash.finish()
}

#[test]
fn the_order_of_operations_does_not_count() {
    let mut operations = plan();
    let forwards = hash(&operations);
    operations.reverse();
    assert_eq!(hash(&operations), forwards);
}

#[test]
fn why_something_is_done_does_not_count_and_neither_do_ids() {
    let mut operations = plan();
    let before = hash(&operations);
    operations[0].why.reason = Reason::RosterChanged;
    operations[0].why.source = None;
    operations[0].object.object_id = Some(model::ObjectId::from("known-by-now"));
    assert_eq!(hash(&operations), before);
}

#[test]
fn what_is_done_counts_and_so_does_how_often() {
    let mut operations = plan();
    let before = hash(&operations);
    operations[0].after.set(model::Attribute::Surname, Some("Other".to_owned()));
    assert_ne!(hash(&operations), before);
    let mut operations = plan();
    operations.push(operations[0].clone());
    assert_ne!(hash(&operations), before);
    assert_ne!(hash(&[]), before);
}

#[test]
fn an_operation_survives_its_storage() {
    for operation in plan() {
        let stored = serde_json::to_string(&operation).unwrap();
        assert_eq!(serde_json::from_str::<provisioning::Operation>(&stored).unwrap(), operation);
    }
}
