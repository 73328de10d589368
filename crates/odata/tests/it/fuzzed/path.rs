//! What holds of a path, whatever the text: what can be read is written so that it reads the same, and a
//! template that fits it fits each of its spellings.

use odata::{Arguments, Bind, Literal, ResourcePath, Segment, Template, encode_segment};

/// Longer paths are refused; the encoding may make one so long.
const LONGEST: usize = 8 * 1024;

const TEMPLATES: [&str; 6] = [
    "/",
    "/sets",
    "/sets/$count",
    "/sets/{set}",
    "/sets/{set}/flows/{flow}",
    "/sets/{set}/<school.big>/flows/{flow}/school.data.start",
];

pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(literal) = Literal::parse(text) {
        let written = literal.to_string();
        // As text, for NaN is not equal to itself.
        assert_eq!(Literal::parse(&written).map(|again| again.to_string()), Ok(written));
    }
    if let Ok(target) = Bind::parse(text) {
        assert!(!target.path().segments.is_empty());
    }
    let Ok(path) = ResourcePath::parse(text) else { return };
    let written: String = path.segments.iter().map(written).collect();
    if written.len() <= LONGEST {
        let again = ResourcePath::parse(&written).map(|again| format!("{again:?}"));
        assert_eq!(again, Ok(format!("{path:?}")), "{written}");
    }
    for template in TEMPLATES {
        each_spelling_says_the_same(&Template::parse(template).unwrap(), &path);
    }
}

fn written(segment: &Segment) -> String {
    let inside = match &segment.arguments {
        Arguments::None => return format!("/{}", encode_segment(&segment.name)),
        Arguments::Empty => String::new(),
        Arguments::Key(key) => key.to_string(),
        Arguments::Named(named) => {
            let each = named.iter().map(|(name, value)| format!("{name}={value}"));
            each.collect::<Vec<_>>().join(",")
        }
    };
    format!("/{}({})", encode_segment(&segment.name), encode_segment(&inside))
}

fn each_spelling_says_the_same(template: &Template, path: &ResourcePath) {
    let Some(matched) = template.matches(path) else { return };
    let names: Vec<&str> = template.parameters().collect();
    let keys: Vec<&str> = names.iter().filter_map(|name| matched.key(name)).collect();
    assert_eq!(keys.len(), names.len(), "every key has a value");
    for spelling in template.spellings(&keys) {
        let Ok(path) = ResourcePath::parse(&spelling) else {
            assert!(spelling.len() > LONGEST, "{spelling}");
            continue;
        };
        let again = template.matches(&path).unwrap_or_else(|| panic!("{spelling}"));
        let same = names.iter().map(|name| again.key(name).unwrap()).collect::<Vec<_>>();
        assert_eq!(same, keys, "{spelling}");
    }
}
