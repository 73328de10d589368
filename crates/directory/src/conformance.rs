//! The contract as running checks: what the engine relies on and every directory must keep.
//!
//! Each check gets an empty directory of its own and says what it found wrong. A test of an implementation
//! is one line:
//!
//! ```
//! # async fn open_an_empty_one() -> Box<dyn directory::Directory> { unimplemented!() }
//! # async fn test() {
//! assert_eq!(directory::conformance::run(open_an_empty_one).await, []);
//! # }
//! ```

mod batches;
mod groups;
mod memberships;
mod pages;
mod subject;
#[cfg(test)]
mod tests;
mod units;
mod users;

use std::fmt;

use crate::{Directory, DirectoryError};
use subject::Subject;

/// A check that a directory did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The check's name, which says what should hold.
    pub check: &'static str,
    /// What was found instead.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.check, self.found)
    }
}

/// What a check found wrong.
#[derive(Debug)]
struct Wrong(String);

impl From<DirectoryError> for Wrong {
    fn from(error: DirectoryError) -> Self {
        Self(error.to_string())
    }
}

/// `Ok` when `holds`, else what `found` says.
fn expect(holds: bool, found: impl FnOnce() -> String) -> Result<(), Wrong> {
    if holds { Ok(()) } else { Err(Wrong(found())) }
}

macro_rules! run_checks {
    ($make:expr => $($module:ident::$check:ident,)+) => {{
        let mut violations = Vec::new();
        $(
            let directory = $make().await;
            if let Err(Wrong(found)) = $module::$check(Subject::new(directory.as_ref())).await {
                violations.push(Violation { check: stringify!($check), found });
            }
        )+
        violations
    }};
}

/// Runs every check against an empty directory that `make` makes for it, and gives the checks that failed.
pub async fn run<Making>(make: impl Fn() -> Making) -> Vec<Violation>
where
    Making: Future<Output = Box<dyn Directory>>,
{
    run_checks!(make =>
        users::a_created_user_reads_back,
        users::an_update_sets_and_clears,
        users::an_update_without_effect_is_already,
        users::a_sign_in_name_is_unique_without_regard_to_case,
        users::an_update_cannot_take_a_sign_in_name_in_use,
        users::a_freed_sign_in_name_can_be_taken,
        users::creating_an_anchor_again_answers_the_same_user,
        users::an_anchor_belongs_to_one_user,
        users::required_attributes_are_demanded,
        users::required_attributes_cannot_be_cleared,
        users::a_deleted_user_disappears_and_comes_back,
        users::a_deleted_user_gives_up_its_sign_in_name,
        users::a_missing_user_is_not_found,
        groups::created_groups_read_back,
        groups::a_nickname_is_unique_among_class_groups,
        groups::a_nickname_may_repeat_among_security_groups,
        groups::creating_an_anchor_again_answers_the_same_group,
        groups::an_anchor_is_unique_within_its_kind_only,
        groups::only_groups_are_created_as_groups,
        groups::a_team_is_made_once,
        groups::only_a_class_group_gets_a_team,
        groups::a_group_is_not_found_as_something_else,
        units::a_unit_reads_back_and_updates,
        units::creating_an_anchor_again_answers_the_same_unit,
        units::a_unit_holds_users_and_groups,
        units::a_unit_has_no_owner,
        units::one_object_is_in_a_limited_number_of_units,
        memberships::adding_twice_is_already,
        memberships::removing_the_absent_is_already,
        memberships::an_owner_is_not_a_member_by_that,
        memberships::removing_an_owner_leaves_the_member,
        memberships::the_last_owner_cannot_be_removed,
        memberships::owners_are_limited,
        memberships::an_unknown_container_or_member_is_not_found,
        memberships::a_container_is_named_with_its_kind,
        memberships::a_group_does_not_hold_groups,
        memberships::a_deleted_user_takes_the_memberships_along,
        batches::changes_are_made_in_order,
        batches::each_answer_stands_in_its_place,
        batches::a_refused_change_spares_its_neighbours,
        batches::an_empty_batch_answers_nothing,
        batches::a_repeated_batch_changes_nothing,
        pages::every_object_appears_once,
        pages::a_foreign_cursor_is_refused,
    )
}
