//! Which options of a query are read, and how.

use odata::query::{
    Allowed, ExpandForm, ExpandItem, Levels, QueryOptions, Search, SelectItem, Step, SystemOption,
};

fn parse(query: &str) -> QueryOptions {
    QueryOptions::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn filter(query: &str) -> String {
    parse(query).filter.unwrap().to_string()
}

fn path(text: &str) -> Vec<Step> {
    let step = |name: &str| match name.contains('.') {
        true => Step::Cast(name.to_owned()),
        false => Step::Property(name.to_owned()),
    };
    text.split('/').map(step).collect()
}

fn word(text: &str) -> Search {
    Search::Text(text.to_owned())
}

#[test]
fn an_empty_query_asks_for_nothing() {
    for query in ["", "&", "&&"] {
        assert_eq!(parse(query), QueryOptions::default());
    }
}

#[test]
fn names_may_lack_the_dollar_stand_in_any_case_and_be_encoded() {
    for name in ["$top", "top", "%24top", "$TOP", "Top", "%24t%6fp"] {
        assert_eq!(parse(&format!("{name}=7")).top, Some(7), "{name}");
    }
}

#[test]
fn values_are_decoded_and_a_plus_is_a_space() {
    assert_eq!(filter("$filter=name%20eq%20%27O%27%27Neil%27"), "name eq 'O''Neil'");
    assert_eq!(filter("$filter=name+eq+'a%2Bb%26c%3Dd'"), "name eq 'a+b&c=d'");
    assert_eq!(filter("$filter=at lt 2026-09-01T00:00:00%2B02:00"), "at lt 2026-09-01T00:00:00+02:00");
    assert_eq!(filter("$filter=name eq 'a=b'"), "name eq 'a=b'");
    assert_eq!(filter("$filter=contains(name,'Gr%C3%B6%C3%9Fe')"), "contains(name,'Größe')");
}

#[test]
fn simple_options_are_read() {
    let options =
        parse("$top=0&$skip=18446744073709551615&$count=TRUE&$format=application/json;odata.metadata=full");
    assert_eq!((options.top, options.skip, options.count), (Some(0), Some(u64::MAX), Some(true)));
    assert_eq!(options.format.as_deref(), Some("application/json;odata.metadata=full"));
    assert_eq!(parse("$skiptoken=id-%27x%27").skip_token.as_deref(), Some("id-'x'"));
    assert_eq!(parse("$count=false").count, Some(false));
}

#[test]
fn what_is_no_option_of_odata_is_kept() {
    let options = parse("resetSession=true&flag&$deltatoken=x&@p='y'");
    assert_eq!(options.custom("resetsession"), Some("true"));
    assert_eq!(options.custom("flag"), Some(""));
    assert_eq!(options.custom("$deltatoken"), Some("x"));
    assert_eq!(options.custom("@p"), Some("'y'"));
    assert_eq!(options.custom("other"), None);
}

#[test]
fn an_alias_stands_for_its_value() {
    assert_eq!(filter("$filter=name eq @n&@n='x'"), "name eq 'x'");
    assert_eq!(filter("@n=1 add 2&$filter=price mul @n gt @n"), "price mul (1 add 2) gt 1 add 2");
    assert_eq!(filter("@N='y'&@n='x'&$filter=name eq @N"), "name eq 'y'");
    assert_eq!(filter("$filter=name eq @absent"), "name eq null");
    assert_eq!(filter("$filter=a/any(x:x eq @n)&@n=x"), "a/any(x:x eq $it/x)");
    assert_eq!(filter("$filter=a/any(x:@n)&@n=b/any(x:x/x)"), "a/any(x:b/any(x:x/x))");
    assert_eq!(
        parse("@list={\"not\":\"an expression\"}").custom("@list"),
        Some("{\"not\":\"an expression\"}")
    );
}

#[test]
fn select_is_a_list_of_paths() {
    let options = parse("$select=id, name ,maker/town,music.keyboard/keys,*");
    let expected =
        ["id", "name", "maker/town", "music.keyboard/keys"].map(|text| SelectItem::Path(path(text)));
    assert_eq!(options.select[..4], expected);
    assert_eq!(options.select[4], SelectItem::Everything);
}

#[test]
fn order_by_is_a_list_of_expressions() {
    let options = parse("$orderby=name,maker/town/name desc, length(name) ASC,tags/$count desc");
    let items: Vec<_> = options.order_by.iter().map(|item| (item.key.to_string(), item.descending)).collect();
    let expected =
        [("name", false), ("maker/town/name", true), ("length(name)", false), ("tags/$count", true)];
    assert_eq!(items, expected.map(|(key, descending)| (key.to_owned(), descending)));
}

#[test]
fn expand_names_what_to_bring_along() {
    let items =
        parse("$expand=maker, players/$ref ,players/$count,music.keyboard/tuner,case/*,*/$ref").expand;
    let plain = |text: &str, form| ExpandItem {
        path: path(text),
        all: false,
        form,
        levels: None,
        options: QueryOptions::default(),
    };
    let all = |path, form| ExpandItem { path, all: true, ..plain("", form) };
    let expected = [
        plain("maker", ExpandForm::Entities),
        plain("players", ExpandForm::References),
        plain("players", ExpandForm::Count),
        plain("music.keyboard/tuner", ExpandForm::Entities),
        all(path("case"), ExpandForm::Entities),
        all(Vec::new(), ExpandForm::References),
    ];
    assert_eq!(items, expected);
}

#[test]
fn expand_takes_options_of_its_own() {
    let query = "$expand=players( $filter=years gt 3 and name ne 'a;b)' ; $orderby=name desc,years;$top=5;$skip=1;\
                 $count=true;$search=\"x;y\" z;$select=name,years;$expand=teacher($levels=max));maker(levels=2)";
    assert!(QueryOptions::parse(query).is_err(), "items are between commas");
    let items = parse(&query.replace("));maker", ")),maker")).expand;
    let options = &items[0].options;
    assert_eq!(options.filter.as_ref().unwrap().to_string(), "years gt 3 and name ne 'a;b)'");
    assert_eq!(options.order_by.len(), 2);
    assert_eq!((options.top, options.skip, options.count), (Some(5), Some(1), Some(true)));
    assert_eq!(options.search, Some(Search::And(vec![word("x;y"), word("z")])));
    assert_eq!(options.select.len(), 2);
    assert_eq!(options.expand[0].levels, Some(Levels::Max));
    assert_eq!(items[1].levels, Some(Levels::Exactly(2)));
}

#[test]
fn clients_may_encode_what_separates_nested_options() {
    let encoded = "%24expand=players%28%24select%3Dname%2Cyears%3B%24top%3D2%29";
    assert_eq!(parse(encoded), parse("$expand=players($select=name,years;$top=2)"));
}

#[test]
fn aliases_reach_nested_filters() {
    let items = parse("$expand=players($filter=years gt @y)&@y=3").expand;
    assert_eq!(items[0].options.filter.as_ref().unwrap().to_string(), "years gt 3");
}

#[test]
fn search_combines_words_and_phrases() {
    let not = |search| Search::Not(Box::new(search));
    let cases = [
        ("blue", word("blue")),
        ("  blue ", word("blue")),
        ("o'clock", word("o'clock")),
        ("08/15", word("08/15")),
        ("\"deep blue\"", word("deep blue")),
        ("'still \"typing'", word("still \"typing")),
        ("a b", Search::And(vec![word("a"), word("b")])),
        ("a AND b", Search::And(vec![word("a"), word("b")])),
        ("a and b", Search::And(vec![word("a"), word("and"), word("b")])),
        ("a OR b c", Search::Or(vec![word("a"), Search::And(vec![word("b"), word("c")])])),
        ("(a OR b) c", Search::And(vec![Search::Or(vec![word("a"), word("b")]), word("c")])),
        ("NOT a b", Search::And(vec![not(word("a")), word("b")])),
        ("NOT NOT a", not(not(word("a")))),
        ("NOT (a OR b)", not(Search::Or(vec![word("a"), word("b")]))),
        // Operators without operands are words.
        ("OR", word("OR")),
        ("NOT NOT", not(word("NOT"))),
        ("AND OR NOT", Search::Or(vec![word("AND"), word("NOT")])),
        ("ANDROID NOTE", Search::And(vec![word("ANDROID"), word("NOTE")])),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(&format!("$search={text}")).search, Some(expected), "{text}");
    }
}

