//! Reading the objects that a batch names.

use std::collections::BTreeSet;

use database::{AssertSqlSafe, ColumnType, Dialect, Error, Row, Transaction, query, query_scalar};
use directory::Change;
use model::{Attributes, ObjectId, ObjectKind};
use serde::Serialize;

use super::names::{UniqueName, unique_names};
use super::{Edit, Object, Objects};
use crate::records;

/// The objects among `named`, which are rows of `columns`, that are `on` the same.
fn select(dialect: Dialect, columns: &[(&str, ColumnType)], on: &str) -> String {
    let named = dialect.records("named", "$1", columns);
    format!(
        "SELECT o.key, o.id, o.kind, o.attributes, o.deleted_at IS NOT NULL AS deleted
        FROM {named} CROSS JOIN objects AS o WHERE {on}"
    )
}

fn by_id(dialect: Dialect) -> String {
    select(dialect, &[("id", ColumnType::Text)], "o.id = named.id")
}

fn by_anchor(dialect: Dialect) -> String {
    let columns = [("kind", ColumnType::Text), ("anchor", ColumnType::Text)];
    select(dialect, &columns, "o.kind = named.kind AND o.anchor = named.anchor AND o.deleted_at IS NULL")
}

fn by_user_principal_name(dialect: Dialect) -> String {
    let columns = [("name", ColumnType::Text)];
    select(dialect, &columns, "o.user_principal_name = named.name AND o.deleted_at IS NULL")
}

fn by_mail_nickname(dialect: Dialect) -> String {
    let columns = [("name", ColumnType::Text)];
    select(dialect, &columns, "o.mail_nickname = named.name AND o.deleted_at IS NULL")
}

impl Objects {
    /// Loads what `changes` name.
    pub(crate) async fn load(transaction: &mut Transaction, changes: &[Change]) -> Result<Self, Error> {
        let mut named = Named::default();
        changes.iter().for_each(|change| named.note(change));
        let mut objects = Self { next_key: next_key(transaction).await?, ..Self::default() };
        objects.load_by(transaction, by_id, &named.ids).await?;
        for object in objects.by_id.values().filter(|object| object.deleted) {
            // To come back it needs its own names, which the batch does not say.
            named.note_names(object.kind, &object.attributes);
        }
        objects.load_by(transaction, by_anchor, &named.anchors).await?;
        objects.load_by(transaction, by_user_principal_name, &named.user_principal_names).await?;
        objects.load_by(transaction, by_mail_nickname, &named.mail_nicknames).await?;
        Ok(objects)
    }

    async fn load_by<Name: Serialize>(
        &mut self,
        transaction: &mut Transaction,
        statement: fn(Dialect) -> String,
        names: &BTreeSet<Name>,
    ) -> Result<(), Error> {
        if names.is_empty() {
            return Ok(());
        }
        let statement = statement(transaction.dialect());
        let rows = query(AssertSqlSafe(statement)).bind(records::text(names)?).fetch_all(transaction).await?;
        rows.iter().try_for_each(|row| self.insert(row))
    }

    fn insert(&mut self, row: &Row) -> Result<(), Error> {
        let id = ObjectId::from(row.get::<String>("id")?);
        let object = object(row)?;
        if !object.deleted {
            self.take(unique_names(object.kind, &object.attributes), &id);
        }
        self.by_id.insert(id, object);
        Ok(())
    }
}

fn object(row: &Row) -> Result<Object, Error> {
    let attributes: String = row.get("attributes")?;
    Ok(Object {
        key: row.get("key")?,
        kind: kind(&row.get::<String>("kind")?)?,
        attributes: Attributes::from_json(&attributes).map_err(Error::unreadable)?,
        deleted: row.get("deleted")?,
        edit: Edit::None,
    })
}

/// The kind behind a stored word.
pub(crate) fn kind(word: &str) -> Result<ObjectKind, Error> {
    ObjectKind::parse(word).ok_or_else(|| Error::unreadable("an object is of no known kind"))
}

async fn next_key(transaction: &mut Transaction) -> Result<i64, Error> {
    query_scalar("SELECT coalesce(max(key), 0) + 1 FROM objects").fetch_one(transaction).await
}

/// What a batch calls objects by, as rows of the statements above.
#[derive(Default)]
struct Named {
    ids: BTreeSet<(ObjectId,)>,
    anchors: BTreeSet<(ObjectKind, String)>,
    user_principal_names: BTreeSet<(String,)>,
    mail_nicknames: BTreeSet<(String,)>,
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
                self.ids.insert((id.clone(),));
            }
            Change::AddMember(_) | Change::RemoveMember(_) => {}
        }
    }

    /// An object that may be of any of `kinds`, and the names that it is about to take.
    fn note_update(&mut self, id: &ObjectId, kinds: &[ObjectKind], diff: &model::AttributeDiff) {
        self.ids.insert((id.clone(),));
        let mut wanted = Attributes::default();
        diff.apply_to(&mut wanted);
        kinds.iter().for_each(|kind| self.note_names(*kind, &wanted));
    }

    fn note_names(&mut self, kind: ObjectKind, attributes: &Attributes) {
        for name in unique_names(kind, attributes) {
            match name {
                UniqueName::Anchor(kind, anchor) => drop(self.anchors.insert((kind, anchor))),
                UniqueName::UserPrincipalName(name) => drop(self.user_principal_names.insert((name,))),
                UniqueName::MailNickname(name) => drop(self.mail_nicknames.insert((name,))),
            }
        }
    }
}
