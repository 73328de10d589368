//! Reading the memberships that a batch names.

use std::collections::{BTreeSet, HashMap};

use database::{AssertSqlSafe, ColumnType, Dialect, Error, Transaction, query_as};
use directory::{Change, Membership};
use model::{ObjectId, ObjectKind, Relation};

use super::{End, Held, Memberships, PLACE, Place};
use crate::objects::kind;
use crate::records;

fn ends(dialect: Dialect) -> String {
    let named = dialect.records("named", "$1", &[("id", ColumnType::Text)]);
    format!(
        "SELECT o.key, o.id, o.kind FROM {named} CROSS JOIN objects AS o
        WHERE o.id = named.id AND o.deleted_at IS NULL"
    )
}

fn stored(dialect: Dialect) -> String {
    let named = dialect.records("named", "$1", &PLACE);
    format!(
        "SELECT m.container, m.member, m.owns FROM {named} CROSS JOIN memberships AS m
        WHERE m.container = named.container AND m.member = named.member AND m.owns = named.owns"
    )
}

fn owners(dialect: Dialect) -> String {
    let named = dialect.records("named", "$1", &[("key", ColumnType::Integer)]);
    format!(
        "SELECT named.key, count(*) AS number
        FROM {named} CROSS JOIN memberships AS m CROSS JOIN objects AS o
        WHERE m.container = named.key AND m.owns AND o.key = m.member AND o.deleted_at IS NULL
        GROUP BY named.key"
    )
}

fn units(dialect: Dialect) -> String {
    let named = dialect.records("named", "$1", &[("key", ColumnType::Integer)]);
    format!(
        "SELECT named.key, count(*) AS number
        FROM {named} CROSS JOIN memberships AS m CROSS JOIN objects AS o
        WHERE m.member = named.key AND o.key = m.container AND o.kind = 'administrativeUnit'
        GROUP BY named.key"
    )
}

impl Memberships {
    /// Loads what `changes` name.
    pub(crate) async fn load(transaction: &mut Transaction, changes: &[Change]) -> Result<Self, Error> {
        let named: Vec<&Membership> = changes.iter().filter_map(membership).collect();
        if named.is_empty() {
            return Ok(Self::default());
        }
        let ids = named.iter().flat_map(|named| [(&named.container,), (&named.member,)]).collect();
        let ends = load_ends(transaction, &ids).await?;
        let places = Places::of(&named, &ends);
        Ok(Self {
            held: load_stored(transaction, &places.all).await?.into_iter().collect(),
            owners: load_counts(transaction, owners, &places.owned).await?,
            units: load_counts(transaction, units, &places.in_units).await?,
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
    all: BTreeSet<Place>,
    owned: BTreeSet<(i64,)>,
    in_units: BTreeSet<(i64,)>,
}

impl Places {
    fn of(named: &[&Membership], ends: &HashMap<ObjectId, End>) -> Self {
        let mut places = Self::default();
        for membership in named {
            let (container, member) = (ends.get(&membership.container), ends.get(&membership.member));
            let (Some(container), Some(member)) = (container, member) else { continue };
            let owns = membership.relation == Relation::Owner;
            places.all.insert((container.key, member.key, owns));
            if owns {
                places.owned.insert((container.key,));
            }
            if container.kind == ObjectKind::AdministrativeUnit {
                places.in_units.insert((member.key,));
            }
        }
        places
    }
}

async fn load_ends(
    transaction: &mut Transaction,
    ids: &BTreeSet<(&ObjectId,)>,
) -> Result<HashMap<ObjectId, End>, Error> {
    let statement = query_as(AssertSqlSafe(ends(transaction.dialect())));
    let rows: Vec<(i64, String, String)> = statement.bind(records::text(ids)?).fetch_all(transaction).await?;
    let end =
        |(key, id, word): (i64, String, String)| Ok((ObjectId::from(id), End { key, kind: kind(&word)? }));
    rows.into_iter().map(end).collect()
}

async fn load_stored(
    transaction: &mut Transaction,
    places: &BTreeSet<Place>,
) -> Result<Vec<(Place, Held)>, Error> {
    let statement = query_as(AssertSqlSafe(stored(transaction.dialect())));
    let stored: Vec<Place> = statement.bind(records::text(places)?).fetch_all(transaction).await?;
    Ok(stored.into_iter().map(|place| (place, Held { stored: true, now: true })).collect())
}

async fn load_counts(
    transaction: &mut Transaction,
    statement: fn(Dialect) -> String,
    keys: &BTreeSet<(i64,)>,
) -> Result<HashMap<i64, usize>, Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = query_as(AssertSqlSafe(statement(transaction.dialect())));
    let counts: Vec<(i64, i64)> = statement.bind(records::text(keys)?).fetch_all(transaction).await?;
    Ok(counts.into_iter().map(|(key, count)| (key, usize::try_from(count).unwrap_or_default())).collect())
}
