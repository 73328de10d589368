//! Buckets as plans see them.

use std::num::NonZeroU16;

use datafusion::arrow::array::{Array, Int32Array};
use lake::{Buckets, Engine};

use crate::fixture::Fixture;

#[tokio::test]
async fn the_function_of_plans_agrees_with_plain_code() {
    let fixture = Fixture::new();
    let sql = "SELECT bucket_of(id, 7) FROM (VALUES ('14001'), ('S-1'), (NULL)) AS t (id)";
    let batches = fixture.engine.collect(fixture.plan(sql).await).await.unwrap();
    let found = batches[0].column(0).as_any().downcast_ref::<Int32Array>().unwrap();
    let seven = Buckets::new(NonZeroU16::new(7).unwrap());
    let expected = [seven.bucket_of("14001"), seven.bucket_of("S-1"), 0].map(i32::from);
    assert_eq!(found.values().as_ref(), expected);
    assert_eq!(found.null_count(), 0);
}
