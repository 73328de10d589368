//! Parameter aliases: `@name` in an expression, and `@name=…` in the query that says what it stands for.

/// What the aliases of a query stand for, as written. Each is read where it is used, so that what nobody uses
/// may be anything.
#[derive(Debug, Default)]
pub(super) struct Aliases<'q> {
    texts: Vec<(&'q str, &'q str)>,
}

impl<'q> Aliases<'q> {
    /// The aliases among the options of a query.
    pub(super) fn among(options: &'q [(String, String)]) -> Self {
        let named = |(name, text): &'q (String, String)| Some((name.strip_prefix('@')?, text.as_str()));
        Self { texts: options.iter().filter_map(named).collect() }
    }

    /// What stands for `@name`.
    pub(super) fn text(&self, name: &str) -> Option<&'q str> {
        self.texts.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }
}
