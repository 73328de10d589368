//! From a method and a path to a route.

use http::Method;

use super::template::Part;
use super::{Matched, Template};
use crate::{Error, ResourcePath};

/// The routes of a service.
///
/// Where several templates fit a path, the most literal wins: `/runs/start` is the operation, not the run with
/// that id, even for a method that only runs take.
#[derive(Debug)]
pub struct Router<R> {
    /// The more literal come first.
    routes: Vec<Route<R>>,
    /// Whether a name is that of a type.
    is_type: fn(&str) -> bool,
}

#[derive(Debug)]
struct Route<R> {
    method: Method,
    template: Template,
    target: R,
}

impl<R> Route<R> {
    /// What the path says, if it is a spelling of the template and casts to types only that there are.
    fn matches(&self, path: &ResourcePath, is_type: fn(&str) -> bool) -> Option<Matched> {
        let matched = self.template.matches(path)?;
        let mut casts = self.template.casts().filter_map(|parameter| matched.key(parameter));
        casts.all(is_type).then_some(matched)
    }

    /// How much each segment leaves open. Of two routes that fit one path, the lesser is the more literal.
    fn shape(&self) -> impl Iterator<Item = u8> {
        self.template.parts().iter().map(|part| match part {
            Part::Key(_) => 2,
            Part::AnyCast(_) => 1,
            Part::Name(_) | Part::Operation(_) | Part::Cast(_) | Part::Reserved(_) => 0,
        })
    }
}

impl<R> Router<R> {
    /// A router over the `routes` of a service whose types are those that `is_type` knows: to any other name a
    /// path does not cast, and it may be a key, whatever dots are in it.
    pub fn new(routes: impl IntoIterator<Item = (Method, Template, R)>, is_type: fn(&str) -> bool) -> Self {
        let routes = routes.into_iter().map(|(method, template, target)| Route { method, template, target });
        let mut routes: Vec<Route<R>> = routes.collect();
        routes.sort_by(|one, other| one.shape().cmp(other.shape()));
        Self { routes, is_type }
    }

    /// What `method` on `path` asks for, and what the path says.
    ///
    /// # Errors
    /// 404 when the path addresses nothing, 405 when what it addresses does not take `method`.
    pub fn find(&self, method: &Method, path: &ResourcePath) -> Result<(&R, Matched), Error> {
        let fitting = self.fitting(path);
        if fitting.is_empty() {
            return Err(Error::not_found(
                "No resource is addressed by this path; see $metadata for those that are.",
            ));
        }
        let allowed = methods(&fitting);
        fitting
            .into_iter()
            .find(|(route, _)| route.method == method)
            .map(|(route, matched)| (&route.target, matched))
            .ok_or_else(|| refusal(&allowed))
    }

    /// The methods that what `path` addresses takes, in the order of their names.
    #[must_use]
    pub fn allowed(&self, path: &ResourcePath) -> Vec<Method> {
        methods(&self.fitting(path))
    }

    /// The most literal routes that fit `path`, one a method.
    fn fitting(&self, path: &ResourcePath) -> Vec<(&Route<R>, Matched)> {
        let all = self.routes.iter().filter_map(|route| Some((route, route.matches(path, self.is_type)?)));
        let mut fitting: Vec<(&Route<R>, Matched)> = all.collect();
        if let Some((best, _)) = fitting.first().cloned() {
            fitting.retain(|(route, _)| route.shape().eq(best.shape()));
        }
        fitting
    }
}

fn methods<R>(routes: &[(&Route<R>, Matched)]) -> Vec<Method> {
    let mut methods: Vec<Method> = routes.iter().map(|(route, _)| route.method.clone()).collect();
    methods.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    methods.dedup();
    methods
}

fn refusal(allowed: &[Method]) -> Error {
    let allowed: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    Error::method_not_allowed(format!("This resource takes {} only.", allowed.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn router() -> Router<&'static str> {
        let routes = [
            (Method::GET, "/runs/{run}"),
            (Method::DELETE, "/runs/{run}"),
            (Method::POST, "/runs/ns.start"),
            (Method::GET, "/runs/$count"),
            (Method::GET, "/runs/{run}/steps/{step}"),
            (Method::GET, "/runs/<{type}>"),
            (Method::GET, "/runs"),
            (Method::POST, "/runs"),
        ];
        let routes = routes.into_iter().map(|(method, text)| (method, Template::parse(text).unwrap(), text));
        Router::new(routes, |name| name.eq_ignore_ascii_case("ns.bigRun"))
    }

    fn found(method: &Method, path: &str) -> Result<&'static str, String> {
        let path = ResourcePath::parse(path).unwrap();
        router()
            .find(method, &path)
            .map(|(target, _)| *target)
            .map_err(|error| format!("{} {error}", error.status))
    }

    #[test]
    fn the_most_literal_route_wins() {
        let cases = [
            ("/runs", "/runs"),
            ("/runs/1", "/runs/{run}"),
            ("/runs('$count')", "/runs/{run}"),
            ("/runs('start')", "/runs/{run}"),
            ("/runs/ns.bigRun", "/runs/<{type}>"),
            ("/runs/NS.BIGRUN", "/runs/<{type}>"),
            ("/runs('ns.bigRun')", "/runs/{run}"),
            ("/runs/ns.smallRun", "/runs/{run}"),
            ("/runs/3.14", "/runs/{run}"),
            ("/runs/a.b/steps/c.d", "/runs/{run}/steps/{step}"),
            ("/runs/$count", "/runs/$count"),
            ("/runs/%24count", "/runs/$count"),
        ];
        for (path, target) in cases {
            assert_eq!(found(&Method::GET, path), Ok(target));
        }
        for path in ["/runs/start", "/runs/START()", "/runs/ns.Start", "/RUNS/ns.start()"] {
            assert_eq!(found(&Method::POST, path), Ok("/runs/ns.start"));
        }
    }

    #[test]
    fn a_path_that_addresses_nothing_is_not_found() {
        for path in ["/", "/walks", "/runs/1/2/3", "/runs/$value", "/runs/1/ns.bigRun"] {
            assert!(found(&Method::GET, path).unwrap_err().starts_with("404"), "{path}");
        }
    }

    #[test]
    fn a_method_that_is_not_taken_is_told_from_a_missing_resource() {
        let cases = [
            (Method::GET, "/runs/start", "This resource takes POST only."),
            (Method::PUT, "/runs/1", "This resource takes DELETE, GET only."),
            (Method::PATCH, "/runs", "This resource takes GET, POST only."),
        ];
        for (method, path, message) in cases {
            let refusal = format!("405 Method Not Allowed Request_BadRequest: {message}");
            assert_eq!(found(&method, path), Err(refusal));
        }
        assert_eq!(router().allowed(&ResourcePath::parse("/runs").unwrap()), [Method::GET, Method::POST]);
        assert!(router().allowed(&ResourcePath::parse("/walks").unwrap()).is_empty());
    }
}
