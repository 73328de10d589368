//! Reading the objects that a batch names.

use std::collections::BTreeSet;

use directory::Change;
use model::{Attributes, ObjectId, ObjectKind};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::names::{UniqueName, unique_names};
use super::{Edit, Object, Objects};

const BY_ID: &str = "
    SELECT o.key, o.id, o.kind, o.attributes, o.deleted_at IS NOT NULL AS deleted
    FROM json_each(?) AS named CROSS JOIN objects AS o ON o.id = named.value";

const BY_ANCHOR: &str = "
    SELECT o.key, o.id, o.kind, o.attributes, FALSE AS deleted
    FROM json_each(?) AS named CROSS JOIN objects AS o
        ON o.kind = named.value ->> 0 AND o.anchor = named.value ->> 1 AND o.deleted_at IS NULL";

const BY_USER_PRINCIPAL_NAME: &str = "
    SELECT o.key, o.id, o.kind, o.attributes, FALSE AS deleted
    FROM json_each(?) AS named CROSS JOIN objects AS o
        ON o.user_principal_name = named.value AND o.deleted_at IS NULL";

const BY_MAIL_NICKNAME: &str = "
    SELECT o.key, o.id, o.kind, o.attributes, FALSE AS deleted
    FROM json_each(?) AS named CROSS JOIN objects AS o
        ON o.mail_nickname = named.value AND o.deleted_at IS NULL";

impl Objects {
    /// Loads what `changes` name.
    pub(crate) async fn load(
        connection: &mut SqliteConnection,
        changes: &[Change],
    ) -> Result<Self, sqlx::Error> {
        let mut named = Named::default();
        changes.iter().for_each(|change| named.note(change));
        let mut objects = Self { next_key: next_key(connection).await?, ..Self::default() };
        objects.load_by(connection, BY_ID, &named.ids).await?;
        for object in objects.by_id.values().filter(|object| object.deleted) {
            // To come back it needs its own names, which the batch does not say.
            named.note_names(object.kind, &object.attributes);
        }
        objects.load_by(connection, BY_ANCHOR, &named.anchors).await?;
        objects.load_by(connection, BY_USER_PRINCIPAL_NAME, &named.user_principal_names).await?;
        objects.load_by(connection, BY_MAIL_NICKNAME, &named.mail_nicknames).await?;
        Ok(objects)
    }

    async fn load_by<Name: serde::Serialize>(
        &mut self,
        connection: &mut SqliteConnection,
        query: &'static str,
        names: &BTreeSet<Name>,
    ) -> Result<(), sqlx::Error> {
        if names.is_empty() {
            return Ok(());
        }
        let names = serde_json::to_string(names).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
        for row in sqlx::query(query).bind(names).fetch_all(connection).await? {
            self.insert(&row)?;
        }
        Ok(())
    }

    fn insert(&mut self, row: &SqliteRow) -> Result<(), sqlx::Error> {
        let id = ObjectId::from(row.try_get::<String, _>("id")?);
        let object = object(row)?;
        if !object.deleted {
            self.take(unique_names(object.kind, &object.attributes), &id);
        }
        self.by_id.insert(id, object);
        Ok(())
    }
}

fn object(row: &SqliteRow) -> Result<Object, sqlx::Error> {
    Ok(Object {
        key: row.try_get("key")?,
        kind: kind(row.try_get("kind")?)?,
        attributes: Attributes::from_json(row.try_get("attributes")?)
            .map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        deleted: row.try_get("deleted")?,
        edit: Edit::None,
    })
}

/// The kind behind a stored word.
pub(crate) fn kind(word: &str) -> Result<ObjectKind, sqlx::Error> {
    ObjectKind::parse(word).ok_or_else(|| sqlx::Error::Decode("an object is of no known kind".into()))
}

async fn next_key(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT coalesce(max(key), 0) + 1 FROM objects").fetch_one(connection).await
}

/// What a batch calls objects by.
#[derive(Default)]
struct Named {
    ids: BTreeSet<ObjectId>,
    anchors: BTreeSet<(ObjectKind, String)>,
    user_principal_names: BTreeSet<String>,
    mail_nicknames: BTreeSet<String>,
}

impl Named {
    fn note(&mut self, change: &Change) {
        match change {
            Change::CreateUser { attributes, .. } => self.note_names(ObjectKind::User, attributes),
            Change::CreateGroup { kind, attributes } => self.note_names(*kind, attributes),
            Change::CreateUnit { attributes } => self.note_names(ObjectKind::AdministrativeUnit, attributes),
            Change::UpdateUser { id, diff } => self.note_update(id, &[ObjectKind::User], diff),
            Change::UpdateGroup { id, diff } => {
                self.note_update(id, &[ObjectKind::ClassGroup, ObjectKind::SecurityGroup], diff);
            }
            Change::UpdateUnit { id, diff } => self.note_update(id, &[ObjectKind::AdministrativeUnit], diff),
            Change::DeleteUser { id } | Change::RestoreUser { id } | Change::CreateTeam { group: id } => {
                self.ids.insert(id.clone());
            }
            Change::AddMember(_) | Change::RemoveMember(_) => {}
        }
    }

    /// An object that may be of any of `kinds`, and the names that it is about to take.
    fn note_update(&mut self, id: &ObjectId, kinds: &[ObjectKind], diff: &model::AttributeDiff) {
        self.ids.insert(id.clone());
        let mut wanted = Attributes::default();
        diff.apply_to(&mut wanted);
        kinds.iter().for_each(|kind| self.note_names(*kind, &wanted));
    }

    fn note_names(&mut self, kind: ObjectKind, attributes: &Attributes) {
        for name in unique_names(kind, attributes) {
            match name {
                UniqueName::Anchor(kind, anchor) => drop(self.anchors.insert((kind, anchor))),
                UniqueName::UserPrincipalName(name) => drop(self.user_principal_names.insert(name)),
                UniqueName::MailNickname(name) => drop(self.mail_nicknames.insert(name)),
            }
        }
    }
}
