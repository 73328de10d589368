//! Small districts, what happens to them overnight, and what people do by hand.

use model::flow::{AgeGroup, ClassGroupAttribute, FlowSet, OrgFilter, UserAttribute};
use model::{Attribute, ObjectId, ObjectKind, Relation};
use proptest::prelude::*;
use provisioning::{MatchTarget, Presence};

use crate::directory::Directory;
use crate::roster::{Roster, day, dropped};
use crate::world::{World, flow_set};

const ORGS: [&str; 3] = ["north", "south", "west"];
const ROLES: [&str; 5] = ["student", "student", "teacher", "nurse", "guardian"];
const SECTION_ROLES: [&str; 4] = ["student", "teacher", "teacherAssistant", "coach"];

/// Two days of a tenant.
#[derive(Debug, Clone)]
pub(super) struct District {
    first: Roster,
    pub(super) second: Roster,
    flow_sets: Vec<FlowSet>,
    match_by_mail: bool,
    /// Accounts that are there before the first run, by the person they match.
    accounts: Vec<(usize, AccountState)>,
}

#[derive(Debug, Clone, Copy)]
enum AccountState {
    Enabled,
    Disabled,
    Guest,
}

impl District {
    /// The tenant before its first run.
    pub(super) fn first_day(&self) -> World {
        let mut world = World::new();
        world.settings.flow_sets.clone_from(&self.flow_sets);
        if self.match_by_mail {
            world.settings.matching.staff.target = MatchTarget::Mail;
        }
        world.roster = self.first.clone();
        for (person, state) in &self.accounts {
            let id = world.directory.add_account(&format!("p{person}@school.test"));
            let attributes = &mut world.directory.objects.get_mut(&id).unwrap().attributes;
            attributes.set(Attribute::Mail, format!("p{person}@school.test"));
            attributes.set(Attribute::EducationTeacherNumber, "from before");
            match state {
                AccountState::Enabled => attributes.set(Attribute::AccountEnabled, "true"),
                AccountState::Disabled => attributes.set(Attribute::AccountEnabled, "false"),
                AccountState::Guest => attributes.set(Attribute::UserType, "Guest"),
            }
        }
        world
    }
}

pub(super) fn district() -> impl Strategy<Value = District> {
    let state = prop_oneof![
        4 => Just(AccountState::Enabled),
        1 => Just(AccountState::Disabled),
        1 => Just(AccountState::Guest),
    ];
    let accounts = prop::collection::vec((0..7_usize, state), 0..4);
    (roster(), roster(), flow_sets(), prop::bool::weighted(0.2), accounts).prop_map(
        |(first, second, flow_sets, match_by_mail, accounts)| District {
            first,
            second,
            flow_sets,
            match_by_mail,
            accounts,
        },
    )
}

#[derive(Debug, Clone)]
struct PersonGene {
    roles: Vec<(usize, usize, bool)>,
    grade: Option<&'static str>,
    fate: u8,
    has_contact: bool,
}

#[derive(Debug, Clone)]
struct SectionGene {
    org: usize,
    sessions: Vec<usize>,
    has_course: bool,
    fate: u8,
    enrollments: Vec<(usize, usize, u8)>,
}

fn roster() -> impl Strategy<Value = Roster> {
    let role = (0..ROLES.len(), 0..ORGS.len(), any::<bool>());
    let grade = prop::option::of(prop_oneof![Just("05"), Just("06")]);
    let person = (prop::collection::vec(role, 0..3), grade, 0..12_u8, any::<bool>())
        .prop_map(|(roles, grade, fate, has_contact)| PersonGene { roles, grade, fate, has_contact });
    let enrollment = (0..7_usize, 0..SECTION_ROLES.len(), 0..10_u8);
    let section = (
        0..ORGS.len(),
        prop::collection::vec(0..3_usize, 0..3),
        any::<bool>(),
        0..10_u8,
        prop::collection::vec(enrollment, 0..8),
    )
        .prop_map(|(org, sessions, has_course, fate, enrollments)| SectionGene {
            org,
            sessions,
            has_course,
            fate,
            enrollments,
        });
    let people = prop::collection::vec(prop::option::weighted(0.8, person), 7);
    let sections = prop::collection::vec(prop::option::weighted(0.8, section), 3);
    let orgs = prop::collection::vec(any::<bool>(), ORGS.len());
    (orgs, people, sections).prop_map(|(orgs, people, sections)| build(&orgs, &people, &sections))
}

fn build(orgs: &[bool], people: &[Option<PersonGene>], sections: &[Option<SectionGene>]) -> Roster {
    let mut roster = Roster::default();
    for (id, renamed) in ORGS.iter().zip(orgs) {
        roster.org(id, if *renamed { "The School" } else { id });
    }
    roster.session("s0", "term", "2026-08-01", "2026-12-20");
    roster.session("s1", "term", "2026-01-01", "2026-06-30");
    roster.session("s2", "gradingPeriod", "2026-10-01", "2026-11-30");
    roster.course("c", "Course");
    for (number, gene) in people.iter().enumerate() {
        let Some(gene) = gene else { continue };
        add_person(&mut roster, &format!("p{number}"), gene);
    }
    for (number, gene) in sections.iter().enumerate() {
        let Some(gene) = gene else { continue };
        add_section(&mut roster, &format!("c{number}"), gene);
    }
    roster
}

