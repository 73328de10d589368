//! What routes are called in the document.

use http::Method;
use industry_data::schema::{MODEL, ROOT};

use super::place::Place;
use crate::routes::OWN;

/// What nearly all paths begin with.
const BELOW: &str = "/beta/external/industryData/";

/// The name of a route for programs: `getRunsRunActivities`.
pub(super) fn id(place: &Place<'_>) -> String {
    let verb = match place.route.method {
        Method::POST if place.target.is_collection() => "create",
        Method::POST => "",
        Method::PATCH => "update",
        Method::DELETE => "delete",
        _ => "get",
    };
    let path = place.path.trim_start_matches(BELOW).replace("microsoft.graph.industryData.", "");
    let words = path.split(['/', '{', '}', '$']).filter(|word| !word.is_empty());
    words.fold(verb.to_owned(), |name, word| name + &capitalized(word))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The collection that a route belongs to.
pub(super) fn tag<'a>(place: &'a Place<'_>) -> &'a str {
    let mut below = place.path.trim_start_matches(BELOW).trim_start_matches(OWN).split('/');
    let is_collection = |name: &&str| MODEL.property(ROOT.type_name(), name).is_some();
    below.next().filter(is_collection).unwrap_or("service")
}
