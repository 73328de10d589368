//! What a caller would like, and need not get.

use std::num::NonZeroU32;

use http::{HeaderMap, HeaderValue};

use super::PREFER;

/// The preferences that mean something here. Others are ignored, as is a value that makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    /// At most this many items a page.
    pub max_page_size: Option<NonZeroU32>,
    /// What a successful write answers.
    pub returns: Option<Return>,
    /// Members of an enumeration that came after its `unknownFutureValue` may be sent.
    pub include_unknown_enum_members: bool,
}

/// What a successful write answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Return {
    /// Nothing.
    Minimal,
    /// What was written, as it is now.
    Representation,
}

impl Preferences {
    /// The preferences of a request. Of one that is there twice, the first counts.
    #[must_use]
    pub fn new(headers: &HeaderMap) -> Self {
        let mut preferences = Self::default();
        let values = headers.get_all(PREFER).iter().filter_map(|value| value.to_str().ok());
        for preference in values.flat_map(|value| value.split(',')) {
            preferences.read(preference);
        }
        preferences
    }

    /// As the value of `Preference-Applied`, for those that were followed; `None` if none was.
    #[must_use]
    pub fn applied(&self) -> Option<HeaderValue> {
        let returns = self.returns.map(|returns| match returns {
            Return::Minimal => "return=minimal".to_owned(),
            Return::Representation => "return=representation".to_owned(),
        });
        let page = self.max_page_size.map(|size| format!("odata.maxpagesize={size}"));
        let members = self.include_unknown_enum_members.then(|| "include-unknown-enum-members".to_owned());
        let all: Vec<String> = [returns, page, members].into_iter().flatten().collect();
        if all.is_empty() { None } else { HeaderValue::from_str(&all.join(", ")).ok() }
    }

    fn read(&mut self, preference: &str) {
        let preference = preference.split(';').next().unwrap_or_default();
        let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_matches('"');
        match name.strip_prefix("odata.").unwrap_or(&name) {
            "maxpagesize" => self.max_page_size = self.max_page_size.or_else(|| value.parse().ok()),
            "return" => self.returns = self.returns.or_else(|| Return::parse(value)),
            "include-unknown-enum-members" => self.include_unknown_enum_members = true,
            _ => {}
        }
    }
}

impl Return {
    fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "minimal" => Some(Self::Minimal),
            "representation" => Some(Self::Representation),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preferences(values: &[&'static str]) -> Preferences {
        Preferences::new(&values.iter().map(|value| (PREFER, HeaderValue::from_static(value))).collect())
    }

    #[test]
    fn each_is_found_wherever_it_stands() {
        let all = Preferences {
            max_page_size: NonZeroU32::new(50),
            returns: Some(Return::Representation),
            include_unknown_enum_members: true,
        };
        assert_eq!(
            preferences(&[
                "respond-async, OData.MaxPageSize=50; x=y",
                "return=\"representation\",include-unknown-enum-members"
            ]),
            all
        );
        assert_eq!(
            preferences(&[
                "maxpagesize = 50",
                "maxpagesize=70,return=representation,return=minimal,include-unknown-enum-members"
            ]),
            all
        );
    }

    #[test]
    fn what_was_followed_is_said() {
        let all = preferences(&["maxpagesize=5,return=minimal,include-unknown-enum-members,wait=1"]);
        let said = all.applied().unwrap();
        assert_eq!(said, "return=minimal, odata.maxpagesize=5, include-unknown-enum-members");
        assert_eq!(Preferences::new(&HeaderMap::from_iter([(PREFER, said)])), all);
        assert_eq!(Preferences::default().applied(), None);
    }

    #[test]
    fn what_makes_no_sense_is_ignored() {
        for value in
            ["", ",;=", "maxpagesize=0", "odata.maxpagesize=-1", "maxpagesize", "return=both", "wait=10"]
        {
            assert_eq!(preferences(&[value]), Preferences::default(), "{value}");
        }
    }
}
