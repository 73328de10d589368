//! Plans a tenant, one bucket at a time.

mod organizations;
mod people;
mod sections;

use model::PersonId;

use crate::eligibility::Eligibility;
use crate::{
    BucketPlan, Containers, OrganizationBucket, Person, PersonBucket, PersonRole, Reference, SectionBucket,
    Seeker, Settings, Standing, Standings,
};

use people::PersonPlanner;
use sections::SectionPlanner;

/// Plans a tenant, one bucket at a time: organizations first, then people, then sections.
#[derive(Debug, Clone, Copy)]
pub struct Planner<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) reference: &'a Reference,
}

/// The plan of a tenant's security groups and administrative units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationPlan {
    /// What to do about the groups and units themselves.
    pub plan: BucketPlan,
    /// Those whose members are ours to keep.
    pub containers: Containers,
}

/// The plan of a bucket of people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonPlan {
    /// What to do about their accounts and their memberships in security groups and units.
    pub plan: BucketPlan,
    /// How each of them takes part in groups.
    pub standings: Vec<(PersonId, Standing)>,
}

impl<'a> Planner<'a> {
    /// A planner of one run.
    #[must_use]
    pub const fn new(settings: &'a Settings, reference: &'a Reference) -> Self {
        Self { settings, reference }
    }

    /// How a person looks for his account.
    #[must_use]
    pub fn seeker(&self, person: &Person, roles: &[PersonRole]) -> Seeker {
        let eligibility = Eligibility::new(Some(person), roles, self.settings, self.reference);
        Seeker::new(person, eligibility.role_group(), self.settings)
    }

    /// Plans the security groups and administrative units.
    #[must_use]
    pub fn organizations(&self, bucket: &OrganizationBucket) -> OrganizationPlan {
        organizations::plan(self.settings, self.reference, bucket)
    }

    /// Plans some people.
    #[must_use]
    pub fn people(&self, bucket: &PersonBucket, containers: &Containers) -> PersonPlan {
        let (settings, reference) = (self.settings, self.reference);
        PersonPlanner { settings, reference, containers, plan: BucketPlan::default() }.plan(bucket)
    }

    /// Plans some sections. `standings` are those of everybody, from every bucket of people.
    #[must_use]
    pub fn sections(
        &self,
        bucket: &SectionBucket,
        standings: &Standings,
        containers: &Containers,
    ) -> BucketPlan {
        let (settings, reference) = (self.settings, self.reference);
        SectionPlanner { settings, reference, standings, containers, plan: BucketPlan::default() }
            .plan(bucket)
    }
}
