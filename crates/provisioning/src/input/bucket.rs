//! Buckets: the part of the input that is planned at once.

use std::collections::BTreeMap;

use model::{PersonId, SectionId};

use super::{
    AppliedObject, Contact, Enrollment, ForeignMember, Memberships, ObservedObject, Person, PersonRole,
    Section,
};
use crate::MatchOutcome;

/// The security groups and administrative units of a tenant. They are few, so this bucket is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationBucket {
    /// Groups and units as last applied.
    pub applied: Vec<AppliedObject>,
    /// Groups and units as they are.
    pub observed: Vec<ObservedObject>,
    /// Their members whom the roster knows nothing of.
    pub foreign: Vec<ForeignMember>,
}

/// Some people, with all that is known of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonBucket {
    /// By id.
    pub people: BTreeMap<PersonId, PersonRecord>,
}

impl PersonBucket {
    /// The record of a person; an empty one if nothing was known yet.
    pub fn entry(&mut self, person: &PersonId) -> &mut PersonRecord {
        self.people.entry(person.clone()).or_default()
    }
}

/// All that is known of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonRecord {
    /// The row; `None` when the roster has forgotten him, which counts as absent.
    pub person: Option<Person>,
    /// His roles in organizations.
    pub roles: Vec<PersonRole>,
    /// Whom to turn to about him.
    pub contacts: Vec<Contact>,
    /// Whether he has an account.
    pub matched: MatchOutcome,
    /// The account as last applied.
    pub applied: Option<AppliedObject>,
    /// The account as it is.
    pub observed: Option<ObservedObject>,
    /// His memberships in security groups and administrative units.
    pub memberships: Memberships,
}

/// Some sections, with all that is known of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionBucket {
    /// By id.
    pub sections: BTreeMap<SectionId, SectionRecord>,
}

impl SectionBucket {
    /// The record of a section; an empty one if nothing was known yet.
    pub fn entry(&mut self, section: &SectionId) -> &mut SectionRecord {
        self.sections.entry(section.clone()).or_default()
    }
}

/// All that is known of one section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionRecord {
    /// The row; `None` when the roster has forgotten it, which counts as absent.
    pub section: Option<Section>,
    /// Who is enrolled.
    pub enrollments: Vec<Enrollment>,
    /// The class group as last applied.
    pub applied: Option<AppliedObject>,
    /// The class group as it is.
    pub observed: Option<ObservedObject>,
    /// Owners and members of the class group, and its own memberships in administrative units.
    pub memberships: Memberships,
    /// Owners and members whom the roster knows nothing of.
    pub foreign: Vec<ForeignMember>,
}
