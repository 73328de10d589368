//! What a query needs of its rows: whoever makes them asks here which related entities they must bring along.

use super::{QueryOptions, names};

/// What stands for every navigation property of a value.
const ALL: &str = "*";

/// The paths along which a query looks at its rows: those that it expands, filters by and orders by.
///
/// Types in a path do not matter: who is of another type brings nothing along.
#[derive(Debug, Clone, Default)]
pub struct Needs<'q> {
    paths: Vec<Vec<&'q str>>,
}

impl QueryOptions {
    /// What rows must have for these options, and for those within `$expand`, to be answered.
    #[must_use]
    pub fn needs(&self) -> Needs<'_> {
        let mut paths: Vec<Vec<&str>> = names::looked_at(self).collect();
        for item in &self.expand {
            let start = names::names(&item.path);
            let within = item.options.needs().paths;
            paths.extend(within.into_iter().map(|rest| [start.as_slice(), &rest].concat()));
            paths.push(if item.all { [start.as_slice(), &[ALL]].concat() } else { start });
        }
        Needs { paths }
    }
}

impl<'q> Needs<'q> {
    /// What is needed of the value at `path`, which names no types; `None` if the value itself is not needed.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<Self> {
        let paths: Vec<Vec<&str>> =
            self.paths.iter().filter_map(|needed| behind(needed, path)).map(<[&str]>::to_vec).collect();
        (!paths.is_empty()).then_some(Self { paths })
    }

    /// The paths.
    pub fn paths(&self) -> impl Iterator<Item = &[&'q str]> {
        self.paths.iter().map(Vec::as_slice)
    }
}

/// What of `path` is behind `start`, if it begins with that; types in either do not matter.
pub(super) fn behind<'a, 'q>(path: &'a [&'q str], start: &[&str]) -> Option<&'a [&'q str]> {
    let Some((first, others)) = start.split_first() else { return Some(path) };
    if first.contains('.') {
        return behind(path, others);
    }
    let (segment, rest) = path.split_first()?;
    match segment.contains('.') {
        true => behind(rest, start),
        false if *segment == ALL || segment.eq_ignore_ascii_case(first) => behind(rest, others),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(query: &str, path: &[&str]) -> Option<Vec<String>> {
        let options = QueryOptions::parse(query).unwrap();
        let at = options.needs().at(path)?;
        Some(at.paths().map(|path| path.join("/")).collect())
    }

    #[test]
    fn whatever_looks_at_a_path_needs_it() {
        for (query, rest) in [
            ("$expand=maker", ""),
            ("$expand=*", ""),
            ("$expand=Maker/town", "town"),
            ("$expand=maker($filter=town/name eq 'x')", "town/name|"),
            ("$expand=maker($expand=town;$orderby=name)", "name|town|"),
            ("$filter=maker/name eq 'x'", "name"),
            ("$filter=maker eq null", ""),
            ("$filter=n.keyboard/maker/any(m:m/town/any(t:t/name eq m/name))", "|town|town/name|name"),
            ("$filter=maker/$count gt 1", ""),
            ("$filter=isof(maker,'n.t') and maker/n.t/name eq 'x'", "|n.t/name"),
            ("$orderby=length(maker/name) desc", "name"),
        ] {
            let paths = needed(query, &["maker"]).map(|paths| paths.join("|"));
            assert_eq!(paths.as_deref(), Some(rest), "{query}");
        }
    }

    #[test]
    fn what_nobody_looks_at_is_not_needed() {
        for query in ["", "$filter=name eq 'x'", "$select=maker", "$expand=players", "$expand=case/*"] {
            assert_eq!(needed(query, &["maker"]), None, "{query}");
        }
        assert_eq!(needed("$filter=maker/name eq 'x'", &["maker", "town"]), None);
        assert_eq!(needed("$expand=*", &["maker", "town"]), None);
        assert_eq!(needed("$expand=maker/*", &["maker", "town"]), Some(vec![String::new()]));
    }
}