#[test]
fn search_looks_into_texts_in_any_case() {
    let found = |query: &str| {
        parse(&format!("$search={query}")).search.unwrap().is_found_in(&["Grand Piano", "KÖLN"])
    };
    for query in ["piano", "GRAND köln", "\"grand piano\"", "drum OR köln", "NOT drum", "grand AND NOT drum"]
    {
        assert!(found(query), "{query}");
    }
    for query in ["drum", "grand drum", "\"piano grand\"", "NOT piano", "NOT (drum OR grand)"] {
        assert!(!found(query), "{query}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_under_its_name() {
    let cases = [
        ("$top=-1", "$top"),
        ("$top=1.5", "$top"),
        ("$top=", "$top"),
        ("top", "$top"),
        ("$top=18446744073709551616", "$top"),
        ("$skip=x", "$skip"),
        ("$count=1", "$count"),
        ("$count", "$count"),
        ("$filter=", "$filter"),
        ("filter=name eq", "$filter"),
        ("$filter=a eq @b&@b=@c&@c=1", "$filter"),
        ("$filter=a eq @b&@b=1 add", "$filter"),
        ("$orderby=", "$orderby"),
        ("$orderby=name up", "$orderby"),
        ("$orderby=name asc desc", "$orderby"),
        ("$orderby=name,", "$orderby"),
        ("$select=", "$select"),
        ("$select=a,,b", "$select"),
        ("$select=a/", "$select"),
        ("$select=a b", "$select"),
        ("$select=1", "$select"),
        ("$expand=", "$expand"),
        ("$expand=a/$ref/b", "$expand"),
        ("$expand=a/$value", "$expand"),
        ("$expand=*/$count", "$expand"),
        ("$expand=*/a", "$expand"),
        ("$expand=a()", "$expand"),
        ("$expand=a($top=1", "$expand"),
        ("$expand=a($top=1;)", "$expand"),
        ("$expand=a($top=1;$top=2)", "$expand"),
        ("$expand=a($top=x)", "$expand"),
        ("$expand=a($nosuch=1)", "$expand"),
        ("$expand=a($skiptoken=1)", "$expand"),
        ("$expand=a($levels=few)", "$expand"),
        ("$expand=a/$ref($select=b)", "$expand"),
        ("$expand=a/$ref($expand=b)", "$expand"),
        ("$expand=a/$count($top=1)", "$expand"),
        ("$expand=*($select=b)", "$expand"),
        ("$search=", "$search"),
        ("$search=(a", "$search"),
        ("$search=a)", "$search"),
        ("$search=%22a", "$search"),
        ("$search=%22%22", "$search"),
        ("$search=()", "$search"),
        ("$skiptoken=", "$skiptoken"),
        ("$format=", "$format"),
        // Twice, under whatever name.
        ("$top=1&top=1", "$top"),
        ("$filter=a&%24FILTER=b", "$filter"),
        ("@a=1&@a=2", "@a"),
        // What OData does not have, or this service not.
        ("$nosuch=1", "$nosuch"),
        ("$apply=x", "$apply"),
        ("$compute=x", "$compute"),
    ];
    for (query, target) in cases {
        let error = QueryOptions::parse(query).expect_err(query);
        assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some(target)), "{query}");
    }
}