fn add_person(roster: &mut Roster, id: &str, gene: &PersonGene) {
    roster.person(id, "guardian", ORGS[0]).email = Some(format!("{id}@school.test").into());
    for (role, org, is_primary) in &gene.roles {
        roster.role(id, ROLES[*role], ORGS[*org]).is_primary = *is_primary;
    }
    roster.grade(id, gene.grade);
    if gene.has_contact {
        roster.contact(id, "mum");
    }
    match gene.fate {
        0 => roster.person_mut(id).presence = dropped(),
        1 => roster.role_mut(id).presence = dropped(),
        2 => roster.role_mut(id).end = Some(day("2026-10-01")),
        3 => roster.person_mut(id).given_name = None,
        4 => roster.person_mut(id).username = Some("åccent".into()),
        _ => {}
    }
}

fn add_section(roster: &mut Roster, id: &str, gene: &SectionGene) {
    let section = roster.section(id, ORGS[gene.org]);
    section.sessions = gene.sessions.iter().map(|session| format!("s{session}").into()).collect();
    section.course = gene.has_course.then(|| "c".into());
    section.title = format!("Class {} {id}", gene.fate % 2).into();
    if gene.fate == 0 {
        section.presence = dropped();
    }
    for (person, role, fate) in &gene.enrollments {
        let enrollment = roster.enroll(id, &format!("p{person}"), SECTION_ROLES[*role]);
        if *fate == 0 {
            enrollment.presence = dropped();
        } else if *fate == 1 {
            enrollment.presence = Presence::Absent;
        }
    }
}

fn flow_sets() -> impl Strategy<Value = Vec<FlowSet>> {
    let filter = prop_oneof![
        2 => Just(OrgFilter::All),
        1 => prop::sample::subsequence(ORGS.to_vec(), 0..=2)
            .prop_map(|orgs| OrgFilter::only(orgs.into_iter().map(Into::into))),
    ];
    let options = prop::collection::vec(any::<bool>(), 10);
    let set = (filter, options).prop_map(|(filter, options)| (filter, options));
    prop::collection::vec(set, 1..3).prop_map(|sets| {
        let numbered = sets.into_iter().enumerate();
        numbered.map(|(number, (filter, options))| flow_set_with(number, filter, &options)).collect()
    })
}

fn flow_set_with(number: usize, filter: OrgFilter, options: &[bool]) -> FlowSet {
    let mut set = flow_set(&format!("set-{number}"));
    set.filter = filter;
    if let Some(users) = &mut set.users {
        users.create_unmatched_users = options[0] || options[1];
        users.allow_student_contact_association = options[2];
        users.student_age_group = options[3].then_some(AgeGroup::Minor);
        users.additional_attributes = vec![UserAttribute::UserGradeLevel];
    }
    if let Some(classes) = &mut set.class_groups {
        classes.create_team = options[4];
        classes.write_display_name_on_create_only = options[5];
        classes.additional_attributes = vec![ClassGroupAttribute::CourseTitle];
    }
    if let Some(groups) = &mut set.security_groups {
        groups.create_based_on_role_group = options[6];
        groups.create_based_on_org_plus_role_group = options[7];
    }
    if let Some(units) = &mut set.administrative_units {
        units.create_based_on_org = options[8];
        units.create_based_on_org_plus_role_group = options[9];
    }
    set
}

/// Something that somebody does in the directory, to whatever stands in a certain place.
#[derive(Debug, Clone)]
pub(super) enum HandEdit {
    RemoveMembership(usize),
    AddMember { container: usize, user: usize },
    Rename(usize),
    DeleteGroup(usize),
}

pub(super) fn hand_edits() -> impl Strategy<Value = Vec<HandEdit>> {
    let edit = prop_oneof![
        3 => any::<usize>().prop_map(HandEdit::RemoveMembership),
        3 => any::<(usize, usize)>().prop_map(|(container, user)| HandEdit::AddMember { container, user }),
        1 => any::<usize>().prop_map(HandEdit::Rename),
        1 => any::<usize>().prop_map(HandEdit::DeleteGroup),
    ];
    prop::collection::vec(edit, 0..5)
}

impl HandEdit {
    pub(super) fn make(&self, directory: &mut Directory) {
        match self {
            Self::RemoveMembership(place) => {
                let members: Vec<_> = directory.members.iter().cloned().collect();
                if let Some(membership) = pick(&members, *place) {
                    directory.members.remove(membership);
                }
            }
            Self::AddMember { container, user } => {
                let containers = of_kinds(directory, &ObjectKind::ALL[1..]);
                let users = of_kinds(directory, &[ObjectKind::User]);
                if let (Some(container), Some(user)) = (pick(&containers, *container), pick(&users, *user)) {
                    directory.members.insert((container.clone(), user.clone(), Relation::Member));
                }
            }
            Self::Rename(place) => {
                let ours = of_kinds(directory, &ObjectKind::ALL[2..]);
                if let Some(id) = pick(&ours, *place) {
                    let object = directory.objects.get_mut(id).unwrap();
                    object.attributes.set(Attribute::DisplayName, "Renamed by hand");
                }
            }
            Self::DeleteGroup(place) => {
                let groups = of_kinds(directory, &ObjectKind::ALL[1..]);
                if let Some(id) = pick(&groups, *place) {
                    directory.delete_id(&id.clone());
                }
            }
        }
    }
}

/// Objects of ours whose kind is one of `kinds`. Accounts that may not sign in are left in peace: what is
/// done to them by hand stays in every mode.
fn of_kinds(directory: &Directory, kinds: &[ObjectKind]) -> Vec<ObjectId> {
    let ours = directory.objects.iter().filter(|(_, object)| {
        let is_enabled = object.attributes.get(Attribute::AccountEnabled) != Some("false");
        kinds.contains(&object.kind) && object.anchor().is_some() && is_enabled
    });
    ours.map(|(id, _)| id.clone()).collect()
}

fn pick<T>(items: &[T], place: usize) -> Option<&T> {
    items.get(place.checked_rem(items.len())?)
}
