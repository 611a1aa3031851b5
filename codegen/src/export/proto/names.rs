//! How proto files spell references to types, and protoc's derived names.

use std::collections::BTreeSet;

use crate::ir::{Api, FieldType, Scalar};
use crate::protobuf::map_entry;

/// A message that comes with protobuf.
#[derive(Debug, Clone, Copy)]
pub(super) struct WellKnown {
    /// Its full name.
    name: &'static str,
    /// The file to import for it.
    pub(super) import: &'static str,
}

/// The message that a scalar of the schema is in protobuf, if it is one.
pub(super) fn well_known(scalar: Scalar) -> Option<WellKnown> {
    match scalar {
        Scalar::Timestamp => Some(WellKnown {
            name: "google.protobuf.Timestamp",
            import: "google/protobuf/timestamp.proto",
        }),
        Scalar::Duration => Some(WellKnown {
            name: "google.protobuf.Duration",
            import: "google/protobuf/duration.proto",
        }),
        Scalar::String
        | Scalar::Bool
        | Scalar::Bytes
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Uint32
        | Scalar::Uint64
        | Scalar::Float
        | Scalar::Double => None,
    }
}

/// All types of the package, for finding out what a name means at a place.
#[derive(Debug)]
pub(super) struct Names {
    package: String,
    types: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let messages = api.messages.iter().map(|message| message.name.clone());
        let enums = api.enums.iter().map(|declared| declared.name.clone());
        // protoc declares a message for the entries of each map, which hides outer names as well.
        let entries = api.messages.iter().flat_map(|message| {
            let maps = message.fields.iter().filter(|f| matches!(f.ty, FieldType::Map(..)));
            maps.map(|field| join(&message.name, &map_entry(&field.name)))
        });
        Self { package: api.package.clone(), types: messages.chain(enums).chain(entries).collect() }
    }

    /// The name of a scalar.
    pub(super) fn scalar(&self, scalar: Scalar) -> String {
        match well_known(scalar) {
            Some(known) => self.foreign(known.name),
            None => scalar.name().to_owned(),
        }
    }

    /// The name of an option that another package declares, such as `(buf.validate.field)`.
    pub(super) fn option(&self, name: &str) -> String {
        format!("({})", self.foreign(name))
    }

    /// The full name of what another package declares, with a dot before it where its first part
    /// would mean a part of our own package.
    fn foreign(&self, name: &str) -> String {
        let first = name.split('.').next();
        let hidden = self.package.split('.').skip(1).any(|part| Some(part) == first);
        if hidden { format!(".{name}") } else { name.to_owned() }
    }

    /// The shortest name of a type that means it inside a message, or outside of all if `scope` is
    /// empty. Names of types and scopes are without the package.
    pub(super) fn reference(&self, name: &str, scope: &str) -> String {
        let shorter = name.rmatch_indices('.').filter_map(|(dot, _)| name.get(dot + 1..));
        let fitting = shorter
            .chain([name])
            .find(|candidate| self.resolve(candidate, scope).as_deref() == Some(name));
        match fitting {
            Some(fitting) => fitting.to_owned(),
            None => format!(".{}.{name}", self.package),
        }
    }

    /// What a name means inside a message: its first part is looked for from the inside out, and
    /// where that is found, the rest must be too.
    fn resolve(&self, candidate: &str, scope: &str) -> Option<String> {
        let first = candidate.split('.').next().unwrap_or(candidate);
        let mut scope = scope;
        loop {
            if self.types.contains(&join(scope, first)) {
                return Some(join(scope, candidate));
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
    }
}

fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}
