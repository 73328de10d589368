//! How finely a tenant's large tables are cut into buckets: as finely as its largest roster so far asks for.
//!
//! The count stands in the lake's `layout` table, so it becomes visible together with the tables that are cut
//! by it. The roster's tables follow it when they are merged, what was last applied when it is planned.

use std::num::{NonZeroU16, NonZeroU64};
use std::sync::Arc;

use datafusion::arrow::array::Int32Array;
use formats::Roster;
use lake::{Buckets, Engine, TableVersions, TenantLake};

use crate::RunError;
use crate::query::Query;

/// Most buckets of a tenant. Reading a roster keeps a file open for each.
const MOST: u64 = 1 << 10;

/// How many rows of its largest table a tenant has for each bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsPerBucket(pub NonZeroU64);

impl Default for RowsPerBucket {
    /// 125,000: a bucket is planned in memory, at about one KiB a row with all that is known of it.
    fn default() -> Self {
        Self(NonZeroU64::MIN.saturating_add(124_999))
    }
}

impl RowsPerBucket {
    /// The buckets for so many rows: a power of two, so that one more row seldom changes it.
    fn buckets(self, rows: u64) -> Buckets {
        let wanted = rows.div_ceil(self.0.get()).clamp(1, MOST).next_power_of_two();
        u16::try_from(wanted).ok().and_then(NonZeroU16::new).map_or(Buckets::ONE, Buckets::new)
    }
}

/// How the tables in `versions` are cut; one bucket where there are none.
pub(crate) async fn of_tables(
    engine: &dyn Engine,
    lake: &TenantLake,
    versions: &TableVersions,
) -> Result<Buckets, RunError> {
    let query = Query::new(engine).with(lake, versions, &[roster::tables::layout()]).await?;
    let mut buckets = Buckets::ONE;
    query
        .each("SELECT buckets FROM layout", |batch| {
            let counts = batch.column(0).as_any().downcast_ref::<Int32Array>();
            for count in counts.into_iter().flatten().flatten() {
                let count = u16::try_from(count).ok().and_then(NonZeroU16::new);
                buckets = count.map(Buckets::new).ok_or(RunError::stored("a count of buckets"))?;
            }
            Ok(())
        })
        .await?;
    Ok(buckets)
}

/// How a run that reads `roster` cuts, behind runs that cut `so_far`: never more coarsely than they.
pub(crate) async fn for_roster(
    roster: &Arc<Roster>,
    so_far: Buckets,
    size: RowsPerBucket,
) -> Result<Buckets, RunError> {
    let wanted = size.buckets(roster::most_rows(roster).await?);
    Ok(if wanted.count() > so_far.count() { wanted } else { so_far })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_its_share_and_a_power_of_two_of_them_holds_all() {
        let count = |rows| RowsPerBucket::default().buckets(rows).count();
        assert_eq!([0, 1, 125_000].map(count), [1, 1, 1]);
        assert_eq!([125_001, 250_000, 250_001, 8_000_000].map(count), [2, 2, 4, 64]);
        assert_eq!(count(u64::MAX), 1_024);
    }
}
