//! The concrete types of an abstract one, told apart by `@odata.type`.

use odata::{Error, ObjectReader};

use crate::{NAMESPACE, local_name};

/// The concrete types of an abstract one: their names within the namespace, and what each stands for.
pub(crate) struct ConcreteTypes<T: 'static> {
    base: &'static str,
    types: &'static [(&'static str, T)],
}

impl<T: Copy + PartialEq> ConcreteTypes<T> {
    /// The `types` that derive from `base`.
    pub(crate) const fn new(base: &'static str, types: &'static [(&'static str, T)]) -> Self {
        Self { base, types }
    }

    /// What the name of a type within the namespace stands for.
    pub(crate) fn name(&self, of: T) -> &'static str {
        self.types.iter().find(|(_, known)| *known == of).map_or(self.base, |(name, _)| name)
    }

    /// The type that a body which makes something must say.
    ///
    /// # Errors
    /// When it says none, or one that is none of these.
    pub(crate) fn read(&self, reader: &ObjectReader) -> Result<T, Error> {
        let Some(named) = reader.odata_type()? else {
            return Err(self.refusal(&format!(
                "The property '@odata.type' is required, since '{}' is abstract.",
                self.base
            )));
        };
        self.find(&named)
    }

    /// Checks that a body which changes something of the type `stored` says no other.
    ///
    /// # Errors
    /// When it does.
    pub(crate) fn check(&self, reader: &ObjectReader, stored: T) -> Result<(), Error> {
        match reader.odata_type()? {
            Some(named) if self.find(&named)? != stored => {
                let stored = self.name(stored);
                let message = format!("This is a '{stored}' and cannot become of another type.");
                Err(Error::bad_request(message).at("@odata.type"))
            }
            _ => Ok(()),
        }
    }

    fn find(&self, named: &str) -> Result<T, Error> {
        let known = |name: &str| self.types.iter().find(|(known, _)| *known == name).map(|(_, of)| *of);
        local_name(named)
            .and_then(known)
            .ok_or_else(|| self.refusal("The type is unknown here, or abstract."))
    }

    fn refusal(&self, problem: &str) -> Error {
        let names: Vec<String> =
            self.types.iter().map(|(name, _)| format!("'#{NAMESPACE}.{name}'")).collect();
        Error::bad_request(format!("{problem} It is one of {}.", names.join(", "))).at("@odata.type")
    }
}
