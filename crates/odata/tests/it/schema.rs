//! A school of music as the rows of these tests have it: instruments, some of them keyboards.

use chrono::{DateTime, Utc};
use odata::query::{Evaluation, Properties};
use serde_json::{Value, json};

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

pub(crate) struct Music;

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

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

pub(crate) fn evaluation() -> Evaluation<'static> {
    Evaluation { now: now(), properties: &Music }
}

/// A row: an instrument with something of everything.
pub(crate) fn organ() -> Value {
    json!({
        "@odata.type": "#music.keyboard",
        "id": "1",
        "name": "Organ",
        "code": null,
        "price": 12.5,
        "strings": 0,
        "keys": 61,
        "state": "ready",
        "colours": "red, blue",
        "lent": false,
        "made": "2020-02-29T23:30:15.25+01:00",
        "bought": "2021-03-04",
        "opens": "08:05:06.5",
        "lesson": "PT1H30M",
        "tags": ["loud", "old"],
        "maker": { "name": "Zoë", "town": { "name": "Ulm" } },
        "case": { "@odata.type": "#music.hardcase", "locks": 2 },
        "players": [
            { "name": "Ann", "years": 3 },
            { "@odata.type": "#music.teacher", "name": "Bo", "years": null, "subject": "Organ" }
        ]
    })
}
