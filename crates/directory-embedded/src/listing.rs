//! What a person sees who looks into the directory: `homeroom directory users|groups|units|members`.
//!
//! The fields are a contract of the command line's `--json`: they may be added to, never renamed.

use directory::{Cursor, DirectoryError, ObservedGroup, ObservedUnit, ObservedUser, Page, UserKind};
use model::{Anchor, Attribute, Attributes, ObjectId, ObjectKind, Relation};
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqlitePool};

use crate::objects::kind;
use crate::page::{MembershipPlace, relation, row_limit};
use crate::unavailable;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedUser {
    /// The directory's id.
    pub id: ObjectId,
    /// The person it was made for or matched to.
    pub anchor: Option<Anchor>,
    /// The sign-in name.
    pub user_principal_name: String,
    /// The name a person reads.
    pub display_name: Option<String>,
    /// The mail address.
    pub mail: Option<String>,
    /// Whether it can sign in.
    pub account_enabled: bool,
    /// `Member` or `Guest`.
    pub user_type: &'static str,
    /// Every attribute.
    pub attributes: Attributes,
}

impl From<ObservedUser> for ListedUser {
    fn from(user: ObservedUser) -> Self {
        Self {
            id: user.id,
            anchor: user.anchor,
            user_principal_name: user.user_principal_name,
            display_name: display_name(&user.attributes),
            mail: user.mail,
            account_enabled: user.enabled,
            user_type: match user.kind {
                UserKind::Member => "Member",
                UserKind::Guest => "Guest",
            },
            attributes: user.attributes,
        }
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedGroup {
    /// The directory's id.
    pub id: ObjectId,
    /// `classGroup` or `securityGroup`.
    pub kind: ObjectKind,
    /// What it was made for.
    pub anchor: Option<Anchor>,
    /// The name a person reads.
    pub display_name: Option<String>,
    /// The local part of its mail address.
    pub mail_nickname: Option<String>,
    /// Whether it has a team.
    pub team: bool,
    /// Every attribute.
    pub attributes: Attributes,
}

impl From<ObservedGroup> for ListedGroup {
    fn from(group: ObservedGroup) -> Self {
        Self {
            id: group.id,
            kind: group.kind,
            anchor: group.anchor,
            display_name: display_name(&group.attributes),
            mail_nickname: group.attributes.get(Attribute::MailNickname).map(str::to_owned),
            team: group.attributes.get(Attribute::Team) == Some("true"),
            attributes: group.attributes,
        }
    }
}

/// An administrative unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedUnit {
    /// The directory's id.
    pub id: ObjectId,
    /// What it was made for.
    pub anchor: Option<Anchor>,
    /// The name a person reads.
    pub display_name: Option<String>,
    /// Every attribute.
    pub attributes: Attributes,
}

impl From<ObservedUnit> for ListedUnit {
    fn from(unit: ObservedUnit) -> Self {
        let display_name = display_name(&unit.attributes);
        Self { id: unit.id, anchor: unit.anchor, display_name, attributes: unit.attributes }
    }
}

fn display_name(attributes: &Attributes) -> Option<String> {
    attributes.get(Attribute::DisplayName).map(str::to_owned)
}

/// One place in a group or unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedMember {
    /// The id of the group or unit.
    pub container_id: ObjectId,
    /// What it is.
    pub container_kind: ObjectKind,
    /// What it was made for.
    pub container_anchor: Option<Anchor>,
    /// Its name.
    pub container_display_name: Option<String>,
    /// The id of the user or group in it.
    pub member_id: ObjectId,
    /// The person or section it was made for.
    pub member_anchor: Option<Anchor>,
    /// The user's sign-in name; `None` for a group.
    pub user_principal_name: Option<String>,
    /// `owner` or `member`.
    pub relation: Relation,
}

const MEMBERS: &str = "
    SELECT
        m.container, m.member, m.owns,
        c.id AS container_id, c.kind AS container_kind, c.anchor AS container_anchor,
        c.attributes ->> 'displayName' AS container_display_name,
        u.id AS member_id, u.anchor AS member_anchor, u.user_principal_name
    FROM memberships AS m
        CROSS JOIN objects AS c ON c.key = m.container
        CROSS JOIN objects AS u ON u.key = m.member AND u.deleted_at IS NULL
    WHERE (m.container, m.member, m.owns) > (?, ?, ?)
    ORDER BY m.container, m.member, m.owns LIMIT ?";

/// Memberships with the names of both ends.
pub(crate) async fn members(
    readers: &SqlitePool,
    after: Option<Cursor>,
    limit: usize,
) -> Result<Page<ListedMember>, DirectoryError> {
    let MembershipPlace(container, member, owns) = MembershipPlace::after(after)?;
    let limit = limit.max(1);
    let query = sqlx::query(MEMBERS).bind(container).bind(member).bind(owns).bind(row_limit(limit));
    let page = query.fetch_all(readers).await.and_then(|rows| page(&rows, limit));
    page.map_err(unavailable("listing members"))
}

fn page(rows: &[SqliteRow], limit: usize) -> Result<Page<ListedMember>, sqlx::Error> {
    let last = rows.last().filter(|_| rows.len() == limit).map(place).transpose()?;
    let items = rows.iter().map(listed_member).collect::<Result<_, _>>()?;
    Ok(Page { items, next: last.map(|place| place.cursor()) })
}

fn place(row: &SqliteRow) -> Result<MembershipPlace, sqlx::Error> {
    Ok(MembershipPlace(row.try_get("container")?, row.try_get("member")?, row.try_get("owns")?))
}

fn listed_member(row: &SqliteRow) -> Result<ListedMember, sqlx::Error> {
    let id = |column| row.try_get::<String, _>(column).map(ObjectId::from);
    let anchor = |column| row.try_get::<Option<String>, _>(column).map(|anchor| anchor.map(Anchor::from));
    Ok(ListedMember {
        container_id: id("container_id")?,
        container_kind: kind(row.try_get("container_kind")?)?,
        container_anchor: anchor("container_anchor")?,
        container_display_name: row.try_get("container_display_name")?,
        member_id: id("member_id")?,
        member_anchor: anchor("member_anchor")?,
        user_principal_name: row.try_get("user_principal_name")?,
        relation: relation(row.try_get("owns")?),
    })
}
