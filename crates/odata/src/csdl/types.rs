//! Types that have names.

use super::Property;

/// An enumeration.
#[derive(Debug, Clone, Copy)]
pub struct EnumType {
    /// Its qualified name.
    pub name: &'static str,
    /// Its members and their numbers.
    pub members: &'static [(&'static str, i64)],
}

/// Whether values of a type are found by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// They have a key.
    Entity,
    /// They are parts of others.
    Complex,
}

/// A type with properties.
#[derive(Debug, Clone, Copy)]
pub struct StructuredType {
    /// Its qualified name.
    pub name: &'static str,
    /// Whether its values are found by themselves.
    pub form: Form,
    /// The type that it extends.
    pub base: Option<&'static str>,
    /// The property that is the key; of a type that extends another, the base has it.
    pub key: Option<&'static str>,
    /// Whether every value is of a type that extends this one.
    pub is_abstract: bool,
    /// Whether values may have more properties than are declared.
    pub is_open: bool,
    /// Its own properties, without those of its base.
    pub properties: &'static [Property],
}

impl StructuredType {
    /// The type of parts of others.
    #[must_use]
    pub const fn complex(name: &'static str, properties: &'static [Property]) -> Self {
        let form = Form::Complex;
        Self { name, form, base: None, key: None, is_abstract: false, is_open: false, properties }
    }

    /// The type of entities; it extends one that has a key, or is given one.
    #[must_use]
    pub const fn entity(name: &'static str, properties: &'static [Property]) -> Self {
        Self { form: Form::Entity, ..Self::complex(name, properties) }
    }

    /// Extends `base`.
    #[must_use]
    pub const fn extending(self, base: &'static str) -> Self {
        Self { base: Some(base), ..self }
    }

    /// Found by this property.
    #[must_use]
    pub const fn keyed_by(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Has no values of its own.
    #[must_use]
    pub const fn as_abstract(self) -> Self {
        Self { is_abstract: true, ..self }
    }

    /// May have undeclared properties.
    #[must_use]
    pub const fn as_open(self) -> Self {
        Self { is_open: true, ..self }
    }
}
