//! Which expressions are read, and how.

use odata::query::Expr;

/// What is written, and the canonical text of what it means.
const VALID: &[(&str, &str)] = &[
    // Literals.
    ("true", "true"),
    ("null", "null"),
    ("-5", "-5"),
    ("3.5e1", "35.0"),
    ("INF", "INF"),
    ("-INF", "-INF"),
    ("'it''s (so)'", "'it''s (so)'"),
    ("2026-09-01", "2026-09-01"),
    ("2026-09-01T06:00Z", "2026-09-01T06:00:00+00:00"),
    ("2026-09-01T06:00:00.5-01:30", "2026-09-01T06:00:00.5-01:30"),
    ("06:30", "06:30:00"),
    ("DEADBEEF-89ab-cdef-0123-456789abcdef", "deadbeef-89ab-cdef-0123-456789abcdef"),
    ("duration'PT90M'", "duration'P0DT1H30M0S'"),
    ("binary'Zg'", "binary'Zg=='"),
    ("music.state'ready'", "music.state'ready'"),
    ("music.colours'red,blue'", "music.colours'red,blue'"),
    // Paths.
    ("name", "name"),
    ("Größe", "Größe"),
    ("_x1", "_x1"),
    ("maker/town/name", "maker/town/name"),
    ("case/music.hardcase/locks", "case/music.hardcase/locks"),
    ("music.keyboard/keys", "music.keyboard/keys"),
    ("$it", "$it"),
    ("$it/name", "$it/name"),
    ("$it/music.keyboard/keys", "$it/music.keyboard/keys"),
    ("tags/$count", "tags/$count"),
    ("nothing", "nothing"),
    ("note/in/and", "note/in/and"),
    ("nullable", "nullable"),
    ("any", "any"),
    ("not", "not"),
    ("or or or", "or or or"),
    // Operators, each.
    ("a eq 1", "a eq 1"),
    ("a ne 1", "a ne 1"),
    ("a gt 1", "a gt 1"),
    ("a ge 1", "a ge 1"),
    ("a lt 1", "a lt 1"),
    ("a le 1", "a le 1"),
    ("a has music.colours'red'", "a has music.colours'red'"),
    ("a in ('x','y')", "a in ('x','y')"),
    ("a in('x')", "a in ('x')"),
    ("a in ( 1 , b )", "a in (1,b)"),
    ("a in ()", "a in ()"),
    ("a and b", "a and b"),
    ("a or b", "a or b"),
    ("not a", "not a"),
    ("not(a)", "not a"),
    ("a add 1", "a add 1"),
    ("a sub -1", "a sub -1"),
    ("a mul 1", "a mul 1"),
    ("a div 1", "a div 1"),
    ("a divby 1", "a divby 1"),
    ("a mod 1", "a mod 1"),
    ("-a", "-a"),
    ("- a", "-a"),
    ("- 5", "-(5)"),
    ("--5", "-(-5)"),
    ("a EQ 1 AND NOT b", "a eq 1 and not b"),
    // Which binds tighter, and which comes first.
    ("a or b and c", "a or b and c"),
    ("(a or b) and c", "(a or b) and c"),
    ("a and (b and c)", "a and b and c"),
    ("(a or b) or (c or d)", "a or b or c or d"),
    ("not a eq b", "not a eq b"),
    ("not (a eq b)", "not (a eq b)"),
    ("a eq b gt c", "a eq b gt c"),
    ("(a eq b) gt c", "(a eq b) gt c"),
    ("a sub b sub c", "a sub b sub c"),
    ("a sub (b sub c)", "a sub (b sub c)"),
    ("a add b mul c", "a add b mul c"),
    ("(a add b) mul c", "(a add b) mul c"),
    ("-(a add b)", "-(a add b)"),
    ("-a add b", "-a add b"),
    ("not -a", "not -a"),
    ("((((a))))", "a"),
    ("( a\teq\t1 )", "a eq 1"),
    ("a add 1 gt 2 eq true and b", "a add 1 gt 2 eq true and b"),
    // Calls.
    ("contains(a,'x')", "contains(a,'x')"),
    ("startswith( a , 'x' )", "startswith(a,'x')"),
    ("EndsWith(a,'x')", "endswith(a,'x')"),
    ("indexof(a,'x') ge 0", "indexof(a,'x') ge 0"),
    ("length(a) eq 1", "length(a) eq 1"),
    ("substring(a,1)", "substring(a,1)"),
    ("substring(a,1,2)", "substring(a,1,2)"),
    ("tolower(toupper(trim(a)))", "tolower(toupper(trim(a)))"),
    ("concat(concat(a,', '),b)", "concat(concat(a,', '),b)"),
    ("matchespattern(a,'^x$')", "matchesPattern(a,'^x$')"),
    ("year(a) eq 2026", "year(a) eq 2026"),
    ("now( )", "now()"),
    ("mindatetime() lt maxdatetime()", "mindatetime() lt maxdatetime()"),
    ("date eq date(now())", "date eq date(now())"),
    ("round(floor(ceiling(a)))", "round(floor(ceiling(a)))"),
    ("cast(a,Edm.String)", "cast(a,Edm.String)"),
    ("cast(music.keyboard)", "cast(music.keyboard)"),
    ("isof(music.keyboard)", "isof(music.keyboard)"),
    ("isof('music.keyboard')", "isof(music.keyboard)"),
    ("isof( maker , 'music.maker' )", "isof(maker,music.maker)"),
    ("isof(a add 1,Edm.Int32)", "isof(a add 1,Edm.Int32)"),
    ("isof(keyboard)", "isof(keyboard)"),
    // Conditions on items.
    ("tags/any()", "tags/any()"),
    ("tags/any(t:t eq 'x')", "tags/any(t:t eq 'x')"),
    ("tags/all( t : t eq 'x' )", "tags/all(t:t eq 'x')"),
    ("tags/ANY(t:true)", "tags/any(t:true)"),
    (
        "players/music.teacher/any(p:p/subject eq $it/name)",
        "players/music.teacher/any(p:p/subject eq $it/name)",
    ),
    ("a/any(x:x/b/all(y:y eq x/c and z))", "a/any(x:x/b/all(y:y eq x/c and z))"),
    ("$it/any(x:x eq 1)", "$it/any(x:x eq 1)"),
    ("t/any(t:t/u) and t/v", "t/any(t:t/u) and t/v"),
];

