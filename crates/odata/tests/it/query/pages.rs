//! Lists of rows: which, in which order, and page by page.

use odata::query::{Listing, Page, QueryOptions};
use serde_json::{Value, json};

use crate::schema::evaluation;

fn listing(page_size: Option<usize>) -> Listing<'static> {
    Listing { evaluation: evaluation(), searched: &["name", "code"], page_size, has_order: false }
}

fn rows() -> Vec<Value> {
    vec![
        json!({ "id": "d", "name": "Drum", "price": 30, "made": "2020-01-01T00:00:00Z" }),
        json!({ "id": "c", "name": "Cello", "price": 9.5, "made": "2020-01-01T00:30:00+01:00" }),
        json!({ "id": "a", "name": "Alphorn", "price": null, "code": "Horn 7" }),
        json!({ "id": "e", "name": "Drum", "price": 30, "made": "2019-12-31T23:45:00Z" }),
        json!({ "id": "b", "name": "bugle", "price": 200 }),
    ]
}

fn page(query: &str, size: Option<usize>) -> Page {
    page_of(listing(size), query)
}

fn page_of(listing: Listing<'_>, query: &str) -> Page {
    let options = QueryOptions::parse(query).unwrap();
    listing.page(rows(), &options).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn ids(page: &Page) -> String {
    page.rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

/// The ids of every page, pages between bars.
fn all_pages(query: &str, size: usize) -> String {
    pages_of(listing(Some(size)), query)
}

fn pages_of(listing: Listing<'_>, query: &str) -> String {
    let mut pages = Vec::new();
    let mut asked = query.to_owned();
    loop {
        let page = page_of(listing, &asked);
        pages.push(ids(&page));
        match page.next_link("https://school.test/beta/instruments", query) {
            Some(link) => asked = link.split_once('?').unwrap().1.to_owned(),
            None => return pages.join("|"),
        }
    }
}

#[test]
fn rows_come_by_id_unless_an_order_is_asked_for() {
    let cases = [
        ("", "abcde"),
        ("$orderby=name", "acdeb"),
        ("$orderby=name desc", "bdeca"),
        ("$orderby=tolower(name)", "abcde"),
        // Null is first, and last the other way round.
        ("$orderby=price", "acdeb"),
        ("$orderby=price desc", "bdeca"),
        ("$orderby=name desc,made", "bedca"),
        // By instant, not by text.
        ("$orderby=made", "abced"),
        ("$orderby=code ne null,id desc", "edcba"),
    ];
    for (query, expected) in cases {
        assert_eq!(ids(&page(query, Some(10))), expected, "{query}");
    }
}

#[test]
fn rows_with_an_order_of_their_own_keep_it_over_all_pages() {
    let in_theirs = |size| Listing { has_order: true, ..listing(size) };
    let cases = [
        ("", None, "dcaeb"),
        ("", Some(2), "dc|ae|b"),
        ("$skip=1", Some(2), "ca|eb"),
        ("$top=3", Some(2), "dc|a"),
        ("$skip=1&$top=3", Some(2), "ca|e"),
        ("$filter=price ne null", Some(3), "dce|b"),
        ("$orderby=price", None, "acdeb"),
        ("$orderby=price", Some(2), "ac|de|b"),
    ];
    for (query, size, expected) in cases {
        assert_eq!(pages_of(in_theirs(size), query), expected, "{query} by {size:?}");
    }
}

#[test]
fn filter_and_search_leave_some() {
    let cases = [
        ("$filter=price gt 20", "bde"),
        ("$search=drum", "de"),
        ("$search=horn", "a"),
        ("$search=7 alp", "a"),
        ("$search=NOT drum&$filter=price ne null", "bc"),
        ("$filter=price gt 20&$skip=1", "de"),
        ("$filter=price gt 20&$top=2", "bd"),
        ("$skip=9", ""),
        ("$top=0", ""),
        ("$skip=1&$top=2&$orderby=name", "cd"),
    ];
    for (query, expected) in cases {
        assert_eq!(ids(&page(query, Some(10))), expected, "{query}");
    }
}

#[test]
fn the_count_is_that_of_all_pages() {
    let page = page("$filter=price gt 20&$top=1&$skip=1&$count=true", Some(1));
    assert_eq!((page.count, page.rows.len()), (Some(3), 1));
    assert_eq!(self::page("$count=false", None).count, None);
    let options = QueryOptions::parse("$filter=price gt 20&$search=drum").unwrap();
    assert_eq!(listing(Some(1)).count(rows(), &options), Ok(2));
}

#[test]
fn pages_follow_one_another() {
    let cases = [
        ("", 2, "ab|cd|e"),
        ("", 5, "abcde"),
        ("$top=3", 2, "ab|c"),
        ("$top=4", 2, "ab|cd"),
        ("$top=0", 2, ""),
        ("$skip=1", 2, "bc|de"),
        ("$skip=1&$top=3", 2, "bc|d"),
        ("$orderby=price", 1, "a|c|d|e|b"),
        ("$orderby=price desc", 1, "b|d|e|c|a"),
        ("$orderby=made", 1, "a|b|c|e|d"),
        ("$orderby=name desc,price&$filter=price ne null", 3, "bde|c"),
        ("$orderby=music.state'2026-11-21'", 2, "ab|cd|e"),
    ];
    for (query, size, expected) in cases {
        assert_eq!(all_pages(query, size), expected, "{query}");
    }
}

#[test]
fn a_row_that_comes_or_goes_moves_no_other() {
    let options = QueryOptions::parse("$orderby=name").unwrap();
    let first = listing(Some(2)).page(rows(), &options).unwrap();
    assert_eq!(ids(&first), "ac");
    let token = first.next.unwrap();
    let mut changed = rows();
    changed.retain(|row| row["id"] != "c" && row["id"] != "d");
    changed.push(json!({ "id": "f", "name": "Accordion" }));
    changed.push(json!({ "id": "g", "name": "Flute" }));
    let options = QueryOptions::parse(&format!("$orderby=name&$skiptoken={token}")).unwrap();
    assert_eq!(ids(&listing(Some(5)).page(changed, &options).unwrap()), "egb");
}

#[test]
fn a_next_link_keeps_all_options_but_the_token() {
    let page = Page { rows: Vec::new(), count: None, next: Some("TOKEN".to_owned()) };
    let base = "https://school.test/beta/instruments";
    let link = |query| page.next_link(base, query).unwrap();
    assert_eq!(link(""), "https://school.test/beta/instruments?$skiptoken=TOKEN");
    let kept = "%24filter=a+eq%20'x%26y'&$top=5&x";
    assert_eq!(link(kept), format!("{base}?{kept}&$skiptoken=TOKEN"));
    assert_eq!(link("%24skipToken=OLD&$top=5&skiptoken=OLDER"), format!("{base}?$top=5&$skiptoken=TOKEN"));
    let last = Page { next: None, ..page };
    assert_eq!(last.next_link(base, kept), None);
}

#[test]
fn a_token_that_is_not_ours_is_refused() {
    let token = page("", Some(2)).next.unwrap();
    let other_order = format!("$orderby=name&$skiptoken={token}");
    for query in ["$skiptoken=x", "$skiptoken=id-'x'", "$skiptoken=W10", "$skiptoken=bnVsbA", &other_order] {
        let options = QueryOptions::parse(query).unwrap();
        let error = listing(None).page(rows(), &options).expect_err(query);
        assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some("$skiptoken")), "{query}");
    }
}

