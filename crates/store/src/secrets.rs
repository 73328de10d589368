//! Sealed secrets, wherever they stand: default passwords beside their flows, client secrets beside their data
//! connectors.
//!
//! The store does not open them. Each is sealed in a context that names its place, so that a row copied to
//! another place or tenant does not open there.

use database::{Transaction, query, query_as};
use keys::Sealed;

use crate::{Store, StoreError};

/// The last part of the context of a client secret.
pub(crate) const CLIENT_SECRET: &str = "clientSecret";

/// Where secrets stand: what selects them with the three parts of their context, and what replaces one.
struct Place {
    select: &'static str,
    update: &'static str,
}

const PLACES: [Place; 2] = [
    Place {
        select: "SELECT tenant, flow, role_group, sealed FROM flow_secrets ORDER BY tenant, flow, role_group",
        update: "UPDATE flow_secrets SET sealed = $4 WHERE tenant = $1 AND flow = $2 AND role_group = $3",
    },
    Place {
        select: "SELECT tenant, id, 'clientSecret', secret FROM data_connectors
            WHERE secret IS NOT NULL ORDER BY tenant, id",
        update: "UPDATE data_connectors SET secret = $4
            WHERE tenant = $1 AND id = $2 AND $3 = 'clientSecret'",
    },
];

impl Store {
    /// Goes through the sealed secrets of every tenant in one transaction: `each` is given one with its
    /// context and says what it becomes, if anything else. Tells how many changed. When `each` refuses,
    /// nothing is written.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn reseal<E: Send>(
        &self,
        mut each: impl FnMut(&str, &Sealed) -> Result<Option<Sealed>, E> + Send,
    ) -> Result<Result<u64, E>, StoreError> {
        let mut transaction = self.database.write().await?;
        let mut changed = 0;
        for place in &PLACES {
            match place.reseal(&mut transaction, &mut each).await? {
                Ok(resealed) => changed += resealed,
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        transaction.commit().await?;
        Ok(Ok(changed))
    }
}

impl Place {
    async fn reseal<E: Send>(
        &self,
        transaction: &mut Transaction,
        each: &mut (impl FnMut(&str, &Sealed) -> Result<Option<Sealed>, E> + Send),
    ) -> Result<Result<u64, E>, StoreError> {
        let rows: Vec<(String, String, String, String)> =
            query_as(self.select).fetch_all(&mut *transaction).await?;
        let mut changed = 0;
        for (tenant, id, part, sealed) in rows {
            let resealed = match each(&context(&tenant, &id, &part), &parse(&sealed)?) {
                Ok(Some(resealed)) => resealed,
                Ok(None) => continue,
                Err(refusal) => return Ok(Err(refusal)),
            };
            query(self.update)
                .bind(tenant)
                .bind(id)
                .bind(part)
                .bind(resealed.as_str())
                .execute(&mut *transaction)
                .await?;
            changed += 1;
        }
        Ok(Ok(changed))
    }
}

/// The context of a secret: whose it is, of what, and which of it.
pub(crate) fn context(tenant: &str, id: &str, part: &str) -> String {
    format!("{tenant}/{id}/{part}")
}

/// Reads a sealed secret.
pub(crate) fn parse(sealed: &str) -> Result<Sealed, StoreError> {
    sealed.parse().map_err(|error: keys::KeyError| StoreError::unreadable("a sealed secret", error))
}
