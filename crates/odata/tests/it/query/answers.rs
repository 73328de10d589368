//! What expressions are for a row.

use odata::query::{Expr, filter};
use serde_json::json;

use crate::schema::{evaluation, organ};

const TRUE: &[&str] = &[
    // Comparison.
    "name eq 'Organ'",
    "NAME eq 'Organ'",
    "name ne 'organ'",
    "name gt 'Nose' and name lt 'Pipe'",
    "name ge 'Organ' and name le 'Organ'",
    "price eq 12.5",
    "price gt 12",
    "strings eq 0.0",
    "strings lt 9007199254740993",
    "9007199254740993 gt 9007199254740992.0",
    "price lt INF and price gt -INF",
    "NaN ne NaN",
    "lent eq false",
    "lent ne true",
    "false lt true",
    // Null equals itself alone.
    "code eq null",
    "null eq code",
    "name ne null",
    "null ne name",
    "null ge null and null le null",
    "not (null gt null)",
    "not (code gt 'a') and not (code lt 'a')",
    "maker ne null and tags ne null",
    "absent eq null",
    "(code add 1) eq null",
    "tolower(code) eq null",
    "contains(code,'x') eq null",
    "contains('x',code) eq null",
    "(not code) eq null",
    "-code eq null",
    "substring('abc',code) eq null",
    "year(code) eq null",
    "round(code) eq null",
    "cast(code,Edm.String) eq null",
    "(lent or code) eq null",
    "(true and code) eq null",
    "(true or code)",
    "(lent and code) eq false",
    "(code has music.colours'red') eq null",
    // In and has.
    "name in ('Piano','Organ')",
    "code in (1,null)",
    "not (name in ())",
    "strings in (1,2 sub 2)",
    "colours has music.colours'red'",
    "colours has 'blue,red'",
    "not (colours has music.colours'red,green')",
    // Enumerations.
    "state eq 'ready'",
    "state eq music.state'ready'",
    "state eq music.state'READY'",
    "music.state'ready' eq state",
    "state in (music.state'ready')",
    "state ne 'READY'",
    // Arithmetic.
    "1 add 2 mul 3 eq 7",
    "(1 add 2) mul 3 eq 9",
    "7 div 2 eq 3",
    "-7 div 2 eq -3",
    "7 divby 2 eq 3.5",
    "7.0 div 2 eq 3.5",
    "7 mod 4 eq 3",
    "-7 mod 4 eq -3",
    "7.5 mod 2 eq 1.5",
    "10 sub 2 sub 3 eq 5",
    "-(price) eq -12.5",
    "- 5 eq -5",
    "9223372036854775807 add 1 gt 9223372036854775806",
    "1 divby 0 eq INF",
    // Texts.
    "contains(name,'rga')",
    "not contains(name,'RGA')",
    "startswith(name,'Or') and endswith(name,'an')",
    "contains(name,'')",
    "length(maker/name) eq 3",
    "indexof(maker/name,'ë') eq 2",
    "indexof(name,'x') eq -1",
    "substring(maker/name,2) eq 'ë'",
    "substring(name,1,2) eq 'rg'",
    "substring(name,9) eq ''",
    "substring(name,-1,2) eq 'Or'",
    "tolower(name) eq 'organ'",
    "toupper(maker/name) eq 'ZOË'",
    "trim('  a ') eq 'a'",
    "concat(concat(name,', '),state) eq 'Organ, ready'",
    "matchesPattern(name,'^O.*n$')",
    "not matchesPattern(name,'^o')",
    // Times are compared as instants.
    "made eq 2020-02-29T22:30:15.25Z",
    "made eq '2020-02-29T22:30:15.250Z'",
    "made lt 2020-03-01 and made gt 2020-02-29",
    "made lt now()",
    "made gt mindatetime() and made lt maxdatetime()",
    "bought eq 2021-03-04",
    "bought eq 2021-03-04T00:00:00Z",
    "date(made) eq 2020-02-29",
    "time(made) eq 23:30:15.25",
    "year(made) eq 2020 and month(made) eq 2 and day(made) eq 29",
    "hour(made) eq 23 and minute(made) eq 30 and second(made) eq 15",
    "fractionalseconds(made) eq 0.25",
    "totaloffsetminutes(made) eq 60",
    "year(bought) eq 2021",
    "year(now()) eq 2026",
    "hour(opens) eq 8 and second(opens) eq 6",
    "opens eq 08:05:06.5",
    "lesson eq duration'PT90M'",
    "lesson lt duration'P1D'",
    "totalseconds(lesson) eq 5400",
    // Numbers are rounded away from zero.
    "round(price) eq 13",
    "round(-12.5) eq -13",
    "floor(price) eq 12 and ceiling(price) eq 13",
    "round(strings) eq 0",
    // Paths and types.
    "maker/name eq 'Zoë'",
    "maker/town/name eq 'Ulm'",
    "$it/maker/TOWN/name eq 'Ulm'",
    "maker/nobody/name eq null",
    "case/music.hardcase/locks eq 2",
    "music.keyboard/keys eq 61",
    "music.drum/keys eq null",
    "isof(music.keyboard)",
    "isof('music.instrument')",
    "not isof(music.drum)",
    "isof(maker,music.maker)",
    "isof(case,music.case) and isof(case,'music.hardcase')",
    "isof(name,Edm.String) and not isof(name,Edm.Int32)",
    "isof(strings,Edm.Int32) and isof(price,Edm.Double) and isof(lent,Edm.Boolean)",
    "isof(made,Edm.DateTimeOffset) and isof(bought,Edm.Date)",
    "cast(strings,Edm.String) eq '0'",
    "cast('17',Edm.Int32) eq 17 and cast('x',Edm.Int32) eq null",
    "cast(price,Edm.Int64) eq 12 and cast(made,Edm.Date) eq 2020-02-29",
    "cast(case,music.drum) eq null and cast(case,music.case) ne null",
    // Conditions on items.
    "tags/any() and not nobody/any() and nobody/all(x:false)",
    "tags/any(t:t eq 'loud') and not tags/all(t:t eq 'loud')",
    "tags/all(t:length(t) gt 2) and tags/$count eq 2",
    "players/any(p:p/years gt 2 and p/name eq 'Ann') and not players/all(p:p/years gt 2)",
    "players/music.teacher/any(p:p/subject eq $it/name)",
    "players/music.teacher/all(p:p/name eq 'Bo') and players/music.teacher/$count eq 1",
    "players/any(p:p/music.teacher/subject eq name and isof(p,music.player))",
    "players/any(p:tags/any(t:length(t) eq p/years add 1))",
];