#[test]
fn a_property_that_is_not_there_is_an_error_even_without_rows() {
    let cases = [
        ("$filter=nosuch eq 1", "nosuch", "$filter"),
        ("$filter=maker/nosuch eq 1", "maker/nosuch", "$filter"),
        ("$filter=case/locks eq 1", "case/locks", "$filter"),
        ("$filter=true or contains(tolower(nosuch),'x')", "nosuch", "$filter"),
        ("$filter=price in (1,nosuch)", "nosuch", "$filter"),
        ("$filter=not (-(1 add nosuch) gt 1)", "nosuch", "$filter"),
        ("$filter=colours has nosuch", "nosuch", "$filter"),
        ("$filter=nosuch/any()", "nosuch", "$filter"),
        ("$filter=nosuch/$count gt 1", "nosuch", "$filter"),
        ("$filter=players/any(p:p/nosuch)", "players/nosuch", "$filter"),
        ("$filter=players/all(p:nosuch eq p)", "nosuch", "$filter"),
        ("$filter=isof(nosuch,Edm.String)", "nosuch", "$filter"),
        ("$orderby=name,nosuch desc", "nosuch", "$orderby"),
        ("$select=name,maker/nosuch", "maker/nosuch", "$select"),
    ];
    for (query, name, target) in cases {
        let options = QueryOptions::parse(query).unwrap();
        let error = listing(None).page(Vec::<Value>::new(), &options).expect_err(query);
        assert_eq!(error.message, format!("There is no property '{name}'."), "{query}");
        assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some(target)), "{query}");
    }
}

#[test]
fn properties_that_are_there_are_found_in_any_case() {
    let query = "$filter=PLAYERS/music.teacher/any(p:p/SUBJECT eq $it/Name) or isof(music.drum) or $it/music.keyboard/keys gt 1\
                 &$orderby=Maker/Town/Name&$select=Id,music.keyboard/keys";
    assert_eq!(ids(&page(query, None)), "");
}

#[test]
fn a_fault_in_a_row_is_told_under_the_option() {
    for (query, target) in [("$filter=name gt 5", "$filter"), ("$orderby=price add name", "$orderby")] {
        let options = QueryOptions::parse(query).unwrap();
        let error = listing(None).page(rows(), &options).expect_err(query);
        assert_eq!(error.target.as_deref(), Some(target));
    }
    let options = QueryOptions::parse("$orderby=maker").unwrap();
    let row = json!({ "id": "1", "maker": {} });
    assert!(listing(None).page(vec![row], &options).is_err());
}
