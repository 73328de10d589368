//! Resource paths: which can be read, which cannot, and every spelling of a template.

use odata::{ResourcePath, Template};
use proptest::prelude::*;

/// Shapes that the grammar of resource paths allows.
const READABLE: [&str; 26] = [
    "",
    "$metadata",
    "$batch",
    "$all",
    "Schools",
    "Schools/$count",
    "Schools(5)",
    "Schools(-5)",
    "Schools(%2B5)",
    "Schools('north')",
    "Schools(%27north%27)",
    "Schools%28%27north%27%29",
    "Schools('it%27%27s')",
    "Schools('a%2Fb')",
    "Schools('%28%29')",
    "Schools('a)b(c')",
    "Schools(01234567-89ab-cdef-0123-456789abcdef)",
    "Schools(2026-09-01T06%3A00Z)",
    "Schools(duration'PT1H')",
    "Schools(@key)",
    "Schools(Area=1,Number='a,b')",
    "Schools/O%27Neil/Classes(7)/Teacher/Name/$value",
    "Schools(1)/Classes/$ref",
    "Schools/Ns.Nearest(to=@place,within=2.5)",
    "Schools/Ns.Big/Ns.Rank()",
    "Calendar/Days/-1",
];

/// What it does not allow, or what is not served: conditions in paths and keys after arguments.
const UNREADABLE: [&str; 20] = [
    "//",
    "Schools//Classes",
    "Schools(",
    "Schools(5",
    "Schools('north)",
    "Schools('it's')",
    "Schools('it%27s')",
    "Schools(north)",
    "Schools(5,6)",
    "Schools(5)x",
    "Schools(Area=)",
    "Schools(Area=1,)",
    "Schools(Area=1,Area=2)",
    "Schools(=1)",
    "Schools%",
    "Schools%2",
    "Schools%zz",
    "Schools(%C3)",
    "Schools/$filter(Size gt 3)",
    "Nearest(to=1)(2)",
];

#[test]
fn a_path_is_read_where_the_grammar_allows_it() {
    for path in READABLE {
        assert!(ResourcePath::parse(path).is_ok(), "{path}");
    }
    for path in UNREADABLE {
        let error = ResourcePath::parse(path).unwrap_err();
        assert_eq!(error.status, 400, "{path}");
    }
}

/// Plain ids, and whatever a client may come up with.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "-?[0-9]{1,20}",
        "[a-z$'()/ %+.é日-]{0,8}",
        any::<String>().prop_map(|key| key.replace('\0', "")),
    ]
}

proptest! {
    #[test]
    fn every_spelling_of_a_template_says_the_same(set in key(), flow in key()) {
        let template = Template::parse("/top/flowSets/{set}/<ns.Cast>/flows/{flow}/ns.v1.reStart").unwrap();
        let spellings = template.spellings(&[&set, &flow]);
        prop_assert!(spellings.len() >= 12);
        for spelling in spellings {
            let matched = template.matches(&ResourcePath::parse(&spelling).unwrap()).unwrap();
            prop_assert_eq!((matched.key("set"), matched.key("flow")), (Some(set.as_str()), Some(flow.as_str())));
        }
    }
}
