//! A tenant: settings, roster, directory, and what was last applied; planned in buckets and written.

use std::collections::{BTreeSet, HashMap};

use model::flow::{AdministrativeUnitFlow, ClassGroupFlow, FlowSet, OrgFilter, SecurityGroupFlow, UserFlow};
use model::{FlowId, FlowSetId, ObjectId, ObjectKind, PersonId};
use provisioning::{
    Account, AccountDefaults, Applied, BucketPlan, ForeignMember, LintNote, LintSeverity, Linter, Matches,
    Matching, MatchingRule, Membership, Mode, ObjectKey, ObservedObject, Operation, OrganizationBucket,
    PersonBucket, PlanHash, Planner, SectionBucket, Seeker, Settings, Standings, Statistics, Succeeded,
    find_links,
};

use crate::directory::Directory;
use crate::roster::{Roster, day};

/// How the same input is laid out: into how many buckets, and in which order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) buckets: usize,
    pub(crate) shuffle: u64,
}

pub(crate) const PLAIN: Layout = Layout { buckets: 1, shuffle: 0 };

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) roster: Roster,
    pub(crate) directory: Directory,
    pub(crate) applied: Applied,
}

/// The plans of all buckets together.
#[derive(Debug, Clone, Default)]
pub(crate) struct TenantPlan {
    pub(crate) plans: Vec<BucketPlan>,
    pub(crate) matches: Matches,
    pub(crate) notes: Vec<LintNote>,
    pub(crate) statistics: Statistics,
    pub(crate) hash: String,
}

pub(crate) fn flow_set(id: &str) -> FlowSet {
    let flow = |kind: &str| FlowId::from(format!("{id}-{kind}"));
    FlowSet {
        id: FlowSetId::from(id),
        display_name: id.to_owned(),
        filter: OrgFilter::All,
        users: Some(UserFlow { create_unmatched_users: true, ..UserFlow::new(flow("users")) }),
        class_groups: Some(ClassGroupFlow::new(flow("classes"))),
        security_groups: Some(SecurityGroupFlow {
            id: flow("groups"),
            create_based_on_role_group: true,
            create_based_on_org_plus_role_group: true,
        }),
        administrative_units: Some(AdministrativeUnitFlow {
            id: flow("units"),
            create_based_on_org: true,
            create_based_on_org_plus_role_group: true,
        }),
    }
}

impl World {
    /// A tenant with one flow set over everything, no roster and an empty directory.
    pub(crate) fn new() -> Self {
        let rule = MatchingRule { domain: Some("school.test".to_owned()), ..MatchingRule::default() };
        Self {
            settings: Settings {
                today: day("2026-11-02"),
                mode: Mode::Previous,
                flow_sets: vec![flow_set("set")],
                resets: BTreeSet::new(),
                matching: Matching { staff: rule.clone(), students: rule },
                accounts: AccountDefaults::default(),
            },
            roster: Roster::default(),
            directory: Directory::default(),
            applied: Applied::default(),
        }
    }

    /// The same with users and class groups only.
    pub(crate) fn of_classes() -> Self {
        let mut world = Self::new();
        world.set().security_groups = None;
        world.set().administrative_units = None;
        world.roster.org("north", "North");
        world
    }

    pub(crate) fn set(&mut self) -> &mut FlowSet {
        &mut self.settings.flow_sets[0]
    }

    pub(crate) fn users(&mut self) -> &mut UserFlow {
        self.set().users.as_mut().unwrap()
    }

    pub(crate) fn classes(&mut self) -> &mut ClassGroupFlow {
        self.set().class_groups.as_mut().unwrap()
    }

    pub(crate) fn plan(&self) -> TenantPlan {
        self.plan_as(PLAIN)
    }

    /// Plans, and lints as every run does.
    pub(crate) fn plan_as(&self, layout: Layout) -> TenantPlan {
        let reference = self.roster.reference();
        let planner = Planner::new(&self.settings, &reference);
        let matches = self.matches(&planner, layout);
        let loaded = Loader { world: self, layout, matches: &matches }.load();
        let organizations = planner.organizations(&loaded.organizations);
        let mut standings = Standings::default();
        let mut plans = vec![organizations.plan];
        for bucket in &loaded.people {
            let people = planner.people(bucket, &organizations.containers);
            standings.extend(people.standings);
            plans.push(people.plan);
        }
        for bucket in &loaded.sections {
            plans.push(planner.sections(bucket, &standings, &organizations.containers));
        }
        TenantPlan::new(plans, matches, self)
    }

