//! Documented names: accessors of resources and methods of their RPCs.
//!
//! Used by [`super::services`]. Does not depend on messages.

use indexmap::{IndexMap, IndexSet};

use super::collect::bad_name;
use super::scope::{RustScope, Scope};
use super::{docs, names};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Accessor, AccessorId, Api, Doc, Documented, Paging, Table};
use crate::raw::{self, Text};
use crate::source::Spanned;

/// The documented names of all services.
pub(super) struct DocumentedNames {
    methods: Scope<String>,
    /// Documented paths and prefixes whose names are claimed.
    claimed: IndexSet<String>,
    /// The Rust names under each documented path.
    names: IndexMap<String, RustScope>,
    /// The types returned by accessors.
    groups: RustScope,
    accessors: Table<AccessorId, Accessor>,
    /// The ids of accessors by path.
    ids: IndexMap<String, AccessorId>,
    /// The docs of resources by path.
    docs: IndexMap<String, Doc>,
}

impl DocumentedNames {
    pub(super) fn new() -> Self {
        Self {
            methods: Scope::new(Code::DuplicateMethod, "documented method"),
            claimed: IndexSet::new(),
            names: IndexMap::new(),
            groups: RustScope::default(),
            accessors: Table::default(),
            ids: IndexMap::new(),
            docs: IndexMap::new(),
        }
    }

    /// Checks a resource and claims the names of its accessors.
    pub(super) fn resource(&mut self, raw: &raw::Resource, problems: &mut Diagnostics) {
        let name = &raw.name;
        if !name.value.split('.').all(names::is_snake) {
            problems.push(bad_name("resource", name, "lower_snake_case words separated by dots"));
        }
        self.claim_accessors(name, problems);
        let doc = docs::lower(raw, "resource", name, problems);
        self.docs.insert(name.value.clone(), doc);
    }

    /// Claims the name of each accessor on the path to a resource, unless an earlier resource did.
    fn claim_accessors(&mut self, name: &Text, problems: &mut Diagnostics) {
        let mut path = String::new();
        for word in name.value.split('.') {
            let outer = path.clone();
            path.push_str(if outer.is_empty() { "" } else { "." });
            path.push_str(word);
            if self.claimed.insert(path.clone()) {
                let rust = names::accessor(word, outer.is_empty());
                let scope = self.names.entry(outer).or_default();
                let origin = format!("the resource `{path}`");
                scope.claim(&rust, &origin, name.span, problems);
                self.groups.claim(&names::resource(&path), &origin, name.span, problems);
            }
        }
    }

    /// Claims the documented method of an RPC, and the method that returns its pages.
    pub(super) fn method(
        &mut self,
        raw: &Text,
        resource: &raw::Resource,
        paging: Option<&Paging>,
        problems: &mut Diagnostics,
    ) -> Documented {
        let path = &resource.name.value;
        if !names::is_snake(&raw.value) {
            problems.push(bad_name("documented method", raw, "lower_snake_case"));
        }
        let name = Spanned { value: format!("{path}.{}", raw.value), span: raw.span };
        let method = names::method(&raw.value);
        if self.methods.claim(&name, problems) {
            let scope = self.names.entry(path.clone()).or_default();
            scope.claim(&method, &name.value, raw.span, problems);
            if let Some(Paging { documented_method: pages, .. }) = paging {
                let origin = format!("the pages of `{}`", name.value);
                scope.claim(pages, &origin, raw.span, problems);
            }
        }
        Documented { name: name.value, accessor: self.accessor(path), method }
    }

    /// Returns the accessor of a resource. Creates it and its parents if they do not exist.
    fn accessor(&mut self, path: &str) -> AccessorId {
        let dots = path.match_indices('.').map(|(dot, _)| dot);
        let parent = dots.fold(None, |parent, dot| Some(self.step(path.split_at(dot).0, parent)));
        self.step(path, parent)
    }

    /// Returns the accessor of a path. Creates it if it does not exist.
    fn step(&mut self, path: &str, parent: Option<AccessorId>) -> AccessorId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = self.accessors.push(Accessor {
            path: path.to_owned(),
            method: names::accessor(names::last_part(path), parent.is_none()),
            group: names::resource(path),
            doc: None,
            parent,
            children: Vec::new(),
            rpcs: Vec::new(),
        });
        self.ids.insert(path.to_owned(), id);
        if let Some(parent) = parent {
            self.accessors[parent].children.push(id);
        }
        id
    }

    /// Returns the accessors with their docs and the RPCs of `api`.
    pub(super) fn accessors(mut self, api: &Api) -> Table<AccessorId, Accessor> {
        for accessor in self.accessors.iter_mut() {
            accessor.doc = self.docs.swap_remove(&accessor.path);
        }
        for id in api.rpc_ids() {
            self.accessors[api[id].documented.accessor].rpcs.push(id);
        }
        self.accessors
    }
}
