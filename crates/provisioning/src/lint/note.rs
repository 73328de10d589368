//! What lint has to say.

use std::fmt;

use crate::ObjectKey;

/// Whether a plan may be written all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintSeverity {
    /// It must not be written.
    Error,
    /// It may; the directory will refuse part of it.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $says:literal;)+) => {
        /// A check.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LintCode {
            $($(#[$doc])* $name,)+
        }

        impl LintCode {
            /// Every check.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Whether a plan may be written all the same.
            #[must_use]
            pub const fn severity(self) -> LintSeverity {
                match self { $(Self::$name => LintSeverity::$severity,)+ }
            }

            /// What is wrong, in one sentence without names.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $says,)+ }
            }
        }
    };
}

codes! {
    /// Two operations do the same to one object.
    Twice = "PLAN-TWICE", Error, "the same is done to it twice";
    /// A membership's end neither is there nor is created.
    Dangling = "PLAN-DANGLING", Error, "something joins it, or it joins something, and it is neither there nor created";
    /// An object is created without what the directory demands.
    Incomplete = "PLAN-INCOMPLETE", Error, "it is created without an attribute that the directory demands";
    /// Two accounts would sign in with one name.
    SignInName = "PLAN-UPN", Error, "it would sign in with a name that another account has or gets";
    /// Two class groups would share a mail nickname.
    Nickname = "PLAN-NICKNAME", Warning, "its mail nickname is one that another class group has or gets";
    /// A name is longer than the directory takes, or has characters that it refuses.
    Name = "PLAN-NAME", Error, "a name of it is one that the directory refuses";
    /// An operation changes nothing.
    NoOp = "PLAN-NOOP", Error, "an operation on it changes nothing";
    /// A membership ends without a reason.
    NoCause = "PLAN-NOCAUSE", Error, "somebody is removed from it and nothing says why";
    /// An object that does not carry one of our anchors is changed.
    Foreign = "PLAN-FOREIGN", Error, "it is changed and does not carry an anchor of its kind";
    /// A group gets more owners than a directory takes.
    Owners = "PLAN-OWNERS", Warning, "it gets more than 100 owners";
    /// An object gets into more units than a directory takes.
    Units = "PLAN-UNITS", Warning, "it gets into more than 30 administrative units";
}

impl fmt::Display for LintCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What one check says about one object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintNote {
    /// Whether the plan may be written all the same.
    pub severity: LintSeverity,
    /// The check.
    pub code: LintCode,
    /// The object.
    pub object: ObjectKey,
}

impl LintNote {
    pub(super) const fn new(code: LintCode, object: ObjectKey) -> Self {
        Self { severity: code.severity(), code, object }
    }
}

impl fmt::Display for LintNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.code, self.object, self.code.message())
    }
}
