//! Whether a section is managed: present, in an organization that a class group flow covers, and current.

use model::flow::{ClassGroupFlow, FlowSet};

use crate::{Keeper, Presence, Reference, Section, Session, Settings, Withheld};

/// The kind of session that divides a term. It says when marks are given, not when a class meets.
const GRADING_PERIOD: &str = "gradingPeriod";

/// A section that is managed, and by which flow.
pub(crate) struct ManagedSection<'a> {
    /// The section.
    pub(crate) section: &'a Section,
    /// The place of the flow set that decides.
    pub(crate) place: usize,
    /// That set.
    pub(crate) set: &'a FlowSet,
    /// Its class group flow.
    pub(crate) flow: &'a ClassGroupFlow,
    /// The session to write: of the current ones the one that ends last.
    pub(crate) session: Option<&'a Session>,
}

impl<'a> ManagedSection<'a> {
    /// The section as it is managed today, or why it is not.
    pub(crate) fn new(
        section: Option<&'a Section>,
        settings: &'a Settings,
        reference: &'a Reference,
    ) -> Result<Self, Withheld> {
        let section = section.ok_or(Withheld::SectionGone)?;
        section.presence.or_withheld(Withheld::SectionGone, |root| Withheld::SectionDropped { root })?;
        let mut covering = settings.covering(&section.org);
        let (place, set, flow) = covering
            .find_map(|(place, set)| Some((place, set, set.class_groups.as_ref()?)))
            .ok_or(Withheld::SectionOutOfScope)?;
        let session = current_session(section, settings, reference)?;
        Ok(Self { section, place, set, flow, session })
    }

    /// Whose doing the class group is.
    pub(crate) fn keeper(&self) -> Keeper {
        Keeper {
            flow: self.flow.id.clone(),
            flow_set: self.set.id.clone(),
            school: Some(self.section.org.clone()),
        }
    }
}

/// The current session that ends last; `None` for a section without sessions, which runs on.
fn current_session<'a>(
    section: &Section,
    settings: &Settings,
    reference: &'a Reference,
) -> Result<Option<&'a Session>, Withheld> {
    let known = section.sessions.iter().filter_map(|id| reference.sessions.get(id));
    let present: Vec<&Session> = known.filter(|session| session.presence == Presence::Present).collect();
    let divides = |session: &Session| &*session.kind == GRADING_PERIOD;
    let only_grading_periods = present.iter().all(|session| divides(session));
    let counting: Vec<&Session> =
        present.into_iter().filter(|session| only_grading_periods || !divides(session)).collect();
    if counting.is_empty() {
        return Ok(None);
    }
    let current = counting.into_iter().filter(|session| session.contains(settings.today));
    current.max_by_key(|session| (session.end, &session.id)).map(Some).ok_or(Withheld::SectionNotCurrent)
}
