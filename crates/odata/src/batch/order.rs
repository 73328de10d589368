//! In which order the requests of a batch are tried.

use super::request::Read;
use crate::Error;

/// For each request the places of those that it depends on.
pub(super) fn dependencies(parts: &[Read]) -> Result<Vec<Vec<usize>>, Error> {
    for (place, part) in parts.iter().enumerate() {
        if find(parts, &part.id) != Some(place) {
            return Err(at("Two requests have the same id, perhaps in another case.", place, "id"));
        }
    }
    let resolved = parts.iter().enumerate().map(|(place, part)| {
        let named: Vec<Vec<usize>> = part.depends_on.iter().map(|name| places(parts, name)).collect();
        match named.iter().any(Vec::is_empty) {
            true => Err(at("No request of the batch has this id.", place, "dependsOn")),
            false => Ok(named.concat()),
        }
    });
    resolved.collect()
}

/// The places of the request with an id, or of all in the group of that name.
fn places(parts: &[Read], name: &str) -> Vec<usize> {
    let is_in = |part: &Read| part.group.as_deref().is_some_and(|group| group.eq_ignore_ascii_case(name));
    let of_group =
        || parts.iter().enumerate().filter(|(_, part)| is_in(part)).map(|(place, _)| place).collect();
    find(parts, name).map_or_else(of_group, |place| vec![place])
}

/// The places of all requests: as sent, but for those that wait for a later one.
pub(super) fn order(depends_on: &[Vec<usize>]) -> Result<Vec<usize>, Error> {
    let mut order: Vec<usize> = Vec::with_capacity(depends_on.len());
    while order.len() < depends_on.len() {
        let is_next = |(place, on): &(usize, &Vec<usize>)| {
            !order.contains(place) && on.iter().all(|on| order.contains(on))
        };
        let Some((next, _)) = depends_on.iter().enumerate().find(is_next) else {
            let message = "The requests depend on each other in a circle, or one on itself.";
            return Err(Error::bad_request(message).at("requests"));
        };
        order.push(next);
    }
    Ok(order)
}

/// The place of the first request with the id.
fn find(parts: &[Read], id: &str) -> Option<usize> {
    parts.iter().position(|part| part.id.eq_ignore_ascii_case(id))
}

fn at(message: &str, place: usize, property: &str) -> Error {
    Error::bad_request(message).at(format!("requests/{place}/{property}"))
}
