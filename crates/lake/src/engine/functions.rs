//! The functions that plans may use beyond the engine's own.

use std::num::NonZeroU16;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int32Array, Int64Array, StringViewArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_int64_array, as_string_view_array};
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use datafusion::prelude::SessionContext;

use crate::Buckets;

/// Registers every function of ours; each engine calls it on every session, wherever it plans or runs.
pub fn register_functions(session: &SessionContext) {
    session.register_udf(bucket_of());
}

/// `bucket_of(key, count)`: [`Buckets::bucket_of`]; a null key is in bucket 0.
fn bucket_of() -> ScalarUDF {
    let arguments = vec![DataType::Utf8View, DataType::Int64];
    create_udf("bucket_of", arguments, DataType::Int32, Volatility::Immutable, Arc::new(buckets_of_keys))
}

fn buckets_of_keys(arguments: &[ColumnarValue]) -> Result<ColumnarValue> {
    let arrays = ColumnarValue::values_to_arrays(arguments)?;
    let [keys, counts] = arrays.as_slice() else {
        return datafusion::common::exec_err!("bucket_of takes a key and a count");
    };
    let buckets = buckets(as_string_view_array(keys)?, as_int64_array(counts)?);
    Ok(ColumnarValue::Array(Arc::new(buckets) as ArrayRef))
}

fn buckets(keys: &StringViewArray, counts: &Int64Array) -> Int32Array {
    let pairs = keys.iter().zip(counts.iter());
    pairs.map(|(key, count)| Some(key.map_or(0, |key| bucket(key, count)))).collect()
}

fn bucket(key: &str, count: Option<i64>) -> i32 {
    let count = count.and_then(|count| u16::try_from(count).ok()).and_then(NonZeroU16::new);
    i32::from(count.map_or(Buckets::ONE, Buckets::new).bucket_of(key))
}
