//! Writes a model as CSDL XML.
//!
//! Nothing is escaped: names are identifiers, and those that declare them see to that.

use super::{
    Container, EnumType, Form, Model, Mutability, Operation, OperationKind, Property, Role, Schema,
    StructuredType, TypeRef,
};

const CORE: &str = "Org.OData.Core.V1";
const CORE_ADDRESS: &str =
    "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";

pub(super) fn document(model: &Model) -> String {
    let mut xml = Xml { text: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), depth: 0 };
    let edmx = [("Version", "4.0"), ("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx")];
    xml.element("edmx:Edmx", &edmx, |xml| {
        xml.element("edmx:Reference", &[("Uri", CORE_ADDRESS)], |xml| {
            xml.empty("edmx:Include", &[("Namespace", CORE), ("Alias", "Core")]);
        });
        xml.element("edmx:DataServices", &[], |xml| {
            for of in model.0 {
                schema(xml, of);
            }
        });
    });
    xml.text
}

fn schema(xml: &mut Xml, schema: &Schema) {
    let attributes = [("Namespace", schema.namespace), ("xmlns", "http://docs.oasis-open.org/odata/ns/edm")];
    xml.element("Schema", &attributes, |xml| {
        for of in schema.enums {
            enumeration(xml, of);
        }
        for of in schema.types.iter().copied().flatten() {
            structure(xml, of);
        }
        for of in schema.operations {
            operation(xml, of);
        }
        if let Some(of) = &schema.container {
            container(xml, of);
        }
    });
}

fn enumeration(xml: &mut Xml, of: &EnumType) {
    xml.element("EnumType", &[("Name", local(of.name))], |xml| {
        for (name, value) in of.members {
            xml.empty("Member", &[("Name", name), ("Value", &value.to_string())]);
        }
    });
}

fn structure(xml: &mut Xml, of: &StructuredType) {
    let element = match of.form {
        Form::Entity => "EntityType",
        Form::Complex => "ComplexType",
    };
    let mut attributes = vec![("Name", local(of.name))];
    attributes.extend(of.base.map(|base| ("BaseType", base)));
    attributes.extend(of.is_abstract.then_some(("Abstract", "true")));
    attributes.extend(of.is_open.then_some(("OpenType", "true")));
    xml.element(element, &attributes, |xml| {
        if let Some(key) = of.key {
            xml.element("Key", &[], |xml| xml.empty("PropertyRef", &[("Name", key)]));
        }
        for of in of.properties {
            property(xml, of);
        }
    });
}

fn property(xml: &mut Xml, of: &Property) {
    let element = if of.is_navigation() { "NavigationProperty" } else { "Property" };
    let type_text = type_text(of.of);
    let mut attributes = vec![("Name", of.name), ("Type", type_text.as_str())];
    attributes.extend((of.role == Role::Containment).then_some(("ContainsTarget", "true")));
    attributes.extend(nullable(of.of));
    let annotation = match of.mutability {
        Mutability::Mutable => return xml.empty(element, &attributes),
        Mutability::Immutable => "Org.OData.Core.V1.Immutable",
        Mutability::Computed => "Org.OData.Core.V1.Computed",
    };
    xml.element(element, &attributes, |xml| {
        xml.empty("Annotation", &[("Term", annotation), ("Bool", "true")]);
    });
}

fn operation(xml: &mut Xml, of: &Operation) {
    let element = if of.kind == OperationKind::Action { "Action" } else { "Function" };
    let mut attributes = vec![("Name", of.name), ("IsBound", "true")];
    attributes.extend((of.kind == OperationKind::ComposableFunction).then_some(("IsComposable", "true")));
    xml.element(element, &attributes, |xml| {
        typed(xml, "Parameter", Some("bindingParameter"), of.bound_to, |_| {});
        for parameter in of.parameters {
            typed(xml, "Parameter", Some(parameter.name), parameter.of, |xml| {
                xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.OptionalParameter")]);
            });
        }
        if let Some(returns) = of.returns {
            typed(xml, "ReturnType", None, returns, |_| {});
        }
    });
}

/// An element that has a type, and perhaps a name.
fn typed(xml: &mut Xml, element: &str, name: Option<&str>, of: TypeRef, inside: impl FnOnce(&mut Xml)) {
    let type_text = type_text(of);
    let mut attributes: Vec<(&str, &str)> = name.map(|name| ("Name", name)).into_iter().collect();
    attributes.push(("Type", &type_text));
    attributes.extend(nullable(of));
    xml.element(element, &attributes, inside);
}

fn container(xml: &mut Xml, of: &Container) {
    xml.element("EntityContainer", &[("Name", of.name)], |xml| {
        for singleton in of.singletons {
            xml.element("Singleton", &[("Name", singleton.name), ("Type", singleton.type_name)], |xml| {
                for binding in singleton.bindings {
                    let attributes = [("Path", binding.path), ("Target", binding.target)];
                    xml.empty("NavigationPropertyBinding", &attributes);
                }
            });
        }
    });
}

/// A qualified name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_namespace, local)| local)
}

fn type_text(of: TypeRef) -> String {
    if of.is_collection { format!("Collection({})", of.name) } else { of.name.to_owned() }
}

fn nullable(of: TypeRef) -> Option<(&'static str, &'static str)> {
    (!of.is_nullable).then_some(("Nullable", "false"))
}

/// A document as far as it is written.
struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// An element with others inside; without any, it closes itself.
    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.begin(name, attributes);
        let opened = self.text.len();
        self.text.push_str(">\n");
        let filled = self.text.len();
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        if self.text.len() == filled {
            self.text.truncate(opened);
            self.text.push_str(" />\n");
        } else {
            self.indent();
            self.text.extend(["</", name, ">\n"]);
        }
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.element(name, attributes, |_| {});
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.extend(["<", name]);
        for (name, value) in attributes {
            self.text.extend([" ", name, "=\"", value, "\""]);
        }
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.depth));
    }
}
