//! What holds of a query, whatever the text: what can be read is written so that it reads the same.

use odata::encode_segment;
use odata::query::{ExpandForm, ExpandItem, Levels, QueryOptions, Search, SelectItem, Step};

/// Longer queries are refused; the encoding may make one so long.
const LONGEST: usize = 16 * 1024;

pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(options) = QueryOptions::parse(text) else { return };
    let written = query(&options);
    if written.len() <= LONGEST {
        // As text, for NaN is not equal to itself.
        let again = QueryOptions::parse(&written).map(|again| format!("{again:?}"));
        assert_eq!(again, Ok(format!("{options:?}")), "{written}");
    }
}

fn query(options: &QueryOptions) -> String {
    let encoded = |(name, value): &(String, String)| {
        let (name, value) = (encode_segment(name), encode_segment(value));
        format!("{name}={value}")
    };
    let all = named(options);
    all.iter().chain(&options.custom).map(encoded).collect::<Vec<_>>().join("&")
}

/// The options that OData defines, by name and value.
fn named(options: &QueryOptions) -> Vec<(String, String)> {
    let order = options.order_by.iter();
    let order = order.map(|item| format!("{}{}", item.key, if item.descending { " desc" } else { "" }));
    let values = [
        ("$count", options.count.map(|count| count.to_string())),
        ("$expand", list(options.expand.iter().map(expanded))),
        ("$filter", options.filter.as_ref().map(ToString::to_string)),
        ("$format", options.format.clone()),
        ("$orderby", list(order)),
        ("$search", options.search.as_ref().map(searched)),
        ("$select", list(options.select.iter().map(selected))),
        ("$skip", options.skip.map(|skip| skip.to_string())),
        ("$skiptoken", options.skip_token.clone()),
        ("$top", options.top.map(|top| top.to_string())),
    ];
    values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| items.join(","))
}

fn selected(item: &SelectItem) -> String {
    match item {
        SelectItem::Everything => "*".to_owned(),
        SelectItem::Path(steps) => path(steps),
    }
}

fn path(steps: &[Step]) -> String {
    steps.iter().map(Step::name).collect::<Vec<_>>().join("/")
}

fn expanded(item: &ExpandItem) -> String {
    let names = item.path.iter().map(Step::name).chain(item.all.then_some("*"));
    let form = match item.form {
        ExpandForm::Entities => "",
        ExpandForm::References => "/$ref",
        ExpandForm::Count => "/$count",
    };
    let levels = item.levels.map(|levels| match levels {
        Levels::Exactly(levels) => format!("$levels={levels}"),
        Levels::Max => "$levels=max".to_owned(),
    });
    let nested = named(&item.options).into_iter().map(|(name, value)| format!("{name}={value}"));
    let options: Vec<String> = levels.into_iter().chain(nested).collect();
    let options = if options.is_empty() { String::new() } else { format!("({})", options.join(";")) };
    names.collect::<Vec<_>>().join("/") + form + &options
}

fn searched(search: &Search) -> String {
    match search {
        // There is no such phrase; somebody is still typing.
        Search::Text(text) if text.is_empty() => "''".to_owned(),
        Search::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Search::And(terms) => grouped(terms, " AND "),
        Search::Or(terms) => grouped(terms, " OR "),
        Search::Not(term) => format!("NOT {}", searched(term)),
    }
}

fn grouped(terms: &[Search], operator: &str) -> String {
    format!("({})", terms.iter().map(searched).collect::<Vec<_>>().join(operator))
}
