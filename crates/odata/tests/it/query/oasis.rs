//! The rules of OData's grammar, by their names there: our own cases, and those that its authors publish, if
//! `HOMEROOM_ODATA_TESTCASES` names their file (`odata-abnf-testcases.yaml` of oasis-tcs/odata-abnf).

use odata::query::QueryOptions;

/// A text, the rule that it is held against, and whether it fulfils it.
struct Case {
    rule: String,
    input: String,
    valid: bool,
}

/// What of the published cases is left out on purpose, by a part of their input, and why.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("$compute", "computed properties are OData 4.01, and no client of ours sends them"),
    ("schemaversion", "there is one version of a schema; without the dollar this is a custom option"),
    ("geo.", "nothing here has a place"),
    ("hassubset", "collections as values are OData 4.01"),
    ("hassubsequence", "collections as values are OData 4.01"),
    ("in []", "collections as values are OData 4.01; a list stands in parentheses"),
    ("[\"Joe\"", "collections as values are OData 4.01"),
    ("{", "objects as values are OData 4.01"),
    ("$root", "a filter reads its row alone"),
    ("$this", "OData 4.01; `$it` and the variables of conditions name the same"),
    ("/$filter(", "a filter as a segment of a path is OData 4.01"),
    ("Items(1)", "a filter names no single item"),
    ("@Measures", "a filter reads properties, not annotations"),
    ("@Core", "a filter reads properties, not annotations"),
    ("@Namespace", "annotations are not expanded"),
    ("Model.Available", "there are no functions of a service in expressions"),
    ("MostPopular", "there are no functions of a service in expressions"),
    ("BestProduct", "there are no functions of a service in expressions"),
    ("ProductsByColor", "there are no functions of a service in expressions"),
    ("PhoneticallySimilar", "there are no functions of a service in expressions"),
    ("@foo", "aliases are given once, for the whole query"),
    ("$expand=$value", "streams are not expanded"),
    ("Address($select", "options nested in `$select` are OData 4.01"),
    ("Addresses($filter", "options nested in `$select` are OData 4.01"),
    ("$search=a%3Bb", "a query is decoded before it is read, so a semicolon stands in quotes"),
    ("$skiptoken=Not&this", "in a query, what follows is an option of its own"),
    ("&$format=", "an option is given once"),
    ("$entity?$id", "entities are not addressed by `$id`"),
];

/// Our own: for each rule what it takes, and what not.
const OURS: &[(&str, &[&str], &[&str])] = &[
    ("queryOptions", &["$top=3&skip=4", "x=%24y&@p=1", "$count=true"], &["$top=3&top=3", "$none=1"]),
    ("filter", &["filter=a", "$filter=a/b eq 'c'"], &["$filter=", "$filter=a b"]),
    ("orderby", &["$orderby=a desc,b/c asc", "orderBy=a"], &["$orderby=a,", "$orderby=a down"]),
    ("select", &["$select=a,b/c,d.e/f,*", "select=a"], &["$select=", "$select=a/"]),
    (
        "expand",
        &["$expand=a($levels=2;top=1),b/$ref", "expand=*"],
        &["$expand=a(", "$expand=a/$ref($select=b)"],
    ),
    ("search", &["$search=a OR (b \"c d\")", "search=NOT a"], &["$search=", "$search=(a"]),
    ("skiptoken", &["$skiptoken=a.b"], &["$skiptoken="]),
    ("customQueryOption", &["x=y", "!x"], &["$x=y"]),
    ("commonExpr", &["-a", "1 add b", "concat(a,'b')", "@a"], &["", "1 add", "concat(a)"]),
    ("boolCommonExpr", &["not a", "a in (1,2)", "a has b.c'd'"], &["not ", "a in 1", "a has"]),
    ("firstMemberExpr", &["a", "a/b.c/d", "a/$count", "$it/a"], &["a/", "b.c", "$root/a"]),
    ("anyExpr", &["any()", "any(x:x eq 1)"], &["any(", "any(x)"]),
    ("isofExpr", &["isof(a.b)", "isof(a,b.c)"], &["isof()", "isof(a,)"]),
];

#[test]
fn the_rules_of_the_grammar_hold() {
    let mut wrong = Vec::new();
    for &(rule, valid, invalid) in OURS {
        for (inputs, valid) in [(valid, true), (invalid, false)] {
            let case = |input: &&str| Case { rule: rule.to_owned(), input: (*input).to_owned(), valid };
            wrong.extend(inputs.iter().map(case).filter(is_wrong));
        }
    }
    if let Some(file) = std::env::var_os("HOMEROOM_ODATA_TESTCASES") {
        let published = std::fs::read_to_string(file).unwrap();
        let (unsupported, supported): (Vec<Case>, Vec<Case>) = cases(&published).partition(is_unsupported);
        wrong.extend(supported.into_iter().filter(is_wrong));
        let left_out =
            |part: &str| unsupported.iter().any(|case| case.input.contains(part) && is_wrong(case));
        let needless = UNSUPPORTED.iter().map(|(part, _)| *part).filter(|part| !left_out(part));
        assert_eq!(needless.collect::<Vec<_>>(), [""; 0], "this is supported");
    }
    let wrong: Vec<_> = wrong.iter().map(|Case { rule, input, .. }| format!("{rule}: {input}")).collect();
    assert_eq!(wrong, [""; 0]);
}

/// Whether the case is about a query, and comes out otherwise.
fn is_wrong(case: &Case) -> bool {
    let read = query(&case.rule, &case.input).map(|query| QueryOptions::parse(&query));
    read.is_some_and(|read| read.is_ok() != case.valid)
}

fn is_unsupported(case: &Case) -> bool {
    UNSUPPORTED.iter().any(|(part, _)| case.input.contains(part))
}

/// The query in which the input stands; `None` if the rule is about something else.
fn query(rule: &str, input: &str) -> Option<String> {
    match rule {
        "queryOptions" | "filter" | "orderby" | "select" | "expand" | "search" | "skiptoken" | "compute"
        | "systemQueryOption" | "customQueryOption" => Some(input.to_owned()),
        "commonExpr" | "boolCommonExpr" | "boolcommonExpr" | "firstMemberExpr" | "notExpr" | "isofExpr"
        | "propertyPathExpr" | "primitiveLiteral" => Some(format!("$filter={input}")),
        "anyExpr" => Some(format!("$filter=a/{input}")),
        "searchExpr" => Some(format!("$search={input}")),
        "odataRelativeUri" | "odataUri" => input.split_once('?').map(|(_, query)| query.to_owned()),
        _ => None,
    }
}

/// The cases of a published file, of whose YAML it uses one line a field.
fn cases(file: &str) -> impl Iterator<Item = Case> {
    let (_, cases) = file.split_once("\nTestCases:\n").unwrap();
    cases.split("\n- ").map(|case| {
        let field = |name: &str| {
            let line = case.lines().find_map(|line| line.trim_start().strip_prefix(name));
            line.map(|value| scalar(value.trim()))
        };
        Case {
            rule: field("Rule: ").unwrap(),
            input: field("Input: ").unwrap(),
            valid: field("FailAt: ").is_none(),
        }
    })
}

fn scalar(text: &str) -> String {
    let within = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    match (within('\''), within('"')) {
        (Some(single), _) => single.replace("''", "'"),
        (_, Some(double)) => {
            double.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n").replace("\\\"", "\"")
        }
        _ => text.to_owned(),
    }
}
