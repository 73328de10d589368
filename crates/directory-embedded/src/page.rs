//! Reading in pages.
//!
//! A cursor holds the key of the last row that was given out, so a page costs the same wherever it starts,
//! and rows that come or go meanwhile move no other row to another page.

use database::{Connection, query_as};
use directory::{Cursor, DirectoryError, Membership, Page};
use model::{Attributes, ObjectId, ObjectKind, Relation};

use crate::objects::kind;
use crate::unavailable;

/// A user, group or unit as it is stored.
pub(crate) struct StoredObject {
    pub(crate) id: ObjectId,
    pub(crate) kind: ObjectKind,
    pub(crate) attributes: Attributes,
}

const OBJECTS: &str = "
    SELECT key, id, attributes FROM objects
    WHERE kind = $1 AND key > $2 AND deleted_at IS NULL
    ORDER BY key LIMIT $3";

/// Live objects of `kinds`, one kind after the other; a page holds one kind only.
pub(crate) async fn objects(
    readers: Connection<'_>,
    kinds: &[ObjectKind],
    after: Option<Cursor>,
    limit: usize,
) -> Result<Page<StoredObject>, DirectoryError> {
    const DOING: &str = "reading objects";
    let (kind, key) = match after {
        Some(cursor) => parse_object_cursor(kinds, &cursor)?,
        None => (*kinds.first().ok_or(DirectoryError::UnknownCursor)?, 0),
    };
    let limit = limit.max(1);
    let rows: Vec<(i64, String, String)> = query_as(OBJECTS)
        .bind(kind.as_str())
        .bind(key)
        .bind(row_limit(limit))
        .fetch_all(readers)
        .await
        .map_err(unavailable(DOING))?;

    let next = match rows.last() {
        Some((key, ..)) if rows.len() == limit => Some(object_cursor(kind, *key)),
        _ => kinds.iter().skip_while(|earlier| **earlier != kind).nth(1).map(|next| object_cursor(*next, 0)),
    };
    let items = rows.into_iter().map(|(_, id, attributes)| {
        let unreadable = |_| DirectoryError::Unreadable { doing: DOING, what: format!("object {id}") };
        let attributes = Attributes::from_json(&attributes).map_err(unreadable)?;
        Ok(StoredObject { id: ObjectId::from(id), kind, attributes })
    });
    Ok(Page { items: items.collect::<Result<_, DirectoryError>>()?, next })
}

fn object_cursor(kind: ObjectKind, key: i64) -> Cursor {
    Cursor::new(format!("{kind}:{key}"))
}

fn parse_object_cursor(kinds: &[ObjectKind], cursor: &Cursor) -> Result<(ObjectKind, i64), DirectoryError> {
    let parse = || {
        let (kind, key) = cursor.as_str().split_once(':')?;
        let kind = kinds.iter().find(|known| known.as_str() == kind)?;
        Some((*kind, key.parse().ok()?))
    };
    parse().ok_or(DirectoryError::UnknownCursor)
}

const MEMBERSHIPS: &str = "
    SELECT m.container, m.member, m.owns, c.id, c.kind, u.id
    FROM memberships AS m CROSS JOIN objects AS c CROSS JOIN objects AS u
    WHERE (m.container, m.member, m.owns) > ($1, $2, $3)
        AND c.key = m.container AND u.key = m.member AND u.deleted_at IS NULL
    ORDER BY m.container, m.member, m.owns LIMIT $4";

/// Memberships of live members.
pub(crate) async fn memberships(
    readers: Connection<'_>,
    after: Option<Cursor>,
    limit: usize,
) -> Result<Page<Membership>, DirectoryError> {
    const DOING: &str = "reading memberships";
    let MembershipPlace(container, member, owns) = MembershipPlace::after(after)?;
    let limit = limit.max(1);
    let rows: Vec<(i64, i64, bool, String, String, String)> = query_as(MEMBERSHIPS)
        .bind(container)
        .bind(member)
        .bind(owns)
        .bind(row_limit(limit))
        .fetch_all(readers)
        .await
        .map_err(unavailable(DOING))?;

    let last = rows.last().filter(|_| rows.len() == limit);
    let next = last.map(|(container, member, owns, ..)| MembershipPlace(*container, *member, *owns).cursor());
    let items = rows.into_iter().map(|(_, _, owns, container, word, member)| {
        Ok(Membership {
            container: ObjectId::from(container),
            container_kind: kind(&word).map_err(unavailable(DOING))?,
            member: ObjectId::from(member),
            relation: relation(owns),
        })
    });
    Ok(Page { items: items.collect::<Result<_, DirectoryError>>()?, next })
}

pub(crate) const fn relation(owns: bool) -> Relation {
    if owns { Relation::Owner } else { Relation::Member }
}

/// A limit as a statement takes it.
pub(crate) fn row_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The key of a membership's row, which cursors over memberships hold.
pub(crate) struct MembershipPlace(pub(crate) i64, pub(crate) i64, pub(crate) bool);

impl MembershipPlace {
    /// Where `cursor` points to; before the first row without one.
    pub(crate) fn after(cursor: Option<Cursor>) -> Result<Self, DirectoryError> {
        let Some(cursor) = cursor else { return Ok(Self(0, 0, false)) };
        let parse = || {
            let mut parts = cursor.as_str().split(':');
            let (container, member, owns) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Self(container.parse().ok()?, member.parse().ok()?, owns.parse().ok()?))
        };
        parse().ok_or(DirectoryError::UnknownCursor)
    }

    pub(crate) fn cursor(&self) -> Cursor {
        Cursor::new(format!("{}:{}:{}", self.0, self.1, self.2))
    }
}
