//! The routes at their paths.
//!
//! A type to which a path casts would look like a key if it were a parameter, so a route that casts to whatever
//! type is there once for each.

use super::target::Target;
use super::types::concrete;
use crate::routes::Route;

/// A route at one of its paths.
pub(super) struct Place<'a> {
    pub(super) route: &'a Route,
    /// The path, with the names of keys in braces.
    pub(super) path: String,
    /// What it leads to.
    pub(super) target: Target,
}

impl Place<'_> {
    /// The names of the keys in the path, in their order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// Every route at all of its paths.
pub(super) fn places(routes: &[Route]) -> Vec<Place<'_>> {
    routes.iter().flat_map(places_of).collect()
}

fn places_of(route: &Route) -> Vec<Place<'_>> {
    let cast =
        route.path.split_once("<{").and_then(|(before, rest)| Some((before, rest.split_once("}>")?.1)));
    let Some((before, after)) = cast else { return vec![place(route, route.path)] };
    match Target::of(before) {
        Target::Collection(of) | Target::Entity(of) => {
            concrete(of).map(|name| place(route, &format!("{before}<{name}>{after}"))).collect()
        }
        _ => Vec::new(),
    }
}

fn place<'a>(route: &'a Route, path: &str) -> Place<'a> {
    let below = path.replace(['<', '>'], "");
    let path_with_root = format!("{}{}", route.root(), below.trim_end_matches('/'));
    Place { route, path: path_with_root, target: Target::of(path) }
}
