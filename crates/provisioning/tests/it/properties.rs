//! What holds of every district, whatever happens to it.

mod strategies;

use std::collections::BTreeSet;

use model::flow::FlowSet;
use model::{FlowId, ObjectKind, Relation};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use provisioning::{Mode, ObjectKey};

use crate::directory::Directory;
use crate::world::{Layout, World};
use strategies::{District, HandEdit, district, hand_edits};

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Previous), Just(Mode::Enforce), Just(Mode::Additive)]
}

/// The same districts on every machine and every run.
fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(20_261_102);
    ProptestConfig { cases: 192, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

fn every_flow(sets: &[FlowSet]) -> BTreeSet<FlowId> {
    let of_set = |set: &FlowSet| {
        let users = set.users.as_ref().map(|flow| flow.id.clone());
        let classes = set.class_groups.as_ref().map(|flow| flow.id.clone());
        let groups = set.security_groups.as_ref().map(|flow| flow.id.clone());
        let units = set.administrative_units.as_ref().map(|flow| flow.id.clone());
        [users, classes, groups, units]
    };
    sets.iter().flat_map(of_set).flatten().collect()
}

/// The state of a tenant before its second day is planned.
fn second_day(district: &District, edits: &[HandEdit], mode: Mode) -> World {
    let mut world = district.first_day();
    world.sync();
    edits.iter().for_each(|edit| edit.make(&mut world.directory));
    world.roster = world.roster.followed_by(district.second.clone());
    world.settings.mode = mode;
    world
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_plan_that_was_written_leaves_nothing_to_plan(
        district in district(), edits in hand_edits(), mode in mode(), is_reset in any::<bool>(),
    ) {
        let mut world = second_day(&district, &edits, mode);
        if is_reset {
            world.settings.resets = every_flow(&world.settings.flow_sets);
        }
        world.sync();
        let again = world.plan();
        prop_assert_eq!(again.lines(), Vec::<String>::new());
    }

    #[test]
    fn a_plan_depends_neither_on_the_order_of_rows_nor_on_the_number_of_buckets(
        district in district(), edits in hand_edits(), mode in mode(), shuffle in 1..u64::MAX / 2, buckets in 1..5_usize,
    ) {
        let world = second_day(&district, &edits, mode);
        let (plain, other) = (world.plan(), world.plan_as(Layout { buckets, shuffle }));
        prop_assert_eq!(plain.operations(), other.operations());
        prop_assert_eq!(&plain.hash, &other.hash);
        prop_assert_eq!(&plain.statistics, &other.statistics);
        prop_assert_eq!(&plain.notes, &other.notes);
        prop_assert_eq!(&plain.matches, &other.matches);
        if buckets == 1 {
            prop_assert_eq!(plain.plans, other.plans);
        }
    }

    #[test]
    fn additive_removes_nothing(district in district(), edits in hand_edits()) {
        let mut world = second_day(&district, &edits, Mode::Additive);
        let before = world.directory.clone();
        world.sync();
        prop_assert!(before.members.is_subset(&world.directory.members));
        for (id, object) in &before.objects {
            let after = &world.directory.objects[id].attributes;
            for (attribute, _) in object.attributes.iter() {
                prop_assert!(after.get(attribute).is_some(), "{} lost {}", id, attribute.name());
            }
        }
    }

    #[test]
    fn enforce_undoes_every_edit_by_hand(district in district(), edits in hand_edits()) {
        let mut untouched = district.first_day();
        untouched.sync();
        let mut edited = untouched.clone();
        edits.iter().for_each(|edit| edit.make(&mut edited.directory));
        edited.settings.mode = Mode::Enforce;
        edited.sync();
        prop_assert_eq!(edited.directory.by_anchor(), untouched.directory.by_anchor());
    }

    #[test]
    fn no_account_is_ever_made_twice_and_nothing_is_ever_deleted(
        district in district(), edits in hand_edits(), mode in mode(),
    ) {
        let mut world = second_day(&district, &edits, mode);
        let before = world.directory.clone();
        world.sync();
        prop_assert!(before.objects.keys().all(|id| world.directory.objects.contains_key(id)));
        let mut anchors: Vec<ObjectKey> = world.directory.objects.values().filter_map(|it| it.key()).collect();
        let all = anchors.len();
        anchors.sort();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), all);
    }

    #[test]
    fn no_class_group_loses_its_last_owner(district in district(), edits in hand_edits(), mode in mode()) {
        let mut world = second_day(&district, &edits, mode);
        let owned = |directory: &Directory| -> Vec<_> {
            let owners = directory.members.iter().filter(|(.., relation)| *relation == Relation::Owner);
            owners.map(|(group, ..)| group.clone()).collect()
        };
        let before = owned(&world.directory);
        world.sync();
        let after = owned(&world.directory);
        prop_assert!(before.iter().all(|group| after.contains(group)));
    }

    #[test]
    fn whoever_is_removed_hears_why_and_a_dropped_row_is_named(district in district(), edits in hand_edits()) {
        let plan = second_day(&district, &edits, Mode::Previous).plan();
        for operation in plan.operations().iter().filter(|it| it.kind.removes_membership()) {
            let word = operation.why.reason.word();
            prop_assert_eq!(operation.root_cause().is_some(), word.ends_with("Dropped"), "{}", word);
        }
    }

    #[test]
    fn an_owner_is_a_member_too(district in district()) {
        let mut world = district.first_day();
        world.sync();
        for (group, owner, relation) in &world.directory.members {
            if *relation == Relation::Owner {
                let member = (group.clone(), owner.clone(), Relation::Member);
                prop_assert!(world.directory.members.contains(&member));
                prop_assert_eq!(world.directory.objects[group].kind, ObjectKind::ClassGroup);
            }
        }
    }
}
