//! A school of music as the rows of these tests have it: instruments, some of them keyboards.

use chrono::{DateTime, Utc};
use odata::query::{Evaluation, Properties};

/// Properties by path, and the type declared for each.
const PROPERTIES: &[(&str, &str)] = &[
    ("id", "Edm.String"),
    ("name", "Edm.String"),
    ("code", "Edm.String"),
    ("price", "Edm.Double"),
    ("strings", "Edm.Int32"),
    ("state", "music.state"),
    ("colours", "music.colours"),
    ("lent", "Edm.Boolean"),
    ("made", "Edm.DateTimeOffset"),
    ("bought", "Edm.Date"),
    ("opens", "Edm.TimeOfDay"),
    ("lesson", "Edm.Duration"),
    ("tags", "Edm.String"),
    ("maker", "music.maker"),
    ("maker/name", "Edm.String"),
    ("maker/town", "music.town"),
    ("maker/town/name", "Edm.String"),
    ("case", "music.case"),
    ("case/music.hardcase/locks", "Edm.Int32"),
    ("players", "music.player"),
    ("players/name", "Edm.String"),
    ("players/years", "Edm.Int32"),
    ("players/music.teacher/subject", "Edm.String"),
    ("music.keyboard/keys", "Edm.Int32"),
];

/// Types, and what they derive from.
const BASES: &[(&str, &str)] = &[
    ("music.keyboard", "music.instrument"),
    ("music.hardcase", "music.case"),
    ("music.teacher", "music.player"),
];

pub(super) struct Music;

impl Properties for Music {
    fn is_property(&self, path: &[&str]) -> bool {
        self.declared_type(path).is_some() && !path.is_empty()
    }

    fn declared_type(&self, path: &[&str]) -> Option<&str> {
        let path = path.join("/").to_lowercase();
        if path.is_empty() {
            return Some("music.instrument");
        }
        let mut casts = BASES.iter().map(|(derived, _)| format!("/{derived}"));
        let property = casts.find_map(|cast| path.strip_suffix(&cast)).unwrap_or(&path);
        PROPERTIES.iter().find(|(known, _)| *known == property).map(|(_, declared)| *declared)
    }

    fn is_a(&self, derived: &str, base: &str) -> bool {
        derived.eq_ignore_ascii_case(base)
            || BASES.iter().any(|(known, parent)| *known == derived && self.is_a(parent, base))
    }
}

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

pub(super) fn evaluation() -> Evaluation<'static> {
    Evaluation { now: now(), properties: &Music }
}
