//! What holds of an answer, whatever the query: from page to page it has the same rows as in one piece.

use odata::Error;
use odata::query::{Listing, Page, QueryOptions};
use serde_json::{Value, json};

use crate::schema::{evaluation, organ};

pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(mut options) = QueryOptions::parse(text) else { return };
    let Ok(whole) = page(&options, Some(rows().len())) else { return };
    let mut rows = Vec::new();
    loop {
        let page = page(&options, Some(2)).unwrap();
        assert!(page.rows.len() <= 2 && page.count == whole.count, "{text}");
        rows.extend(page.rows);
        assert!(rows.len() <= whole.rows.len(), "{text}");
        if page.next.is_none() {
            break;
        }
        options.skip_token = page.next;
    }
    assert_eq!((rows, whole.next), (whole.rows, None), "{text}");
}

fn page(options: &QueryOptions, page_size: Option<usize>) -> Result<Page, Error> {
    Listing { evaluation: evaluation(), searched: &["name", "code"], page_size, has_order: false }
        .page(rows(), options)
}

/// Instruments that are alike in one thing and differ in another.
fn rows() -> Vec<Value> {
    let own = [
        json!({ "id": "5", "price": 12, "code": "2026-11-21" }),
        json!({ "id": "4", "price": 12.25, "code": "2026-11-21T00:00:00Z", "made": null }),
        json!({ "id": "3", "name": "Größe 3", "lent": true, "strings": 6 }),
        json!({ "id": "2", "name": null, "price": -1e300, "tags": [] }),
        json!({ "id": "1", "made": "2020-02-29T22:30:15.25Z", "price": 9_007_199_254_740_993_i64 }),
    ];
    own.into_iter().map(with_the_rest_of_an_organ).collect()
}

fn with_the_rest_of_an_organ(mut row: Value) -> Value {
    let Value::Object(organ) = organ() else { return row };
    for (name, value) in organ {
        row.as_object_mut().unwrap().entry(name).or_insert(value);
    }
    row
}
