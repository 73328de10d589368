use super::*;

const KIND: OperationKind = OperationKind::RemoveMember;

fn school(id: &str) -> Option<OrgId> {
    Some(OrgId::from(id))
}

fn evidence(removed: &[(&str, u64)], standing: &[(&str, u64)]) -> Evidence {
    let mut evidence = Evidence::default();
    for (id, count) in standing {
        (0..*count).for_each(|_| evidence.standing.count(KIND, school(id).as_ref()));
    }
    for (id, count) in removed {
        let removal = Removal { kind: KIND, school: school(id), from_dropped: false };
        (0..*count).for_each(|_| evidence.add(&removal));
    }
    evidence
}

fn holds(verdict: &Verdict, id: &str) -> bool {
    !verdict.on(&Removal { kind: KIND, school: school(id), from_dropped: false }).is_empty()
}

#[test]
fn few_removals_go_ahead_whatever_their_share() {
    let verdict = Verdict::of(&evidence(&[("A", 19)], &[("A", 19)]), &GuardSettings::default());
    assert!(!holds(&verdict, "A"));
}

#[test]
fn a_school_that_loses_more_than_its_share_is_held_and_its_neighbour_is_not() {
    let removed = [("A", 20), ("B", 1)];
    let verdict = Verdict::of(&evidence(&removed, &[("A", 100), ("B", 1000)]), &GuardSettings::default());
    assert!(holds(&verdict, "A"));
    assert!(!holds(&verdict, "B"));
    assert_eq!(verdict.reason(Guard::Drop), "removeMember: 20 removals, 20 % of 100 of school A");
    let counts = verdict.holds(&evidence(&removed, &[]));
    assert_eq!(counts.get(&Guard::Drop), Some(&20));
}

#[test]
fn removals_spread_thinly_are_held_as_a_whole() {
    let removed = [("A", 15), ("B", 15)];
    let verdict = Verdict::of(&evidence(&removed, &[("A", 100), ("B", 100)]), &GuardSettings::default());
    assert!(holds(&verdict, "A") && holds(&verdict, "B"));
}

#[test]
fn ten_percent_exactly_is_not_too_many() {
    let verdict = Verdict::of(&evidence(&[("A", 20)], &[("A", 200)]), &GuardSettings::default());
    assert!(!holds(&verdict, "A"));
}

#[test]
fn more_than_the_maximum_is_held_whatever_the_share() {
    let settings = GuardSettings { maximum: 50, ..GuardSettings::default() };
    let verdict = Verdict::of(&evidence(&[("A", 51)], &[("A", 100_000)]), &settings);
    assert!(holds(&verdict, "A"));
}

#[test]
fn what_follows_from_a_dropped_record_is_always_held() {
    let removal = Removal { kind: KIND, school: school("A"), from_dropped: true };
    let mut evidence = Evidence::default();
    evidence.standing.count(KIND, school("A").as_ref());
    evidence.add(&removal);
    let verdict = Verdict::of(&evidence, &GuardSettings::default());
    assert_eq!(verdict.on(&removal), BTreeSet::from([Guard::Dropped]));
    assert!(!holds(&verdict, "A"));
}

#[test]
fn too_many_errors_hold_every_removal() {
    let mut evidence = evidence(&[("A", 1)], &[("A", 1000)]);
    (evidence.rows, evidence.errors) = (100, 20);
    assert!(holds(&Verdict::of(&evidence, &GuardSettings::default()), "A"));
    evidence.rows = 1000;
    assert!(!holds(&Verdict::of(&evidence, &GuardSettings::default()), "A"));
}

#[test]
fn a_verdict_survives_being_stored() {
    let verdict = Verdict::of(&evidence(&[("A", 50)], &[("A", 100)]), &GuardSettings::default());
    let stored = serde_json::to_string(&verdict).unwrap();
    assert_eq!(serde_json::from_str::<Verdict>(&stored).unwrap(), verdict);
}
