//! The next day is the same district, but for what happened.

use std::collections::{BTreeMap, BTreeSet};

use generator::{FILES, Settings};
use proptest::prelude::*;

use crate::written::{Row, Written, any_settings, people};

/// The rows of a file by their id.
fn by_id(rows: Vec<Row>) -> BTreeMap<String, Row> {
    rows.into_iter().map(|row| (row["sourcedId"].clone(), row)).collect()
}

/// Of how many hundredths of the first day's people something is different: gone, new, or changed.
fn people_changed(before: &Written, after: &Written) -> f64 {
    let [before, after] = [before, after].map(|day| {
        let mut people: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in day.rows("users.csv") {
            people.entry(row["sourcedId"].clone()).or_default().push(row);
        }
        for row in day.rows("roles.csv") {
            people.entry(row["userSourcedId"].clone()).or_default().push(row);
        }
        people
    });
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = ids.into_iter().filter(|id| before.get(*id) != after.get(*id)).count();
    100.0 * changed as f64 / before.len() as f64
}

/// How many hundredths of the first day's enrollments are gone, and how many new ones there are.
fn enrollments_changed(before: &Written, after: &Written) -> (f64, f64) {
    let [before, after] =
        [before, after].map(|day| day.rows("enrollments.csv").into_iter().collect::<BTreeSet<Row>>());
    let percent = |count: usize| 100.0 * count as f64 / before.len() as f64;
    (percent(before.difference(&after).count()), percent(after.difference(&before).count()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_both_days_stand_in_the_same_order(settings in any_settings()) {
        let before = Written::new(&Settings { change_percent: 0.0, ..settings });
        let after = Written::new(&settings);
        for file in FILES {
            let (before, after) = (before.text(file), after.text(file));
            let places: BTreeMap<&str, usize> = before.lines().zip(0..).collect();
            let kept: Vec<&str> = after.lines().filter(|line| places.contains_key(line)).collect();
            let mut order: Vec<usize> = kept.iter().map(|line| places[*line]).collect();
            order.dedup();
            prop_assert!(order.is_sorted(), "{}", file);
        }
    }
}

#[test]
fn no_change_is_the_first_day() {
    let first = Written::new(&people(500));
    let second = Written::new(&Settings { change_percent: 0.0, ..people(500) });
    let third = Written::new(&Settings { change_percent: 1.0, ..people(500) });
    assert!(FILES.iter().all(|file| first.text(file) == second.text(file)));
    assert_ne!(first.text("enrollments.csv"), third.text("enrollments.csv"));
}

#[test]
fn as_much_changes_as_was_asked_for() {
    let before = Written::new(&people(10_000));
    for percent in [2.0, 5.0, 20.0] {
        let after = Written::new(&Settings { change_percent: percent, ..people(10_000) });
        let near = percent * 0.75..percent * 1.25;
        let changed = people_changed(&before, &after);
        assert!(near.contains(&changed), "{changed} of {percent}");
        let (gone, new) = enrollments_changed(&before, &after);
        assert!(near.contains(&gone) && near.contains(&new), "-{gone} +{new} of {percent}");
    }
}

#[test]
fn everything_happens_that_can_happen() {
    let before = Written::new(&people(8_000));
    let after = Written::new(&Settings { change_percent: 2.0, ..people(8_000) });
    let [users_before, users_after] = [&before, &after].map(|day| by_id(day.rows("users.csv")));
    assert!(users_before.keys().any(|id| id.starts_with('2') && !users_after.contains_key(id)), "leavers");
    assert!(
        users_before.keys().any(|id| id.starts_with('1') && !users_after.contains_key(id)),
        "staff leave"
    );
    assert!(users_after.keys().any(|id| id.starts_with('6') && !users_before.contains_key(id)), "arrivals");
    assert!(users_after.keys().any(|id| id.starts_with('5') && !users_before.contains_key(id)), "new staff");
    let both: Vec<(&Row, &Row)> =
        users_before.iter().filter_map(|(id, row)| Some((row, users_after.get(id)?))).collect();
    assert!(both.iter().any(|(before, after)| before["familyName"] != after["familyName"]), "renames");
    assert!(both.iter().any(|(before, after)| before["username"] != after["username"]), "usernames");

    let [classes_before, classes_after] = [&before, &after].map(|day| by_id(day.rows("classes.csv")));
    assert!(classes_before.keys().any(|id| !classes_after.contains_key(id)), "closed classes");
    assert!(classes_after.keys().any(|id| !classes_before.contains_key(id)), "new classes");

    let [schools_before, schools_after] = [&before, &after].map(|day| {
        let rows = day.rows("roles.csv").into_iter().filter(|row| row["role"] == "student");
        rows.map(|row| (row["userSourcedId"].clone(), row["orgSourcedId"].clone()))
            .collect::<BTreeMap<_, _>>()
    });
    let moved = |id: &&String| schools_after.get(*id).is_some_and(|school| school != &schools_before[*id]);
    assert!(schools_before.keys().find(moved).is_some(), "moves between schools");
}
