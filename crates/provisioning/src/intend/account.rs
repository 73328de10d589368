//! What is intended of a person's account.

use model::flow::{FlowSet, UserAttribute, UserFlow};
use model::{
    Anchor, Attribute, AttributeDiff, Attributes, Finding, ObjectKind, PersonId, RoleGroup, Rule, Severity,
};

use super::IntendedObject;
use super::contacts::related_contacts;
use super::names::{extension_list, extension_value};
use super::new_account::new_account;
use crate::eligibility::Eligibility;
use crate::matching::person_finding;
use crate::{Keeper, MatchOutcome, ObjectKey, PersonRecord, Settings, Withheld};

/// What is intended of a person's account.
pub(crate) enum AccountIntent {
    /// It should be so.
    Object(Box<IntendedObject>),
    /// The person has one, but no flow says anything about it.
    Untouched,
    /// He has none and gets none, or is not eligible.
    Aside(Withheld),
}

/// What is intended of the account of `id`, who belongs to `group`.
pub(crate) fn intended_account(
    id: &PersonId,
    group: RoleGroup,
    record: &PersonRecord,
    eligibility: &Eligibility<'_>,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> AccountIntent {
    let coverage = eligibility.coverage();
    let mut sets = coverage.iter().filter_map(|place| settings.flow_sets.get(place));
    let covering = sets.find_map(|set| Some((set, set.users.as_ref()?)));
    let finding = |rule, severity, message: String| {
        let row = record.person.as_ref().and_then(|person| person.row.as_ref());
        person_finding(id, row, rule, severity, message)
    };
    let creation = match (&record.matched, covering) {
        (MatchOutcome::Unclear, _) => return AccountIntent::Aside(Withheld::MatchUnclear),
        (MatchOutcome::Linked(_), None) => return AccountIntent::Untouched,
        (MatchOutcome::Linked(_), Some(_)) => None,
        (MatchOutcome::NotFound { alias_is_shared }, Some((_, flow))) if flow.create_unmatched_users => {
            let Some(person) = &record.person else { return AccountIntent::Aside(Withheld::PersonGone) };
            match new_account(person, group, *alias_is_shared, settings) {
                Ok(attributes) => Some(attributes),
                Err(lack) => {
                    findings.push(finding(Rule::UsrCreate, Severity::Error, lack.to_string()));
                    return AccountIntent::Aside(Withheld::NotCreatable);
                }
            }
        }
        (MatchOutcome::NotFound { .. } | MatchOutcome::NotSought, _) => {
            findings.push(finding(
                Rule::MatchNone,
                Severity::Warning,
                "no account matches, and no flow makes one; the person is left out of groups".to_owned(),
            ));
            return AccountIntent::Aside(Withheld::Unmatched);
        }
    };
    match covering {
        Some((set, flow)) => AccountIntent::Object(Box::new(IntendedObject {
            key: ObjectKey::new(ObjectKind::User, Anchor::user(id)),
            kept: kept(id, group, record, eligibility, flow, creation.is_some()),
            may_create: creation.is_some(),
            at_creation: creation.unwrap_or_default(),
            keeper: keeper(set, flow, eligibility),
            source: record.person.as_ref().and_then(|person| person.row.clone()),
        })),
        None => AccountIntent::Untouched,
    }
}

fn keeper(set: &FlowSet, flow: &UserFlow, eligibility: &Eligibility<'_>) -> Keeper {
    let school = eligibility.roles.first().map(|eligible| eligible.role.org.clone());
    Keeper { flow: flow.id.clone(), flow_set: set.id.clone(), school }
}

