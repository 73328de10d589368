//! The path of a resource in canonical spelling.

/// A template of paths, in canonical spelling. Its segments are
///
/// - a name, as in `runs`, in any case;
/// - a key, as in `{run}`: its own segment in a path, or in parentheses after the name before it;
/// - a bound operation, known by its dots, as in `school.data.start`: with or without namespace and parentheses;
/// - a cast to a type, as in `<school.data.fileConnector>`: always with namespace;
/// - a cast to whatever type the path names, as in `<{type}>`: the name is a parameter, as a key is;
/// - what OData reserves, as in `$count`: exactly as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: &'static str,
    parts: Vec<Part>,
}

/// A segment of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Name(&'static str),
    Key(&'static str),
    Operation(&'static str),
    Cast(&'static str),
    AnyCast(&'static str),
    Reserved(&'static str),
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The first character is not a slash.
    #[error("the template {0} does not begin with a slash")]
    Relative(&'static str),
    /// A segment is of no known kind.
    #[error("the template {template} has a segment '{segment}' of no known kind")]
    Segment {
        /// The template.
        template: &'static str,
        /// The segment.
        segment: &'static str,
    },
    /// A key follows something else than a collection.
    #[error("the key {{{key}}} of the template {template} follows no collection")]
    StrayKey {
        /// The template.
        template: &'static str,
        /// The name of the key.
        key: &'static str,
    },
    /// Two keys have one name.
    #[error("the template {template} has two keys {{{key}}}")]
    SameKey {
        /// The template.
        template: &'static str,
        /// Their name.
        key: &'static str,
    },
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When it does not begin with a slash, a segment is of no known kind, or a key has no collection or shares
    /// its name.
    pub fn parse(text: &'static str) -> Result<Self, TemplateError> {
        let segments = text.strip_prefix('/').ok_or(TemplateError::Relative(text))?;
        let mut template = Self { text, parts: Vec::new() };
        if !segments.is_empty() {
            segments.split('/').try_for_each(|segment| template.push(segment))?;
        }
        Ok(template)
    }

    fn push(&mut self, segment: &'static str) -> Result<(), TemplateError> {
        let template = self.text;
        let part = Part::parse(segment).ok_or(TemplateError::Segment { template, segment })?;
        if let Part::Key(key) = part
            && !matches!(self.parts.last(), Some(Part::Name(_) | Part::Cast(_) | Part::AnyCast(_)))
        {
            return Err(TemplateError::StrayKey { template, key });
        }
        if let Part::Key(key) | Part::AnyCast(key) = part
            && self.parameters().any(|known| known == key)
        {
            return Err(TemplateError::SameKey { template, key });
        }
        self.parts.push(part);
        Ok(())
    }

    /// The template as it was written.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    /// The names of its keys and types, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Key(name) | Part::AnyCast(name) => Some(*name),
            _ => None,
        })
    }

    /// The names of the types that it casts to, as a path names them.
    pub(super) fn casts(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().filter_map(|part| match part {
            Part::AnyCast(name) => Some(*name),
            _ => None,
        })
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

impl Part {
    fn parse(segment: &'static str) -> Option<Self> {
        if let Some(name) = segment.strip_prefix('{') {
            return name.strip_suffix('}').filter(|name| is_name(name)).map(Self::Key);
        }
        if let Some(name) = segment.strip_prefix("<{") {
            return name.strip_suffix("}>").filter(|name| is_name(name)).map(Self::AnyCast);
        }
        if let Some(name) = segment.strip_prefix('<') {
            return name.strip_suffix('>').filter(|name| is_qualified(name)).map(Self::Cast);
        }
        if segment.strip_prefix('$').is_some_and(is_name) {
            return Some(Self::Reserved(segment));
        }
        if is_name(segment) {
            return Some(Self::Name(segment));
        }
        is_qualified(segment).then_some(Self::Operation(segment))
    }
}

/// An operation without its namespace.
pub(super) fn unqualified(operation: &str) -> &str {
    operation.rsplit('.').next().unwrap_or(operation)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_qualified(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_segment_is_known() {
        let text = "/sets/{set}/<ns.bigSet>/flows/{flow}/<{type}>/ns.v1.reset/$value";
        let template = Template::parse(text).unwrap();
        assert_eq!(template.parameters().collect::<Vec<_>>(), ["set", "flow", "type"]);
        let parts = [
            Part::Name("sets"),
            Part::Key("set"),
            Part::Cast("ns.bigSet"),
            Part::Name("flows"),
            Part::Key("flow"),
            Part::AnyCast("type"),
            Part::Operation("ns.v1.reset"),
            Part::Reserved("$value"),
        ];
        assert_eq!(template.parts(), parts);
        assert_eq!(Template::parse("/").unwrap().parts(), []);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let cases = [
            ("a", "the template a does not begin with a slash"),
            ("/a/", "the template /a/ has a segment '' of no known kind"),
            ("/{a", "the template /{a has a segment '{a' of no known kind"),
            ("/a/{}", "the template /a/{} has a segment '{}' of no known kind"),
            ("/<a>", "the template /<a> has a segment '<a>' of no known kind"),
            ("/<{a>", "the template /<{a> has a segment '<{a>' of no known kind"),
            ("/a-b", "the template /a-b has a segment 'a-b' of no known kind"),
            ("/a..b", "the template /a..b has a segment 'a..b' of no known kind"),
            ("/$", "the template /$ has a segment '$' of no known kind"),
            ("/{a}", "the key {a} of the template /{a} follows no collection"),
            ("/a/{b}/{c}", "the key {c} of the template /a/{b}/{c} follows no collection"),
            ("/a/{x}/<{x}>", "the template /a/{x}/<{x}> has two keys {x}"),
            ("/a/{x}/b/{x}", "the template /a/{x}/b/{x} has two keys {x}"),
        ];
        for (text, message) in cases {
            assert_eq!(Template::parse(text).unwrap_err().to_string(), message);
        }
    }
}
