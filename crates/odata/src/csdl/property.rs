//! What a structured type is made of.

/// A type as something uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeRef {
    /// The type's qualified name; for a collection, that of its items.
    pub name: &'static str,
    /// Whether there may be several.
    pub is_collection: bool,
    /// Whether there may be null.
    pub is_nullable: bool,
}

impl TypeRef {
    /// One value, or null.
    #[must_use]
    pub const fn one(name: &'static str) -> Self {
        Self { name, is_collection: false, is_nullable: true }
    }

    /// A collection.
    #[must_use]
    pub const fn many(name: &'static str) -> Self {
        Self { name, is_collection: true, is_nullable: true }
    }

    /// Never null.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_nullable: false, ..self }
    }
}

/// What a property leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A value of the entity itself.
    Value,
    /// Other entities, which are addressed elsewhere.
    Reference,
    /// Other entities, which are addressed here and end with it.
    Containment,
}

/// When a client may give a property its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutability {
    /// Whenever it likes.
    Mutable,
    /// When the entity is made, and never again.
    Immutable,
    /// Never: the service does.
    Computed,
}

/// How long a text may be, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub least: usize,
    /// At most.
    pub most: usize,
}

/// A property.
///
/// What a client may send is told in more detail than CSDL shows, so that `$metadata` can be another service's
/// to the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub of: TypeRef,
    /// What it leads to.
    pub role: Role,
    /// When it may be given a value.
    pub mutability: Mutability,
    /// How long a text a client may send; `None` if no length is looked at.
    pub length: Option<Length>,
    /// Whether a client may leave it out of what it makes, though it is never null.
    pub has_default: bool,
}

impl Property {
    /// One value, or null.
    #[must_use]
    pub const fn one(name: &'static str, type_name: &'static str) -> Self {
        Self {
            name,
            of: TypeRef::one(type_name),
            role: Role::Value,
            mutability: Mutability::Mutable,
            length: None,
            has_default: false,
        }
    }

    /// A collection of values.
    #[must_use]
    pub const fn many(name: &'static str, type_name: &'static str) -> Self {
        Self { of: TypeRef::many(type_name), ..Self::one(name, type_name) }
    }

    /// Never null.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { of: self.of.required(), ..self }
    }

    /// A navigation property to entities that are addressed elsewhere.
    #[must_use]
    pub const fn reference(self) -> Self {
        Self { role: Role::Reference, ..self }
    }

    /// A navigation property to entities that are addressed here.
    #[must_use]
    pub const fn contained(self) -> Self {
        Self { role: Role::Containment, ..self }
    }

    /// Given by the service alone.
    #[must_use]
    pub const fn computed(self) -> Self {
        Self { mutability: Mutability::Computed, ..self }
    }

    /// Given when the entity is made, and never again.
    #[must_use]
    pub const fn immutable(self) -> Self {
        Self { mutability: Mutability::Immutable, ..self }
    }

    /// A text of at least `least` and at most `most` characters.
    #[must_use]
    pub const fn of_length(self, least: usize, most: usize) -> Self {
        Self { length: Some(Length { least, most }), ..self }
    }

    /// Given a value by the service where a client gives none.
    #[must_use]
    pub const fn with_default(self) -> Self {
        Self { has_default: true, ..self }
    }

    /// Whether it leads to entities.
    #[must_use]
    pub const fn is_navigation(&self) -> bool {
        !matches!(self.role, Role::Value)
    }
}