/// The education attributes. Names, sign-in name and mail address of an account are never among them: once
/// an account is there, they are the directory's own.
fn kept(
    id: &PersonId,
    group: RoleGroup,
    record: &PersonRecord,
    eligibility: &Eligibility<'_>,
    flow: &UserFlow,
    is_new: bool,
) -> AttributeDiff {
    let schools = eligibility.roles.iter().map(|eligible| eligible.role.org.as_str());
    let mut kept = AttributeDiff::default();
    kept.set(Attribute::EducationAnchorId, Some(Anchor::user(id).to_string()));
    kept.set(Attribute::EducationSyncSource, Some("SIS".to_owned()));
    kept.set(Attribute::EducationSyncSourceSchoolId, extension_list(schools));
    match group {
        RoleGroup::Students => keep_student(&mut kept, id, record, eligibility, flow),
        RoleGroup::Staff => keep_staff(&mut kept, id, record, flow),
    }
    let was_made_by_us = record.applied.as_ref().is_some_and(|applied| is_made_by_us(&applied.attributes));
    if is_new || was_made_by_us {
        keep_licenses(&mut kept, flow.license_skus(group), record);
    }
    kept
}

fn keep_student(
    kept: &mut AttributeDiff,
    id: &PersonId,
    record: &PersonRecord,
    eligibility: &Eligibility<'_>,
    flow: &UserFlow,
) {
    kept.set(Attribute::EducationObjectType, Some("Student".to_owned()));
    kept.set(Attribute::EducationSyncSourceStudentId, Some(id.to_string()));
    kept.set(Attribute::EducationSyncSourceTeacherId, None);
    if flow.additional_attributes.contains(&UserAttribute::UserGradeLevel) {
        kept.set(Attribute::EducationGrade, grade(eligibility));
    }
    if flow.additional_attributes.contains(&UserAttribute::UserNumber) {
        kept.set(Attribute::EducationStudentNumber, number(record));
    }
    if let Some(age_group) = flow.student_age_group {
        kept.set(Attribute::AgeGroup, Some(age_group.directory_value().to_owned()));
    }
    if let Some(contacts) =
        related_contacts(&record.contacts).filter(|_| flow.allow_student_contact_association)
    {
        kept.set(Attribute::RelatedContacts, contacts);
    }
}

fn keep_staff(kept: &mut AttributeDiff, id: &PersonId, record: &PersonRecord, flow: &UserFlow) {
    kept.set(Attribute::EducationObjectType, Some("Teacher".to_owned()));
    kept.set(Attribute::EducationSyncSourceTeacherId, Some(id.to_string()));
    kept.set(Attribute::EducationSyncSourceStudentId, None);
    if flow.additional_attributes.contains(&UserAttribute::UserNumber) {
        kept.set(Attribute::EducationTeacherNumber, number(record));
    }
}

/// The grade of the student role that comes first: a primary one, if there is one.
fn grade(eligibility: &Eligibility<'_>) -> Option<String> {
    let students = eligibility.roles.iter().filter(|eligible| eligible.group == RoleGroup::Students);
    students.filter_map(|eligible| eligible.role.grade).map(|grade| grade.as_str().to_owned()).next()
}

fn number(record: &PersonRecord) -> Option<String> {
    record.person.as_ref().and_then(|person| extension_value(person.number.as_deref()?))
}

/// The sign-in name is written at creation and never after: who has it in last applied was made by us.
fn is_made_by_us(applied: &Attributes) -> bool {
    applied.get(Attribute::UserPrincipalName).is_some()
}

/// The licences of the role group beside those that the account has. None is ever taken away, so that one
/// given by hand stays; and one that could not be given is tried again on every run.
fn keep_licenses(kept: &mut AttributeDiff, skus: &[String], record: &PersonRecord) {
    if skus.is_empty() {
        return;
    }
    let observed = record.observed.as_ref().and_then(|user| user.attributes.get(Attribute::LicenseSkus));
    let held = observed.into_iter().flat_map(|held| held.split(',')).filter(|sku| !sku.is_empty());
    let all: std::collections::BTreeSet<&str> = held.chain(skus.iter().map(String::as_str)).collect();
    kept.set(Attribute::LicenseSkus, Some(all.into_iter().collect::<Vec<_>>().join(",")));
}
