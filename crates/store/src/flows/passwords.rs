//! The default passwords of new accounts: sealed, one for each role group of a flow that has one.

use database::{Transaction, query, query_scalar};
use std::collections::BTreeMap;

use keys::Sealed;
use model::flow::Flow;
use model::{FlowId, RoleGroup};

use crate::secrets::{context, parse};
use crate::{StoreError, TenantStore};

/// New default passwords, by role group.
pub type Passwords = BTreeMap<RoleGroup, Sealed>;

impl TenantStore {
    /// The context in which the default password of `group` in `flow` is sealed.
    #[must_use]
    pub fn password_context(&self, flow: &FlowId, group: RoleGroup) -> String {
        context(self.tenant.as_str(), flow.as_str(), group.id())
    }

    /// The default password of `group` in `flow`, if it has one.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn default_password(
        &self,
        flow: &FlowId,
        group: RoleGroup,
    ) -> Result<Option<Sealed>, StoreError> {
        let sealed: Option<String> = query_scalar(
            "SELECT sealed FROM flow_secrets WHERE tenant = $1 AND flow = $2 AND role_group = $3",
        )
        .bind(self.tenant.as_str())
        .bind(flow.as_str())
        .bind(group.id())
        .fetch_optional(self.database.read())
        .await?;
        sealed.map(|text| parse(&text)).transpose()
    }

    /// Makes the passwords of a flow those that its configurations say to have: the new ones, else those
    /// that are stored.
    pub(super) async fn settle_passwords(
        &self,
        transaction: &mut Transaction,
        id: &FlowId,
        flow: &Flow,
        new: &Passwords,
    ) -> Result<(), StoreError> {
        for group in RoleGroup::ALL {
            if !has_default_password(flow, group) {
                self.drop_password(transaction, id, group).await?;
            } else if let Some(sealed) = new.get(&group) {
                self.put_password(transaction, id, group, sealed).await?;
            } else {
                self.check_password(transaction, id, group).await?;
            }
        }
        Ok(())
    }

    async fn put_password(
        &self,
        transaction: &mut Transaction,
        flow: &FlowId,
        group: RoleGroup,
        sealed: &Sealed,
    ) -> Result<(), StoreError> {
        query(
            "INSERT INTO flow_secrets (tenant, flow, role_group, sealed) VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant, flow, role_group) DO UPDATE SET sealed = excluded.sealed",
        )
        .bind(self.tenant.as_str())
        .bind(flow.as_str())
        .bind(group.id())
        .bind(sealed.as_str())
        .execute(&mut *transaction)
        .await?;
        Ok(())
    }

    async fn drop_password(
        &self,
        transaction: &mut Transaction,
        flow: &FlowId,
        group: RoleGroup,
    ) -> Result<(), StoreError> {
        query("DELETE FROM flow_secrets WHERE tenant = $1 AND flow = $2 AND role_group = $3")
            .bind(self.tenant.as_str())
            .bind(flow.as_str())
            .bind(group.id())
            .execute(&mut *transaction)
            .await?;
        Ok(())
    }

    async fn check_password(
        &self,
        transaction: &mut Transaction,
        flow: &FlowId,
        group: RoleGroup,
    ) -> Result<(), StoreError> {
        let stored: i64 = query_scalar(
            "SELECT count(*) FROM flow_secrets WHERE tenant = $1 AND flow = $2 AND role_group = $3",
        )
        .bind(self.tenant.as_str())
        .bind(flow.as_str())
        .bind(group.id())
        .fetch_one(&mut *transaction)
        .await?;
        if stored == 1 { Ok(()) } else { Err(StoreError::PasswordMissing { flow: flow.clone(), group }) }
    }
}

fn has_default_password(flow: &Flow, group: RoleGroup) -> bool {
    let Flow::Users(users) = flow else { return false };
    users.configurations.iter().any(|one| one.role_group == group && one.has_default_password)
}