    fn matches(&self, planner: &Planner<'_>, layout: Layout) -> Matches {
        let seekers: Vec<Seeker> = self
            .roster
            .people
            .values()
            .map(|person| {
                let roles = self.roster.roles.iter().filter(|((id, ..), _)| *id == person.id);
                planner.seeker(person, &layout.shuffled(roles.map(|(_, role)| role.clone())))
            })
            .collect();
        let users = self.directory.objects.iter().filter(|(_, object)| object.kind == ObjectKind::User);
        let accounts = users.map(|(id, user)| Account::new(id.clone(), user.anchor(), &user.attributes));
        find_links(&layout.shuffled(seekers), &layout.shuffled(accounts))
    }

    /// Writes a plan, but for the operations that fail.
    pub(crate) fn write(&mut self, plan: &TenantPlan, fails: impl Fn(&Operation) -> bool) {
        let mut written: Vec<(Operation, ObjectId)> = Vec::new();
        for operation in plan.operations() {
            if !fails(&operation) {
                let id = self.directory.write(&operation);
                written.push((operation, id));
            }
        }
        for plan in &plan.plans {
            self.applied = std::mem::take(&mut self.applied).advance(&plan.settled, []);
        }
        let succeeded = written.iter().map(|(operation, object_id)| Succeeded { operation, object_id });
        self.applied = std::mem::take(&mut self.applied).advance(&Default::default(), succeeded);
    }

    /// Plans and writes.
    pub(crate) fn sync(&mut self) -> TenantPlan {
        let plan = self.plan();
        plan.assert_sound();
        self.write(&plan, |_| false);
        plan
    }
}

impl TenantPlan {
    fn new(plans: Vec<BucketPlan>, matches: Matches, world: &World) -> Self {
        let (mut linter, mut hash, mut statistics) =
            (Linter::new(), PlanHash::default(), Statistics::default());
        for user in world.directory.objects.values().filter(|object| object.kind == ObjectKind::User) {
            let name = user.attributes.get(model::Attribute::UserPrincipalName);
            name.into_iter().for_each(|name| linter.observe_sign_in_name(name));
        }
        for plan in &plans {
            linter.check(plan);
            plan.operations.iter().for_each(|operation| hash.add(operation));
            statistics.absorb(&plan.statistics);
        }
        Self { plans, matches, notes: linter.finish(), statistics, hash: hash.finish() }
    }

    /// Every operation, in the order in which a plan is written.
    pub(crate) fn operations(&self) -> Vec<Operation> {
        let mut operations: Vec<Operation> =
            self.plans.iter().flat_map(|plan| plan.operations.clone()).collect();
        operations.sort_by(Operation::plan_order);
        operations
    }

    pub(crate) fn assert_sound(&self) {
        let errors: Vec<_> = self.notes.iter().filter(|note| note.severity == LintSeverity::Error).collect();
        assert_eq!(errors, Vec::<&LintNote>::new());
    }

    /// One line an operation: what, on what, and why.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |operation: &Operation| {
            let member = operation.membership.as_ref().map(|end| format!(" {}", end.member.key.anchor));
            let (kind, anchor) = (operation.kind, &operation.object.key.anchor);
            format!("{kind} {anchor}{}: {}", member.unwrap_or_default(), operation.why.reason.word())
        };
        self.operations().iter().map(line).collect()
    }

    /// The only operation.
    pub(crate) fn only(&self) -> Operation {
        assert_eq!(self.operations().len(), 1, "{:#?}", self.lines());
        self.operations().remove(0)
    }

    pub(crate) fn drift(&self) -> Vec<&'static str> {
        self.plans.iter().flat_map(|plan| &plan.drift).map(provisioning::Drift::word).collect()
    }

    /// `rule record` of every finding.
    pub(crate) fn findings(&self) -> Vec<String> {
        let findings = self.matches.findings.iter().chain(self.plans.iter().flat_map(|plan| &plan.findings));
        findings.map(|it| format!("{} {}", it.rule, it.record.as_deref().unwrap_or_default())).collect()
    }
}

impl Layout {
    fn bucket(self, id: &str) -> usize {
        usize::from(blake3::hash(id.as_bytes()).as_bytes()[0]) % self.buckets
    }

    /// The same items, in an order that depends on the layout.
    fn shuffled<T>(self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut items: Vec<(usize, T)> = items.into_iter().enumerate().collect();
        if self.shuffle > 0 {
            items.sort_by_key(|(place, _)| {
                *blake3::hash(&(self.shuffle + *place as u64).to_le_bytes()).as_bytes()
            });
        }
        items.into_iter().map(|(_, item)| item).collect()
    }
}

/// Fills buckets from a world, as a run does from its tables.
struct Loader<'a> {
    world: &'a World,
    layout: Layout,
    matches: &'a Matches,
}

struct Loaded {
    organizations: OrganizationBucket,
    people: Vec<PersonBucket>,
    sections: Vec<SectionBucket>,
}