#[test]
fn a_nested_fault_is_found_in_the_whole_option() {
    let error = QueryOptions::parse("$expand=maker,players($filter=name eq)").unwrap_err();
    insta::assert_snapshot!(error.message, @"$expand cannot be read at character 30: a space and an operand are missing");
}

#[test]
fn what_cannot_be_decoded_is_refused() {
    for query in ["$filter=%", "$filter=%2", "$filter=%zz", "%=1", "a=%ff", "a=%00", "a=%+1"] {
        let error = QueryOptions::parse(query).expect_err(query);
        assert_eq!(error.status.as_u16(), 400);
    }
}

#[test]
fn a_query_is_bounded() {
    assert!(QueryOptions::parse(&format!("x={}", "a".repeat(16 * 1024 - 2))).is_ok());
    assert!(QueryOptions::parse(&format!("x={}", "a".repeat(16 * 1024 - 1))).is_err());
    assert!(QueryOptions::parse(&"x&".repeat(100)).is_ok());
    assert!(QueryOptions::parse(&"x&".repeat(101)).is_err());
    let nested = |depth: usize| format!("$expand={}a{}", "a($expand=".repeat(depth), ")".repeat(depth));
    assert!(QueryOptions::parse(&nested(63)).is_ok());
    assert!(QueryOptions::parse(&nested(64)).is_err());
    assert!(QueryOptions::parse(&format!("$expand={}", ["a"; 2001].join(","))).is_err());
    assert!(QueryOptions::parse(&format!("$search={}a", "NOT ".repeat(65))).is_err());
    // An alias counts each time it is used.
    let list = ["1"; 200].join(",");
    let uses = |count| format!("@a=x in ({list})&$filter={}", vec!["@a"; count].join(" or "));
    assert!(QueryOptions::parse(&uses(9)).is_ok());
    assert!(QueryOptions::parse(&uses(10)).is_err());
    // So do the conditions around it.
    let conditions = |around| format!("$filter={around}&@a=c/any(y:d/any(z:z))");
    assert!(QueryOptions::parse(&conditions("a/any(x:@a)")).is_ok());
    assert!(QueryOptions::parse(&conditions("a/any(w:b/any(x:@a))")).is_err());
}

#[test]
fn a_route_takes_what_it_allows() {
    assert!(parse("$top=1&$filter=a&x=y").only(Allowed::COLLECTION).is_ok());
    assert!(parse("$select=a&$expand=b").only(Allowed::ENTITY).is_ok());
    assert!(parse("$search=a&$filter=b").only(Allowed::SIZE).is_ok());
    assert!(parse("x=y&@p=1").only(Allowed::NOTHING).is_ok());
    assert!(parse("$top=1").only(Allowed(&[SystemOption::Top])).is_ok());
    let refused = [
        ("top=1", Allowed::ENTITY, "$top"),
        ("count=false", Allowed::ENTITY, "$count"),
        ("$skip=1", Allowed::SIZE, "$skip"),
        ("$select=a", Allowed::NOTHING, "$select"),
        ("$orderby=a", Allowed::NOTHING, "$orderby"),
        ("$skiptoken=a", Allowed::NOTHING, "$skiptoken"),
        ("$format=json", Allowed::NOTHING, "$format"),
        ("$expand=a", Allowed::NOTHING, "$expand"),
        ("$filter=a", Allowed::NOTHING, "$filter"),
        ("$search=a", Allowed::NOTHING, "$search"),
    ];
    for (query, allowed, target) in refused {
        let error = parse(query).only(allowed).expect_err(query);
        assert_eq!(error.target.as_deref(), Some(target));
    }
}
