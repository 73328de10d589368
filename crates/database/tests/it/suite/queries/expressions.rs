//! Expressions made by chance, most of which a database can answer.

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::{INSTANTS, NUMBERS, SMALL_NUMBERS, TEXTS, WORDS};

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

fn one_of(texts: &[&'static str]) -> BoxedStrategy<String> {
    select(texts.to_vec()).prop_map(str::to_owned).boxed()
}

/// A text of ASCII.
fn word() -> BoxedStrategy<String> {
    let operand = prop_oneof![
        4 => Just("word".to_owned()),
        2 => select(WORDS.as_slice()).prop_map(quoted),
        1 => one_of(&["cast(small,Edm.String)", "cast(open,Edm.String)", "ns.thing/word"]),
    ];
    let cased = (select(vec!["tolower", "toupper"]), operand.clone());
    prop_oneof![3 => operand, 1 => cased.prop_map(|(function, text)| format!("{function}({text})"))].boxed()
}

fn text() -> BoxedStrategy<String> {
    let operand = prop_oneof![
        3 => one_of(&["name", "other"]),
        3 => select(TEXTS.as_slice()).prop_map(quoted),
        2 => word(),
    ];
    let pair = (operand.clone(), operand.clone());
    let place = prop_oneof![one_of(&["small", "size"]), (-2..5_i64).prop_map(|place| place.to_string())];
    prop_oneof![
        5 => operand.clone(),
        1 => pair.prop_map(|(left, right)| format!("concat({left},{right})")),
        1 => operand.clone().prop_map(|text| format!("trim({text})")),
        1 => (operand.clone(), place.clone()).prop_map(|(text, from)| format!("substring({text},{from})")),
        1 => (operand, place.clone(), place)
            .prop_map(|(text, from, length)| format!("substring({text},{from},{length})")),
    ]
    .boxed()
}

/// A number whose arithmetic stays within 64 bits.
fn small() -> BoxedStrategy<String> {
    let part = select(vec!["year", "month", "day", "hour", "minute", "second", "totaloffsetminutes"]);
    let operand = prop_oneof![
        3 => Just("small".to_owned()),
        2 => select(SMALL_NUMBERS.as_slice()).prop_map(|number| number.to_string()),
        1 => text().prop_map(|text| format!("length({text})")),
        1 => (text(), text()).prop_map(|(text, part)| format!("indexof({text},{part})")),
        1 => part.prop_map(|part| format!("{part}(since)")),
        1 => one_of(&["parts/$count", "round(small)", "cast(small,Edm.Int64)", "year(date(since))"]),
    ];
    let sign = select(vec!["add", "sub", "mul"]);
    let divided = (operand.clone(), select(vec!["div", "mod"]), select(vec![-3, -1, 1, 2, 7]));
    prop_oneof![
        4 => operand.clone(),
        1 => operand.clone().prop_map(|number| format!("-({number})")),
        1 => (operand.clone(), sign, operand).prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
        1 => divided.prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<String> {
    prop_oneof![
        1 => Just("size".to_owned()),
        1 => select(NUMBERS.as_slice()).prop_map(|number| number.to_string()),
        3 => small(),
    ]
    .boxed()
}

fn instant() -> BoxedStrategy<String> {
    prop_oneof![
        2 => Just("since".to_owned()),
        1 => Just("date(since)".to_owned()),
        2 => select(INSTANTS.as_slice()).prop_map(str::to_owned),
        1 => one_of(&["2026-09-01", "2026-09-01T02:00:00+02:00", "now()", "mindatetime()", "maxdatetime()"]),
    ]
    .boxed()
}

fn compared(operand: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let or_null = prop_oneof![6 => operand.clone(), 1 => Just("null".to_owned())];
    let sign = select(vec!["eq", "ne", "gt", "ge", "lt", "le"]);
    (or_null.clone(), sign, or_null).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")).boxed()
}

fn listed(operand: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let item = prop_oneof![4 => operand.clone(), 1 => Just("null".to_owned())];
    (operand.clone(), vec(item, 1..4))
        .prop_map(|(item, list)| format!("{item} in ({})", list.join(",")))
        .boxed()
}

/// A member of an enumeration, compared without regard to case.
fn member() -> BoxedStrategy<String> {
    let member = prop_oneof![
        select(vec!["a", "RED", "x-1"]).prop_map(|member| format!("ns.kind'{member}'")),
        one_of(&["word", "name"]),
    ];
    let wanted = one_of(&["ns.kind'red'", "ns.kind'BLUE,red'", "'blue'", "''"]);
    prop_oneof![
        compared(&member.clone().boxed()),
        listed(&member.boxed()),
        wanted.prop_map(|wanted| format!("word has {wanted}")),
    ]
    .boxed()
}

/// A condition on the parts of a thing.
fn of_parts() -> BoxedStrategy<String> {
    let of_part = prop_oneof![
        compared(&prop_oneof![Just("p/word".to_owned()), word()].boxed()),
        compared(&prop_oneof![Just("p/small".to_owned()), small()].boxed()),
        Just("p/small eq $it/small".to_owned()),
    ];
    let quantified = (select(vec!["any", "all"]), of_part);
    prop_oneof![
        Just("parts/any()".to_owned()),
        quantified.prop_map(|(quantifier, condition)| format!("parts/{quantifier}(p:{condition})")),
    ]
    .boxed()
}

/// A condition.
pub(super) fn filter() -> BoxedStrategy<String> {
    let truth = one_of(&["open", "true", "false", "null", "cast(open,Edm.Boolean)"]);
    let functions = (select(vec!["contains", "startswith", "endswith"]), text(), text());
    let types = select(vec!["isof('ns.thing')", "isof('ns.other')", "isof(word,Edm.String)"]);
    let leaf = prop_oneof![
        2 => compared(&text()),
        2 => compared(&word()),
        2 => compared(&number()),
        2 => compared(&instant()),
        1 => compared(&truth),
        1 => truth,
        1 => functions.prop_map(|(function, text, part)| format!("{function}({text},{part})")),
        1 => listed(&text()),
        1 => listed(&number()),
        1 => member(),
        2 => of_parts(),
        1 => types.prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), select(vec!["and", "or", "eq", "ne"]), inner.clone());
        prop_oneof![
            inner.prop_map(|filter| format!("not ({filter})")),
            pair.prop_map(|(left, word, right)| format!("({left}) {word} ({right})")),
        ]
    })
    .boxed()
}

/// An order.
pub(super) fn order() -> BoxedStrategy<String> {
    let key = prop_oneof![
        3 => one_of(&["word", "small", "size", "since", "open", "id"]),
        1 => Just("name".to_owned()),
        1 => small(),
        1 => word(),
    ];
    let item =
        (key, any::<bool>()).prop_map(|(key, descending)| if descending { key + " desc" } else { key });
    vec(item, 1..3).prop_map(|items| items.join(",")).boxed()
}
