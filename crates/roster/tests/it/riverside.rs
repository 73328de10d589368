//! The sample roster in `examples/riverside`, whose faults its readme lists one by one.

use std::path::Path;

use formats::Table;
use model::FindingCounts;

use crate::school::School;

#[tokio::test]
async fn every_fault_has_its_finding_and_every_consequence_names_its_fault() {
    let mut school = School::new();
    let day = school.take_in(Path::new("../../examples/riverside")).await;
    assert_eq!(day.findings, Vec::<String>::new());
}
