//! Observe: the directory is copied, so that matching and planning look at one state of it.
//!
//! The copy goes to tables, for planning bucket by bucket and for people to look back. What matching needs of
//! each account, and the groups and units, which are few, also stay in memory.

use std::collections::HashMap;

use datafusion::arrow::array::RecordBatch;
use directory::{Directory, Membership, ObservedUser, Page, every_item};
use lake::{LakeTable, PartWriter, TableVersions, TenantLake};
use model::{Anchor, Attributes, ObjectId, ObjectKind, RunId};
use provisioning::Account;

use crate::RunError;
use crate::tables::columns::texts;
use crate::tables::{observed_groups, observed_memberships, observed_users};

/// How many objects are asked for at a time.
const PAGE: usize = 10_000;

/// The directory as it was when the run looked.
pub(crate) struct Observed {
    /// Every account, as far as matching looks at it.
    pub(crate) accounts: Vec<Account>,
    /// Every group and unit.
    pub(crate) groups: HashMap<ObjectId, ObservedContainer>,
}

/// A group or unit.
pub(crate) struct ObservedContainer {
    pub(crate) kind: ObjectKind,
    pub(crate) anchor: Option<Anchor>,
    pub(crate) attributes: Attributes,
}

/// Copies the directory, and names the versions of the copy in `versions`.
pub(crate) async fn copy(
    directory: &dyn Directory,
    lake: &TenantLake,
    run: &RunId,
    versions: &mut TableVersions,
) -> Result<Observed, RunError> {
    let target = Target { lake, run };
    let accounts = copy_users(directory, &target, versions).await?;
    let groups = copy_groups(directory, &target, versions).await?;
    copy_memberships(directory, &target, versions).await?;
    Ok(Observed { accounts, groups })
}

struct Target<'a> {
    lake: &'a TenantLake,
    run: &'a RunId,
}

async fn copy_users(
    directory: &dyn Directory,
    target: &Target<'_>,
    versions: &mut TableVersions,
) -> Result<Vec<Account>, RunError> {
    let (table, mut accounts) = (observed_users(), Vec::new());
    let mut write = target.lake.begin(&table, target.run).await?;
    let mut writer = write.part_writer();
    let mut after = None;
    loop {
        let page: Page<ObservedUser> = directory.users(after, PAGE).await?;
        let users = &page.items;
        let columns = vec![
            texts(users.iter().map(|user| Some(user.id.to_string()))),
            texts(users.iter().map(|user| user.anchor.as_ref().map(ToString::to_string))),
            texts(users.iter().map(|user| Some(user.attributes.to_json()))),
        ];
        append(&mut writer, &table, columns)?;
        accounts
            .extend(page.items.into_iter().map(|user| Account::new(user.id, user.anchor, &user.attributes)));
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    writer.finish()?;
    versions.set(table.name, write.overwrite().await?);
    Ok(accounts)
}

async fn copy_groups(
    directory: &dyn Directory,
    target: &Target<'_>,
    versions: &mut TableVersions,
) -> Result<HashMap<ObjectId, ObservedContainer>, RunError> {
    let groups = every_item(|after| directory.groups(after, PAGE)).await?;
    let units = every_item(|after| directory.units(after, PAGE)).await?;
    let groups = groups.into_iter().map(|group| (group.id, group.kind, group.anchor, group.attributes));
    let units =
        units.into_iter().map(|unit| (unit.id, ObjectKind::AdministrativeUnit, unit.anchor, unit.attributes));
    let containers: Vec<_> = groups.chain(units).collect();

    let table = observed_groups();
    let mut write = target.lake.begin(&table, target.run).await?;
    let mut writer = write.part_writer();
    let columns = vec![
        texts(containers.iter().map(|(id, ..)| Some(id.to_string()))),
        texts(containers.iter().map(|(_, kind, ..)| Some(kind.as_str().to_owned()))),
        texts(containers.iter().map(|(_, _, anchor, _)| anchor.as_ref().map(ToString::to_string))),
        texts(containers.iter().map(|(.., attributes)| Some(attributes.to_json()))),
    ];
    append(&mut writer, &table, columns)?;
    writer.finish()?;
    versions.set(table.name, write.overwrite().await?);
    let by_id = |(id, kind, anchor, attributes)| (id, ObservedContainer { kind, anchor, attributes });
    Ok(containers.into_iter().map(by_id).collect())
}

async fn copy_memberships(
    directory: &dyn Directory,
    target: &Target<'_>,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let table = observed_memberships();
    let mut write = target.lake.begin(&table, target.run).await?;
    let mut writer = write.part_writer();
    let mut after = None;
    loop {
        let page: Page<Membership> = directory.memberships(after, PAGE).await?;
        let rows = &page.items;
        let columns = vec![
            texts(rows.iter().map(|row| Some(row.container.to_string()))),
            texts(rows.iter().map(|row| Some(row.container_kind.as_str().to_owned()))),
            texts(rows.iter().map(|row| Some(row.member.to_string()))),
            texts(rows.iter().map(|row| Some(row.relation.as_str().to_owned()))),
        ];
        append(&mut writer, &table, columns)?;
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    writer.finish()?;
    versions.set(table.name, write.overwrite().await?);
    Ok(())
}

fn append(
    writer: &mut PartWriter,
    table: &LakeTable,
    columns: Vec<datafusion::arrow::array::ArrayRef>,
) -> Result<(), RunError> {
    let batch = RecordBatch::try_new(table.schema.clone(), columns).map_err(RunError::arrow)?;
    if batch.num_rows() > 0 {
        writer.write(&batch)?;
    }
    Ok(())
}