/// What cannot be answered, and why.
const REFUSED: &[(&str, &str)] = &[
    ("name", "The expression needs a truth value where it has a text."),
    ("strings", "The expression needs a truth value where it has a number."),
    ("name eq 5", "The expression compares a text with a number."),
    ("name gt true", "The expression compares a text with a truth value."),
    ("maker eq 'Zoë'", "The expression compares an object with a text."),
    ("tags eq 'loud'", "The expression compares a collection with a text."),
    ("name in (1)", "The expression compares a text with a number."),
    ("not name", "The expression needs a truth value where it has a text."),
    ("name add 1 eq 2", "The expression needs a number where it has a text."),
    ("length(strings) eq 1", "The expression needs a text where it has a number."),
    ("strings div 0 eq 1", "The expression divides a whole number by zero."),
    ("strings mod 0 eq 1", "The expression divides a whole number by zero."),
    ("year(name) eq 1", "A part of a date, time or duration is asked of a text that is none."),
    ("players/name eq 'Ann'", "'players' is a collection; ask for its items with 'any' or 'all'."),
    (
        "players/music.teacher eq null",
        "'players/music.teacher' is a collection; ask for its items with 'any' or 'all'.",
    ),
    ("maker/any(m:true)", "'maker' is no collection."),
    ("matchesPattern(name,'(')", "The pattern of matchesPattern cannot be read, or needs too much memory."),
    ("isof(name,Edm.Stream)", "The type Edm.Stream is not supported."),
    (
        "matchesPattern(name,'(\\w{100}){1000}')",
        "The pattern of matchesPattern cannot be read, or needs too much memory.",
    ),
];

fn answer(condition: &str) -> Result<bool, odata::Error> {
    filter::matches(&Expr::parse(condition).unwrap(), &organ(), &evaluation())
}

#[test]
fn each_holds() {
    for condition in TRUE {
        assert_eq!(answer(condition), Ok(true), "{condition}");
        let opposite = answer(&format!("not ({condition})"));
        assert_eq!(opposite, Ok(false), "not ({condition})");
    }
}

#[test]
fn what_is_unknown_does_not_hold_and_neither_does_its_opposite() {
    for condition in ["code", "null", "contains(code,'x')", "not code", "true and code", "false or code"] {
        assert_eq!(answer(condition), Ok(false), "{condition}");
        assert_eq!(answer(&format!("not ({condition})")), Ok(false), "not ({condition})");
    }
}

#[test]
fn what_cannot_be_answered_is_an_error() {
    for &(condition, message) in REFUSED {
        let error = answer(condition).expect_err(condition);
        assert_eq!((error.status.as_u16(), error.message.as_str()), (400, message), "{condition}");
    }
}

#[test]
fn a_value_without_a_type_has_the_declared_one() {
    let row = json!({ "id": "1", "maker": {} });
    let is = |condition| filter::matches(&Expr::parse(condition).unwrap(), &row, &evaluation()).unwrap();
    assert!(is("isof(music.instrument)"));
    assert!(!is("isof(music.keyboard)"));
    assert!(is("isof(maker,music.maker)"));
    assert!(!is("isof(case,music.case)"));
}
