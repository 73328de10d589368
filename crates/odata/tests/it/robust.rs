//! Nothing that a client sends makes the crate panic.

use odata::{Bind, Limits, Literal, ResourcePath, parse_object};
use proptest::prelude::*;

/// Text made of the pieces that parsers stumble over.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "(",
        ")",
        "'",
        "''",
        "/",
        "//",
        "%",
        "%2",
        "%27",
        "%00",
        "%ff",
        "@",
        "$",
        "=",
        ",",
        ".",
        ":",
        "-",
        "+",
        "e",
        "T",
        "Z",
        "P",
        "1",
        "99999999999",
        "INF",
        "null",
        "binary'",
        "duration'",
        "a.b'",
        "https://",
        "beta",
        "é",
        "日",
        "\0",
        " ",
        "2026-09-01",
        "?",
        "#",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat())
}

fn json_pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"A\"", "\\u", "\\ud800", "1", "-", "1e999", "0.5",
        "true", "nul", "null", " ", "\n", "é",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), pieces()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_path(text in text()) {
        drop(ResourcePath::parse(&text));
        drop(Bind::parse(&text));
    }

    #[test]
    fn no_literal(text in text()) {
        drop(Literal::parse(&text));
    }

    #[test]
    fn no_body(bytes in any::<Vec<u8>>(), text in json_pieces()) {
        drop(parse_object(&bytes, Limits::default()));
        drop(parse_object(text.as_bytes(), Limits { depth: 2 }));
    }
}
