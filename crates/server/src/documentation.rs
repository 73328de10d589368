//! The routes as a person reads them, made from their declarations.

use std::fmt::Write;

use crate::routes::{Access, Takes, declarations};

/// A table of every route, in Markdown.
#[must_use]
pub fn documentation() -> String {
    let mut table =
        String::from("| request | does | needs one of | query options | answers |\n|---|---|---|---|---|\n");
    for route in declarations() {
        let body = if route.takes == Takes::Json { " + JSON" } else { "" };
        let options = route.options.0.iter().map(|option| option.name()).collect::<Vec<_>>().join(" ");
        // Writing to a text cannot fail.
        let _infallible = writeln!(
            table,
            "| `{} {}`{body} | {} | {} | {options} | {} |",
            route.method,
            route.path,
            route.summary,
            access(route.access),
            route.status.as_u16(),
        );
    }
    table
}

fn access(access: Access) -> String {
    match access {
        Access::Anyone => "nothing".to_owned(),
        Access::AnyCaller => "any token".to_owned(),
        Access::OneOf(scopes) => scopes.join("<br>"),
    }
}
