//! What is intended of a person's account.

use std::collections::BTreeSet;

use model::flow::{FlowSet, UserAttribute, UserFlow};
use model::{
    Anchor, Attribute, AttributeDiff, Attributes, Finding, ObjectKind, PersonId, RoleGroup, Rule, Severity,
};

use super::IntendedObject;
use super::contacts::related_contacts;
use super::names::{extension_list, extension_value};
use super::new_account::{NotCreatable, new_account};
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

/// An eligible person, and all that is known of him.
pub(crate) struct Subject<'a> {
    /// His id.
    pub(crate) id: &'a PersonId,
    /// The role group whose options apply to him.
    pub(crate) group: RoleGroup,
    /// What is known of him.
    pub(crate) record: &'a PersonRecord,
    /// His roles.
    pub(crate) eligibility: &'a Eligibility<'a>,
}

impl Subject<'_> {
    /// What is intended of his account. The first flow set that covers him and has a user flow decides.
    pub(crate) fn intended_account(&self, settings: &Settings, findings: &mut Vec<Finding>) -> AccountIntent {
        let coverage = self.eligibility.coverage();
        let mut sets = coverage.iter().filter_map(|place| settings.flow_sets.get(place));
        let covering = sets.find_map(|set| Some((set, set.users.as_ref()?)));
        match (&self.record.matched, covering) {
            (MatchOutcome::Linked(_), None) => AccountIntent::Untouched,
            (MatchOutcome::Linked(_), Some((set, flow))) => self.object(set, flow, None),
            (MatchOutcome::Unclear, _) => AccountIntent::Aside(Withheld::MatchUnclear),
            (MatchOutcome::NotFound { alias_is_shared }, Some((set, flow)))
                if flow.create_unmatched_users =>
            {
                match self.new_account(*alias_is_shared, settings) {
                    Ok(attributes) => self.object(set, flow, Some(attributes)),
                    Err(lack) => {
                        findings.push(self.finding(Rule::UsrCreate, Severity::Error, lack.to_string()));
                        AccountIntent::Aside(Withheld::NotCreatable)
                    }
                }
            }
            (MatchOutcome::NotFound { .. } | MatchOutcome::NotSought, _) => {
                let message = "no account matches, and no flow makes one; the person is left out of groups";
                findings.push(self.finding(Rule::MatchNone, Severity::Warning, message.to_owned()));
                AccountIntent::Aside(Withheld::Unmatched)
            }
        }
    }

    fn new_account(&self, alias_is_shared: bool, settings: &Settings) -> Result<Attributes, NotCreatable> {
        let person = self.record.person.as_ref().ok_or(NotCreatable::NoIdentifier)?;
        new_account(person, self.group, alias_is_shared, settings)
    }

    /// The account as it should be; `creation` holds what only a new one gets.
    fn object(&self, set: &FlowSet, flow: &UserFlow, creation: Option<Attributes>) -> AccountIntent {
        let school = self.eligibility.roles.first().map(|eligible| eligible.role.org.clone());
        AccountIntent::Object(Box::new(IntendedObject {
            key: ObjectKey::new(ObjectKind::User, Anchor::user(self.id)),
            kept: self.kept(flow, creation.is_some()),
            may_create: creation.is_some(),
            at_creation: creation.unwrap_or_default(),
            keeper: Keeper { flow: flow.id.clone(), flow_set: set.id.clone(), school },
            source: self.record.person.as_ref().and_then(|person| person.row.clone()),
            password_of: flow.has_default_password(self.group).then_some(self.group),
        }))
    }

    fn finding(&self, rule: Rule, severity: Severity, message: String) -> Finding {
        let row = self.record.person.as_ref().and_then(|person| person.row.as_ref());
        person_finding(self.id, row, rule, severity, message)
    }

    /// The education attributes. Names, sign-in name and mail address of an account are never among them:
    /// once an account is there, they are the directory's own.
    fn kept(&self, flow: &UserFlow, is_new: bool) -> AttributeDiff {
        let schools = self.eligibility.roles.iter().map(|eligible| eligible.role.org.as_str());
        let mut kept = AttributeDiff::default();
        kept.set(Attribute::EducationAnchorId, Some(Anchor::user(self.id).to_string()));
        kept.set(Attribute::EducationSyncSource, Some("SIS".to_owned()));
        kept.set(Attribute::EducationSyncSourceSchoolId, extension_list(schools));
        match self.group {
            RoleGroup::Students => self.keep_student(&mut kept, flow),
            RoleGroup::Staff => self.keep_staff(&mut kept, flow),
        }
        let applied = self.record.applied.as_ref();
        if is_new || applied.is_some_and(|applied| is_made_by_us(&applied.attributes)) {
            self.keep_licenses(&mut kept, flow.license_skus(self.group));
        }
        kept
    }

    fn keep_student(&self, kept: &mut AttributeDiff, flow: &UserFlow) {
        kept.set(Attribute::EducationObjectType, Some("Student".to_owned()));
        kept.set(Attribute::EducationSyncSourceStudentId, Some(self.id.to_string()));
        kept.set(Attribute::EducationSyncSourceTeacherId, None);
        if flow.additional_attributes.contains(&UserAttribute::UserGradeLevel) {
            kept.set(Attribute::EducationGrade, self.grade());
        }
        if flow.additional_attributes.contains(&UserAttribute::UserNumber) {
            kept.set(Attribute::EducationStudentNumber, self.number());
        }
        if let Some(age_group) = flow.student_age_group {
            kept.set(Attribute::AgeGroup, Some(age_group.directory_value().to_owned()));
        }
        let contacts =
            flow.allow_student_contact_association.then(|| related_contacts(&self.record.contacts));
        if let Some(contacts) = contacts.flatten() {
            kept.set(Attribute::RelatedContacts, contacts);
        }
    }

    fn keep_staff(&self, kept: &mut AttributeDiff, flow: &UserFlow) {
        kept.set(Attribute::EducationObjectType, Some("Teacher".to_owned()));
        kept.set(Attribute::EducationSyncSourceTeacherId, Some(self.id.to_string()));
        kept.set(Attribute::EducationSyncSourceStudentId, None);
        if flow.additional_attributes.contains(&UserAttribute::UserNumber) {
            kept.set(Attribute::EducationTeacherNumber, self.number());
        }
    }

    /// The grade of the student role that comes first: a primary one, if there is one.
    fn grade(&self) -> Option<String> {
        let mut students =
            self.eligibility.roles.iter().filter(|eligible| eligible.group == RoleGroup::Students);
        students.find_map(|eligible| eligible.role.grade.as_deref()).map(str::to_owned)
    }

    fn number(&self) -> Option<String> {
        self.record.person.as_ref().and_then(|person| extension_value(person.number.as_deref()?))
    }

    /// The licences of the role group beside those that the account has. None is ever taken away, so that
    /// one given by hand stays; and one that could not be given is tried again on every run.
    fn keep_licenses(&self, kept: &mut AttributeDiff, skus: &[String]) {
        if skus.is_empty() {
            return;
        }
        let observed = self.record.observed.as_ref();
        let held = observed.and_then(|user| user.attributes.get(Attribute::LicenseSkus)).unwrap_or_default();
        let held = held.split(',').filter(|sku| !sku.is_empty());
        let all: BTreeSet<&str> = held.chain(skus.iter().map(String::as_str)).collect();
        kept.set(Attribute::LicenseSkus, Some(all.into_iter().collect::<Vec<_>>().join(",")));
    }
}

/// The sign-in name is written at creation and never after: who has it in last applied was made by us.
fn is_made_by_us(applied: &Attributes) -> bool {
    applied.get(Attribute::UserPrincipalName).is_some()
}
