//! The query options that OData itself defines, and which of them a route takes.

/// Makes the enum of the options from their names.
macro_rules! system_options {
    ($($option:ident $name:literal)*) => {
        /// A query option that OData defines.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum SystemOption {
            $(#[doc = concat!("`", $name, "`.")] $option,)*
        }

        impl SystemOption {
            const ALL: &[Self] = &[$(Self::$option),*];

            /// Its name, with the dollar sign.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$option => $name),* }
            }
        }
    };
}

system_options! {
    Count "$count"
    Expand "$expand"
    Filter "$filter"
    Format "$format"
    OrderBy "$orderby"
    Search "$search"
    Select "$select"
    Skip "$skip"
    SkipToken "$skiptoken"
    Top "$top"
}

impl SystemOption {
    /// The option of a name, in any case, with or without the dollar sign.
    pub(super) fn named(name: &str) -> Option<Self> {
        let plain = name.strip_prefix('$').unwrap_or(name);
        let matches = |option: &Self| option.name().trim_start_matches('$').eq_ignore_ascii_case(plain);
        Self::ALL.iter().copied().find(matches)
    }
}

/// Which options a route takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed(pub &'static [SystemOption]);

impl Allowed {
    /// All of them: a route that answers with a collection.
    pub const COLLECTION: Self = Self(SystemOption::ALL);
    /// Those of a route that answers with one entity.
    pub const ENTITY: Self = Self(&[SystemOption::Expand, SystemOption::Format, SystemOption::Select]);
    /// Those of a route that answers with the size of a collection.
    pub const SIZE: Self = Self(&[SystemOption::Filter, SystemOption::Search]);
    /// None.
    pub const NOTHING: Self = Self(&[]);

    /// Whether the option is one of them.
    #[must_use]
    pub fn contains(self, option: SystemOption) -> bool {
        self.0.contains(&option)
    }
}