/// What is refused, at which character.
const INVALID: &[(&str, usize)] = &[
    ("", 1),
    (" ", 2),
    ("(", 2),
    (")", 1),
    ("()", 2),
    ("(a", 3),
    ("a)", 2),
    ("a b", 3),
    ("a eq", 5),
    ("a eq ", 6),
    ("a eq1", 3),
    ("a eq'x'", 5),
    ("eq 1", 4),
    ("a eq eq 1", 9),
    ("a equals 1", 3),
    ("a = 1", 3),
    ("a==1", 2),
    ("a && b", 3),
    ("a eq \"x\"", 6),
    ("a eq 'x", 6),
    ("a eq 'x'y'", 9),
    ("a eq 1.", 6),
    ("a eq .5", 6),
    ("a eq 1e", 6),
    ("a eq 2026-13-01", 6),
    ("a eq 2026-09-01T25:00Z", 6),
    ("a eq duration'P1Y'", 6),
    ("a eq guid'01234567-89ab-cdef-0123-456789abcdef'", 6),
    ("a eq 01234567-89ab-cdef-0123-456789abcde", 6),
    ("a eq geography'SRID=0;Point(1 2)'", 6),
    ("äöü eq §", 8),
    ("1a", 1),
    ("a/", 3),
    ("/a", 1),
    ("a//b", 3),
    ("a.", 3),
    ("a..b", 3),
    ("music.keyboard", 1),
    ("a/$value", 3),
    ("a/$count/b", 9),
    ("$itx", 4),
    ("$root/a", 1),
    ("$this", 1),
    ("a/@music.unit", 3),
    ("@", 2),
    ("@1", 2),
    ("not ", 5),
    ("-", 2),
    ("a and", 6),
    ("a and and b", 11),
    ("a in 'x'", 6),
    ("a in ('x'", 10),
    ("a in ('x',)", 11),
    ("a has", 6),
    ("nosuch(a)", 1),
    ("music.play(a)", 1),
    ("contains(a)", 1),
    ("contains(a,b,c)", 1),
    ("contains(a,)", 12),
    ("contains (a,b)", 10),
    ("now(1)", 1),
    ("cast(a,)", 8),
    ("isof()", 6),
    ("isof(a,'music.x)", 16),
    ("a/nosuch()", 3),
    ("a/all()", 7),
    ("a/any(x)", 8),
    ("a/any(w:w/b/any(x:x/c/any(y:y/d/any(z:z))))", 37),
];

#[test]
fn what_is_valid_means_what_its_canonical_text_says() {
    for &(written, canonical) in VALID {
        let read = Expr::parse(written).unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(read.to_string(), canonical, "{written}");
        assert_eq!(Expr::parse(canonical).as_ref(), Ok(&read), "{written}");
    }
}

#[test]
fn what_is_invalid_is_refused_where_it_goes_wrong() {
    for &(written, position) in INVALID {
        let error = Expr::parse(written).expect_err(written);
        let place = format!("$filter cannot be read at character {position}: ");
        assert!(error.message.starts_with(&place), "{written}: {error}");
        assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some("$filter")));
    }
}

#[test]
fn a_fault_says_what_is_missing() {
    let reason = |text| Expr::parse(text).unwrap_err().message;
    insta::assert_snapshot!(reason("name eq"), @"$filter cannot be read at character 8: a space and an operand are missing");
    insta::assert_snapshot!(reason("substring(a)"), @"$filter cannot be read at character 1: 'substring' takes 2 to 3 arguments");
    insta::assert_snapshot!(reason("a/each(x:x)"), @"$filter cannot be read at character 3: 'each' cannot be called here; 'any' and 'all' can");
    insta::assert_snapshot!(reason("a eq 'secret"), @"$filter cannot be read at character 6: the quote is never closed");
}

#[test]
fn nesting_is_bounded_and_lists_of_terms_are_not() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Expr::parse(&nested(63)).is_ok());
    assert!(Expr::parse(&nested(64)).is_err());
    assert!(Expr::parse(&format!("{}a", "not ".repeat(64))).is_err());
    assert!(Expr::parse(&format!("{}a", "-".repeat(64))).is_err());
    assert!(Expr::parse(&format!("{}a{}", "trim(".repeat(64), ")".repeat(64))).is_err());
    assert!(Expr::parse(&format!("a{}", " add a".repeat(64))).is_err());
    assert!(Expr::parse(&format!("a{}", " or a".repeat(900))).is_ok());
    assert!(Expr::parse(&format!("a{}", " or a".repeat(1000))).is_err());
    assert!(Expr::parse(&"a".repeat(128)).is_ok());
    assert!(Expr::parse(&"a".repeat(129)).is_err());
}
