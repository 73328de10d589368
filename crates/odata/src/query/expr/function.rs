//! The functions that an expression may call.

use std::ops::RangeInclusive;

/// Makes the enum of the functions from their names and how many arguments they take.
macro_rules! functions {
    ($($function:ident $name:literal $arguments:expr;)*) => {
        /// A function of OData.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Function {
            $(#[doc = concat!("`", $name, "`.")] $function,)*
        }

        impl Function {
            const ALL: &[Self] = &[$(Self::$function),*];

            /// Its name, as OData spells it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$function => $name),* }
            }

            /// How many arguments it takes.
            #[must_use]
            pub const fn arguments(self) -> RangeInclusive<usize> {
                match self { $(Self::$function => $arguments),* }
            }
        }
    };
}

functions! {
    Concat "concat" 2..=2;
    Contains "contains" 2..=2;
    EndsWith "endswith" 2..=2;
    IndexOf "indexof" 2..=2;
    Length "length" 1..=1;
    MatchesPattern "matchesPattern" 2..=2;
    StartsWith "startswith" 2..=2;
    Substring "substring" 2..=3;
    ToLower "tolower" 1..=1;
    ToUpper "toupper" 1..=1;
    Trim "trim" 1..=1;
    Date "date" 1..=1;
    Day "day" 1..=1;
    FractionalSeconds "fractionalseconds" 1..=1;
    Hour "hour" 1..=1;
    MaxDateTime "maxdatetime" 0..=0;
    MinDateTime "mindatetime" 0..=0;
    Minute "minute" 1..=1;
    Month "month" 1..=1;
    Now "now" 0..=0;
    Second "second" 1..=1;
    Time "time" 1..=1;
    TotalOffsetMinutes "totaloffsetminutes" 1..=1;
    TotalSeconds "totalseconds" 1..=1;
    Year "year" 1..=1;
    Ceiling "ceiling" 1..=1;
    Floor "floor" 1..=1;
    Round "round" 1..=1;
}

impl Function {
    /// The function of a name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name().eq_ignore_ascii_case(name))
    }
}
