//! Which of our parsers reads what a rule of the grammar is about.

use odata::query::QueryOptions;
use odata::{Literal, ResourcePath};
use percent_encoding::percent_decode_str;

/// Whether `input` is read as the `rule` wants it; `None` if we read nothing of the kind.
pub(super) fn is_read(rule: &str, input: &str) -> Option<bool> {
    if let Some(query) = query(rule, input) {
        return Some(QueryOptions::parse(&query).is_ok());
    }
    match rule {
        "resourcePath" => Some(ResourcePath::parse(input).is_ok()),
        "odataRelativeUri" => Some(is_url(input)),
        "odataUri" => Some(is_url(without_host(input))),
        "durationValue" => literal("durationLiteral", &format!("duration'{input}'")),
        _ => literal(rule, input),
    }
}

/// The query in which the input stands; `None` if the rule is about something else.
fn query(rule: &str, input: &str) -> Option<String> {
    match rule {
        "queryOptions" | "filter" | "orderby" | "select" | "expand" | "search" | "skiptoken" | "compute"
        | "systemQueryOption" | "customQueryOption" => Some(input.to_owned()),
        "commonExpr" | "boolCommonExpr" | "boolcommonExpr" | "firstMemberExpr" | "notExpr" | "isofExpr"
        | "propertyPathExpr" | "primitiveLiteral" | "odataIdentifier" => Some(format!("$filter={input}")),
        "anyExpr" => Some(format!("$filter=a/{input}")),
        "searchExpr" => Some(format!("$search={input}")),
        _ => None,
    }
}

fn is_url(url: &str) -> bool {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    ResourcePath::parse(path).is_ok() && QueryOptions::parse(query).is_ok()
}

fn without_host(url: &str) -> &str {
    url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path)
}

/// A value as it stands in a URL, or in a body where that is the same.
fn literal(rule: &str, input: &str) -> Option<bool> {
    let decoded = percent_decode_str(input).decode_utf8().unwrap();
    let literal = Literal::parse(&decoded).ok();
    let is = |wanted: fn(&Literal) -> bool| Some(literal.as_ref().is_some_and(wanted));
    match rule {
        "null" => is(|literal| *literal == Literal::Null),
        "boolean" | "booleanValue" => is(|literal| matches!(literal, Literal::Boolean(_))),
        "guid" => is(|literal| matches!(literal, Literal::Guid(_))),
        "date" | "dateValue" => is(|literal| matches!(literal, Literal::Date(_))),
        "dateTimeOffsetValue" | "dateTimeOffsetLiteral" | "dateTimeOffsetValueInUrl" => {
            is(|literal| matches!(literal, Literal::DateTimeOffset(_)))
        }
        "timeOfDayValue" => is(|literal| matches!(literal, Literal::TimeOfDay(_))),
        "decimalValue" | "doubleValue" | "doubleLiteral" | "singleValue" => {
            is(|literal| matches!(literal, Literal::Double(_) | Literal::Integer(_)))
        }
        "byteValue" | "sbyteValue" | "sbyteLiteral" | "int16Literal" | "int32Value" | "int32Literal"
        | "int64Value" | "int64Literal" => is(|literal| matches!(literal, Literal::Integer(_))),
        "stringLiteral" => is(|literal| matches!(literal, Literal::String(_))),
        "binaryLiteral" => is(|literal| matches!(literal, Literal::Binary(_))),
        // The type may be left out: what it is compared with says it.
        "enumLiteral" => is(|literal| matches!(literal, Literal::Enum { .. } | Literal::String(_))),
        "durationLiteral" => is(|literal| matches!(literal, Literal::Duration(_) | Literal::String(_))),
        rule if rule.starts_with("geo") => is(|_| true),
        _ => None,
    }
}