impl Loader<'_> {
    fn load(&self) -> Loaded {
        let mut loaded = Loaded {
            organizations: OrganizationBucket::default(),
            people: vec![PersonBucket::default(); self.layout.buckets],
            sections: vec![SectionBucket::default(); self.layout.buckets],
        };
        self.load_roster(&mut loaded);
        self.load_objects(&mut loaded);
        self.load_memberships(&mut loaded);
        loaded
    }

    fn load_roster(&self, loaded: &mut Loaded) {
        let (roster, layout) = (&self.world.roster, self.layout);
        for person in roster.people.values() {
            loaded.person(layout, &person.id).person = Some(person.clone());
        }
        for ((person, ..), role) in layout.shuffled(&roster.roles) {
            loaded.person(layout, person).roles.push(role.clone());
        }
        for ((person, _), contact) in layout.shuffled(&roster.contacts) {
            loaded.person(layout, person).contacts.push(contact.clone());
        }
        for (person, outcome) in &self.matches.outcomes {
            loaded.person(layout, person).matched = outcome.clone();
        }
        for section in roster.sections.values() {
            loaded.section(layout, &section.id).section = Some(section.clone());
        }
        for ((section, ..), enrollment) in layout.shuffled(&roster.enrollments) {
            loaded.section(layout, section).enrollments.push(enrollment.clone());
        }
    }

    fn load_objects(&self, loaded: &mut Loaded) {
        let keys = self.keys();
        for (id, object) in self.layout.shuffled(&self.world.directory.objects) {
            let Some(key) = keys.get(id).cloned() else { continue };
            let observed =
                ObservedObject { key, object_id: id.clone(), attributes: object.attributes.clone() };
            if let Some(person) = observed.key.anchor.person() {
                loaded.person(self.layout, &person).observed = Some(observed);
            } else if let Some(section) = observed.key.anchor.section_id() {
                loaded.section(self.layout, &section).observed = Some(observed);
            } else {
                loaded.organizations.observed.push(observed);
            }
        }
        for object in self.world.applied.objects.values() {
            if let Some(person) = object.key.anchor.person() {
                loaded.person(self.layout, &person).applied = Some(object.clone());
            } else if let Some(section) = object.key.anchor.section_id() {
                loaded.section(self.layout, &section).applied = Some(object.clone());
            } else {
                loaded.organizations.applied.push(object.clone());
            }
        }
    }

    fn load_memberships(&self, loaded: &mut Loaded) {
        let keys = self.keys();
        for (container, member, relation) in self.layout.shuffled(&self.world.directory.members) {
            let Some(container) = keys.get(container).cloned() else { continue };
            match keys.get(member).cloned() {
                Some(member) => {
                    let membership = Membership { container, member, relation: *relation };
                    let memberships = loaded.memberships(self.layout, &membership);
                    memberships.observed.push(membership);
                }
                None => {
                    let foreign = ForeignMember { container, member: member.clone(), relation: *relation };
                    match foreign.container.anchor.section_id() {
                        Some(section) => loaded.section(self.layout, &section).foreign.push(foreign),
                        None => loaded.organizations.foreign.push(foreign),
                    }
                }
            }
        }
        for membership in self.layout.shuffled(&self.world.applied.memberships) {
            loaded.memberships(self.layout, membership).applied.push(membership.clone());
        }
    }

    /// What the objects of the directory stand for: linked people's accounts, and whatever else carries an
    /// anchor.
    fn keys(&self) -> HashMap<ObjectId, ObjectKey> {
        let objects =
            self.world.directory.objects.iter().filter(|(_, object)| object.kind != ObjectKind::User);
        let anchored = objects.filter_map(|(id, object)| Some((id.clone(), object.key()?)));
        let linked = self.matches.outcomes.iter().filter_map(|(person, outcome)| {
            let key = ObjectKey::new(ObjectKind::User, model::Anchor::user(person));
            Some((outcome.account()?.clone(), key))
        });
        anchored.chain(linked).collect()
    }
}

impl Loaded {
    fn person(&mut self, layout: Layout, id: &PersonId) -> &mut provisioning::PersonRecord {
        self.people[layout.bucket(id.as_str())].entry(id)
    }

    fn section(&mut self, layout: Layout, id: &model::SectionId) -> &mut provisioning::SectionRecord {
        self.sections[layout.bucket(id.as_str())].entry(id)
    }

    /// The record that a membership belongs to: the section of either end, else the person.
    fn memberships(&mut self, layout: Layout, membership: &Membership) -> &mut provisioning::Memberships {
        let (container, member) = (&membership.container.anchor, &membership.member.anchor);
        match (container.section_id().or_else(|| member.section_id()), member.person()) {
            (Some(section), _) => &mut self.section(layout, &section).memberships,
            (None, Some(person)) => &mut self.person(layout, &person).memberships,
            (None, None) => panic!("{membership:?} belongs to nobody"),
        }
    }
}
