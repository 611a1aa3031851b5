//! Names of types as proto files refer to them.

use std::collections::BTreeSet;

use crate::ir::{Api, FieldType, Scalar};
use crate::protobuf::map_entry;

/// A message that comes with protobuf.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeMessage {
    /// Its full name.
    name: &'static str,
    /// The file to import for it.
    pub(super) import: &'static str,
}

/// Returns the protobuf message for a scalar of the schema, if it is one.
pub(super) fn time_message(scalar: Scalar) -> Option<TimeMessage> {
    match scalar {
        Scalar::Timestamp => Some(TimeMessage {
            name: "google.protobuf.Timestamp",
            import: "google/protobuf/timestamp.proto",
        }),
        Scalar::Duration => Some(TimeMessage {
            name: "google.protobuf.Duration",
            import: "google/protobuf/duration.proto",
        }),
        _ => None,
    }
}

/// All types of the package, to resolve names like protoc.
#[derive(Debug)]
pub(super) struct Names {
    package: String,
    types: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let messages = api.messages.iter().map(|message| message.name.clone());
        let enums = api.enums.iter().map(|declared| declared.name.clone());
        // protoc declares a message for the entries of each map, which also hides outer names.
        let entries = api.messages.iter().flat_map(|message| {
            let maps = message.fields.iter().filter(|f| matches!(f.ty, FieldType::Map(..)));
            maps.map(|field| join(&message.name, &map_entry(&field.name)))
        });
        Self { package: api.package.clone(), types: messages.chain(enums).chain(entries).collect() }
    }

    /// Returns the name of a scalar.
    pub(super) fn scalar(&self, scalar: Scalar) -> String {
        match time_message(scalar) {
            Some(known) => self.foreign(known.name),
            None => scalar.name().to_owned(),
        }
    }

    /// Returns the name of an option of another package, such as `(buf.validate.field)`.
    pub(super) fn option(&self, name: &str) -> String {
        format!("({})", self.foreign(name))
    }

    /// Returns a full name of another package. It starts with a dot if its first part would otherwise
    /// resolve to a part of this package.
    pub(super) fn foreign(&self, name: &str) -> String {
        let first = name.split('.').next();
        let hidden = self.package.split('.').skip(1).any(|part| Some(part) == first);
        if hidden { format!(".{name}") } else { name.to_owned() }
    }

    /// Returns the shortest name that resolves to a type inside a message, or at the top level if `scope`
    /// is empty. Names and scopes do not include the package.
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

    /// Resolves a name inside a message. The first part is looked up from the innermost scope outwards,
    /// and the rest must be in the scope where it is found.
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
