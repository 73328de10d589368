//! The security groups and administrative units that flows ask for: tenant-wide by role group, and by
//! organization.

use std::collections::{BTreeMap, BTreeSet};

use model::flow::FlowSet;
use model::{Anchor, Attribute, AttributeDiff, Attributes, FlowId, ObjectKind, OrgId, RoleGroup};

use super::IntendedObject;
use super::names::{DISPLAY_NAME_LIMIT, display_name, extension_value, truncated};
use super::nickname::nickname;
use crate::{Keeper, ObjectKey, Organization, Reference, Settings};

/// A group or unit that is kept.
pub(crate) struct KeptContainer {
    /// It as it should be.
    pub(crate) object: IntendedObject,
    /// Whether its organization is gone. Then the object itself stays as it is, and only memberships whose
    /// role ended are removed.
    pub(crate) is_orphan: bool,
}

/// Every group and unit that some flow asks for, once. Of several flows the first decides.
pub(crate) fn intended_containers(settings: &Settings, reference: &Reference) -> Vec<KeptContainer> {
    let names = OrganizationNames::new(reference);
    let mut kept = BTreeMap::new();
    let mut keep = |container: KeptContainer| {
        kept.entry(container.object.key.clone()).or_insert(container);
    };
    for set in &settings.flow_sets {
        tenant_wide(set).for_each(&mut keep);
        let in_scope = reference.organizations.values().filter(|org| set.filter.includes(&org.id));
        for org in in_scope {
            of_organization(set, org, &names).for_each(&mut keep);
        }
    }
    kept.into_values().collect()
}

/// `All Staff` and `All Students`.
fn tenant_wide(set: &FlowSet) -> impl Iterator<Item = KeptContainer> {
    let flow = set.security_groups.as_ref().filter(|flow| flow.create_based_on_role_group);
    let groups = flow.into_iter().flat_map(|flow| RoleGroup::ALL.map(|group| (flow, group)));
    groups.map(move |(flow, group)| {
        let key = ObjectKey::new(ObjectKind::SecurityGroup, Anchor::role_group(group));
        let name = format!("All {}", group.display_name());
        let mut object = container(key, &name, "All", keeper(set, &flow.id, None));
        if group == RoleGroup::Staff {
            object.kept.set(Attribute::EducationObjectType, Some("AllTeachersSecurityGroup".to_owned()));
        }
        KeptContainer { object, is_orphan: false }
    })
}

/// The groups and units of one organization.
fn of_organization<'a>(
    set: &'a FlowSet,
    org: &'a Organization,
    names: &'a OrganizationNames,
) -> impl Iterator<Item = KeptContainer> + 'a {
    let name = names.of(org);
    let school = |kind, anchor, name: String, flow: &FlowId| {
        let keeper = keeper(set, flow, Some(&org.id));
        let mut object = container(ObjectKey::new(kind, anchor), &name, org.id.as_str(), keeper);
        object.kept.set(Attribute::EducationSyncSourceSchoolId, extension_value(org.id.as_str()));
        object.source = org.row.clone();
        KeptContainer { object, is_orphan: !org.presence.is_present() }
    };
    let mut kept = Vec::new();
    if let Some(flow) = set.security_groups.as_ref().filter(|flow| flow.create_based_on_org_plus_role_group) {
        kept.extend(RoleGroup::ALL.map(|group| {
            let name = format!("{} - {name}", group.display_name());
            school(ObjectKind::SecurityGroup, Anchor::school_role_group(&org.id, group), name, &flow.id)
        }));
    }
    if let Some(flow) = set.administrative_units.as_ref().filter(|flow| flow.create_based_on_org) {
        let mut unit =
            school(ObjectKind::AdministrativeUnit, Anchor::school(&org.id), name.clone(), &flow.id);
        unit.object.kept.set(Attribute::EducationObjectType, Some("School".to_owned()));
        kept.push(unit);
    }
    if let Some(flow) =
        set.administrative_units.as_ref().filter(|flow| flow.create_based_on_org_plus_role_group)
    {
        kept.extend(RoleGroup::ALL.map(|group| {
            let name = format!("{name} - {}", group.display_name());
            school(ObjectKind::AdministrativeUnit, Anchor::school_role_group(&org.id, group), name, &flow.id)
        }));
    }
    kept.into_iter()
}

fn keeper(set: &FlowSet, flow: &FlowId, school: Option<&OrgId>) -> Keeper {
    Keeper { flow: flow.clone(), flow_set: set.id.clone(), school: school.cloned() }
}

/// The values that every group and unit has. Only groups have a nickname, which derives from the
/// organization's id: a name changes, and a nickname must not.
fn container(key: ObjectKey, name: &str, source_id: &str, keeper: Keeper) -> IntendedObject {
    let mut kept = AttributeDiff::default();
    kept.set(Attribute::DisplayName, Some(truncated(name, DISPLAY_NAME_LIMIT).to_owned()));
    kept.set(Attribute::EducationAnchorId, Some(key.anchor.to_string()));
    kept.set(Attribute::EducationSyncSource, Some("SIS".to_owned()));
    let mut at_creation = Attributes::default();
    if key.kind == ObjectKind::SecurityGroup {
        at_creation.set(Attribute::MailNickname, nickname(key.anchor.as_str(), source_id));
    }
    IntendedObject { key, kept, at_creation, may_create: true, keeper, source: None, password_of: None }
}

/// The names of organizations, made distinct.
struct OrganizationNames {
    shared: BTreeSet<String>,
}

impl OrganizationNames {
    fn new(reference: &Reference) -> Self {
        let mut seen = BTreeSet::new();
        let present = reference.organizations.values().filter(|org| org.presence.is_present());
        let shared = present.map(folded).filter(|name| !seen.insert(name.clone())).collect();
        Self { shared }
    }

    /// The name; two organizations with one name get their ids appended.
    fn of(&self, org: &Organization) -> String {
        let name = tidy(org);
        if self.shared.contains(&folded(org)) { format!("{name} ({})", org.id) } else { name }
    }
}

fn tidy(org: &Organization) -> String {
    display_name(&org.name).unwrap_or_else(|| org.id.to_string())
}

fn folded(org: &Organization) -> String {
    tidy(org).to_lowercase()
}
