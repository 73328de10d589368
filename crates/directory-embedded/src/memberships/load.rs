//! Reading the memberships that a batch names.

use std::collections::{BTreeSet, HashMap};

use directory::{Change, Membership};
use model::{ObjectId, ObjectKind, Relation};
use serde::Serialize;
use sqlx::{Row, SqliteConnection};

use super::{End, Held, Memberships, Place};
use crate::objects::kind;

const ENDS: &str = "
    SELECT o.key, o.id, o.kind
    FROM json_each(?) AS named CROSS JOIN objects AS o ON o.id = named.value
    WHERE o.deleted_at IS NULL";

const STORED: &str = "
    SELECT m.container, m.member, m.owns
    FROM json_each(?) AS named CROSS JOIN memberships AS m
        ON m.container = named.value ->> 0 AND m.member = named.value ->> 1 AND m.owns = named.value ->> 2";

const OWNERS: &str = "
    SELECT named.value AS key, count(*) AS number
    FROM json_each(?) AS named
        CROSS JOIN memberships AS m ON m.container = named.value AND m.owns = 1
        CROSS JOIN objects AS o ON o.key = m.member AND o.deleted_at IS NULL
    GROUP BY named.value";

const UNITS: &str = "
    SELECT named.value AS key, count(*) AS number
    FROM json_each(?) AS named
        CROSS JOIN memberships AS m ON m.member = named.value
        CROSS JOIN objects AS o ON o.key = m.container AND o.kind = 'administrativeUnit'
    GROUP BY named.value";

impl Memberships {
    /// Loads what `changes` name.
    pub(crate) async fn load(
        connection: &mut SqliteConnection,
        changes: &[Change],
    ) -> Result<Self, sqlx::Error> {
        let named: Vec<&Membership> = changes.iter().filter_map(membership).collect();
        if named.is_empty() {
            return Ok(Self::default());
        }
        let ids = named.iter().flat_map(|named| [&named.container, &named.member]).collect();
        let ends = load_ends(connection, ids).await?;
        let places = Places::of(&named, &ends);
        Ok(Self {
            held: load_stored(connection, &places.all).await?.into_iter().collect(),
            owners: load_counts(connection, OWNERS, &places.owned).await?,
            units: load_counts(connection, UNITS, &places.in_units).await?,
            ends,
        })
    }
}

fn membership(change: &Change) -> Option<&Membership> {
    match change {
        Change::AddMember(membership) | Change::RemoveMember(membership) => Some(membership),
        _ => None,
    }
}

/// The rows that a batch names, and whose counts it needs.
#[derive(Default)]
struct Places {
    all: BTreeSet<(i64, i64, u8)>,
    owned: BTreeSet<i64>,
    in_units: BTreeSet<i64>,
}

impl Places {
    fn of(named: &[&Membership], ends: &HashMap<ObjectId, End>) -> Self {
        let mut places = Self::default();
        for membership in named {
            let (container, member) = (ends.get(&membership.container), ends.get(&membership.member));
            let (Some(container), Some(member)) = (container, member) else { continue };
            let owns = membership.relation == Relation::Owner;
            places.all.insert((container.key, member.key, u8::from(owns)));
            if owns {
                places.owned.insert(container.key);
            }
            if container.kind == ObjectKind::AdministrativeUnit {
                places.in_units.insert(member.key);
            }
        }
        places
    }
}

async fn load_ends(
    connection: &mut SqliteConnection,
    ids: BTreeSet<&ObjectId>,
) -> Result<HashMap<ObjectId, End>, sqlx::Error> {
    let rows = sqlx::query(ENDS).bind(json(&ids)?).fetch_all(connection).await?;
    let end = |row: &sqlx::sqlite::SqliteRow| {
        let id = ObjectId::from(row.try_get::<String, _>("id")?);
        Ok((id, End { key: row.try_get("key")?, kind: kind(row.try_get("kind")?)? }))
    };
    rows.iter().map(end).collect()
}

async fn load_stored(
    connection: &mut SqliteConnection,
    places: &BTreeSet<(i64, i64, u8)>,
) -> Result<Vec<(Place, Held)>, sqlx::Error> {
    let stored: Vec<Place> = sqlx::query_as(STORED).bind(json(places)?).fetch_all(connection).await?;
    Ok(stored.into_iter().map(|place| (place, Held { stored: true, now: true })).collect())
}

async fn load_counts(
    connection: &mut SqliteConnection,
    query: &'static str,
    keys: &BTreeSet<i64>,
) -> Result<HashMap<i64, usize>, sqlx::Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let counts: Vec<(i64, i64)> = sqlx::query_as(query).bind(json(keys)?).fetch_all(connection).await?;
    Ok(counts.into_iter().map(|(key, count)| (key, usize::try_from(count).unwrap_or_default())).collect())
}

/// A list for `json_each`.
fn json(list: &impl Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(list).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}
