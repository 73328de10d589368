//! The rule catalogue: every check that can speak, by its stable code.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a finding does to the record it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The run stops before anything is written.
    Fatal,
    /// The whole record is dropped.
    Error,
    /// The value is removed, or the record is kept although something is wrong with it.
    Warning,
    /// Nothing is lost; worth knowing.
    Info,
}

impl Severity {
    /// The word in files and output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, cascade: $cascade:literal;)+) => {
        /// A rule of the catalogue. The order is the order of reports: causes before consequences.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)+
        }

        impl Rule {
            /// Every rule, in report order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The rule with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }

            /// Whether a finding of this rule only follows from another finding.
            #[must_use]
            pub const fn is_cascade(self) -> bool {
                match self { $(Self::$name => $cascade,)+ }
            }
        }
    };
}

rules! {
    /// The source cannot be reached or refuses us.
    SrcConnect = "SRC-CONNECT", cascade: false;
    /// A file or endpoint ended early.
    SrcPartial = "SRC-PARTIAL", cascade: false;
    /// A file changed while the roster was read.
    FileChanged = "FILE-CHANGED", cascade: false;
    /// A required file is absent.
    FileMissing = "FILE-MISSING", cascade: false;
    /// Only one of classes and enrollments is there.
    FilePair = "FILE-PAIR", cascade: false;
    /// A required file has no record.
    FileEmpty = "FILE-EMPTY", cascade: false;
    /// A file that the previous run had is absent now.
    FileDropped = "FILE-DROPPED", cascade: false;
    /// A file is not UTF-8.
    FileEncoding = "FILE-ENCODING", cascade: false;
    /// Quotes are unbalanced, so rows cannot be told apart.
    FileCsv = "FILE-CSV", cascade: false;
    /// A record or a header is larger than the limits.
    FileLimit = "FILE-LIMIT", cascade: false;
    /// A required header is missing.
    HdrMissing = "HDR-MISSING", cascade: false;
    /// A header is repeated.
    HdrDup = "HDR-DUP", cascade: false;
    /// A header differs only in case or surrounding space.
    HdrCase = "HDR-CASE", cascade: false;
    /// A column that the format does not know was ignored.
    HdrUnknown = "HDR-UNKNOWN", cascade: false;
    /// A row has more fields than the header, or its quotes leave its fields in doubt.
    RowShape = "ROW-SHAPE", cascade: false;
    /// A value contains a line break.
    RowLinebreak = "ROW-LINEBREAK", cascade: false;
    /// A required value is empty.
    ValRequired = "VAL-REQUIRED", cascade: false;
    /// A value is not in its list.
    ValEnum = "VAL-ENUM", cascade: false;
    /// A value is not an ISO 8601 date.
    ValDate = "VAL-DATE", cascade: false;
    /// A value is neither `true` nor `false`.
    ValBool = "VAL-BOOL", cascade: false;
    /// A value is not an RFC 5322 address.
    ValEmail = "VAL-EMAIL", cascade: false;
    /// A value is not a telephone number.
    ValPhone = "VAL-PHONE", cascade: false;
    /// A value is not a plausible school year.
    ValYear = "VAL-YEAR", cascade: false;
    /// A value is longer than the store or the directory takes.
    ValLength = "VAL-LENGTH", cascade: false;
    /// A value holds characters that cannot be used.
    ValChar = "VAL-CHAR", cascade: false;
    /// A value was changed by trimming.
    ValTrim = "VAL-TRIM", cascade: false;
    /// An exact duplicate was dropped.
    DupRow = "DUP-ROW", cascade: false;
    /// The same key came with different values.
    DupKey = "DUP-KEY", cascade: false;
    /// The same username came on two people.
    DupUsername = "DUP-USERNAME", cascade: false;
    /// An end lies before its start.
    DateOrder = "DATE-ORDER", cascade: false;
    /// A parent is its own ancestor.
    RefCycle = "REF-CYCLE", cascade: false;
    /// A reference names nothing in the roster.
    RefMissing = "REF-MISSING", cascade: false;
    /// A reference names a record that was itself dropped.
    RefDropped = "REF-DROPPED", cascade: true;
    /// A person has no valid role.
    UsrNorole = "USR-NOROLE", cascade: false;
    /// A contact lacks a name or an e-mail address.
    UsrContact = "USR-CONTACT", cascade: false;
    /// An enrolled person has no role in the class's organisation.
    EnrNorole = "ENR-NOROLE", cascade: false;
    /// A class has nobody who could own its group.
    ClsNoowner = "CLS-NOOWNER", cascade: false;
    /// A class names no session and is taken to run on.
    ClsNosession = "CLS-NOSESSION", cascade: false;
    /// A person matched no account.
    MatchNone = "MATCH-NONE", cascade: false;
    /// A person matched several accounts.
    MatchMulti = "MATCH-MULTI", cascade: false;
    /// Two people matched one account, or the rule contradicts the link.
    MatchConflict = "MATCH-CONFLICT", cascade: false;
    /// A person lacks what an account needs to be created.
    UsrCreate = "USR-CREATE", cascade: false;
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("no rule has the code {code}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_rule() {
        for &rule in Rule::ALL {
            assert_eq!(Rule::from_code(rule.code()), Some(rule));
        }
    }
}
