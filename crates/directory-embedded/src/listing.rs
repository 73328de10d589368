//! What a person sees who looks into the directory: `homeroom directory users|groups|units|members`.
//!
//! The fields are a contract of the command line's `--json`: they may be added to, never renamed.

use database::{Connection, Error, Row, query};
use directory::{Cursor, DirectoryError, ObservedGroup, ObservedUnit, ObservedUser, Page, UserKind};
use model::{Anchor, Attribute, Attributes, ObjectId, ObjectKind, Relation};
use serde::Serialize;

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
        c.attributes AS container_attributes,
        u.id AS member_id, u.kind AS member_kind, u.anchor AS member_anchor, u.attributes AS member_attributes
    FROM memberships AS m CROSS JOIN objects AS c CROSS JOIN objects AS u
    WHERE (m.container, m.member, m.owns) > ($1, $2, $3)
        AND c.key = m.container AND u.key = m.member AND u.deleted_at IS NULL
    ORDER BY m.container, m.member, m.owns LIMIT $4";

/// Memberships with the names of both ends.
pub(crate) async fn members(
    readers: Connection<'_>,
    after: Option<Cursor>,
    limit: usize,
) -> Result<Page<ListedMember>, DirectoryError> {
    let MembershipPlace(container, member, owns) = MembershipPlace::after(after)?;
    let limit = limit.max(1);
    let query = query(MEMBERS).bind(container).bind(member).bind(owns).bind(row_limit(limit));
    let page = query.fetch_all(readers).await.and_then(|rows| page(&rows, limit));
    page.map_err(unavailable("listing members"))
}

fn page(rows: &[Row], limit: usize) -> Result<Page<ListedMember>, Error> {
    let last = rows.last().filter(|_| rows.len() == limit).map(place).transpose()?;
    let items = rows.iter().map(listed_member).collect::<Result<_, _>>()?;
    Ok(Page { items, next: last.map(|place| place.cursor()) })
}

fn place(row: &Row) -> Result<MembershipPlace, Error> {
    Ok(MembershipPlace(row.get("container")?, row.get("member")?, row.get("owns")?))
}

fn listed_member(row: &Row) -> Result<ListedMember, Error> {
    let id = |column| row.get::<String>(column).map(ObjectId::from);
    let anchor = |column| row.get::<Option<String>>(column).map(|anchor| anchor.map(Anchor::from));
    let attributes = |column| {
        let text: String = row.get(column)?;
        Attributes::from_json(&text).map_err(Error::unreadable)
    };
    let of_member = attributes("member_attributes")?;
    let member_kind = kind(&row.get::<String>("member_kind")?)?;
    let sign_in_name =
        of_member.get(Attribute::UserPrincipalName).filter(|_| member_kind == ObjectKind::User);
    Ok(ListedMember {
        container_id: id("container_id")?,
        container_kind: kind(&row.get::<String>("container_kind")?)?,
        container_anchor: anchor("container_anchor")?,
        container_display_name: display_name(&attributes("container_attributes")?),
        member_id: id("member_id")?,
        member_anchor: anchor("member_anchor")?,
        user_principal_name: sign_in_name.map(str::to_owned),
        relation: relation(row.get("owns")?),
    })
}
