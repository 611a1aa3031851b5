//! Paging: checks the messages of a paging RPC against the convention of `api.yaml`.
//!
//! Used by [`super::services`]. Depends on the lowered messages.

use super::index::Index;
use super::names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Api, FieldId, FieldType, MessageId, NestedField, Paging, RustName, Scalar, Table, Type,
};
use crate::raw;

/// Lowers the paging of RPCs.
pub(super) struct PagingLowering<'a, 'p> {
    pub(super) api: &'a Api,
    /// For each message, whether all of its fields were lowered.
    pub(super) complete: &'a Table<MessageId, bool>,
    pub(super) index: &'p Index<'a>,
    pub(super) problems: &'p mut Diagnostics,
}

/// The number of repeated fields up to which all are suggested.
const FEW: usize = 8;

impl PagingLowering<'_, '_> {
    pub(super) fn lower(
        &mut self,
        rpc: &raw::Rpc,
        raw: &raw::Paging,
        request: MessageId,
        response: MessageId,
        method: &RustName,
    ) -> Option<Paging> {
        let Some(convention) = self.api.paging.as_ref() else {
            self.no_convention(rpc, raw);
            return None;
        };
        if !self.complete[request] || !self.complete[response] {
            return None;
        }
        let items = self.paged_items(raw, response);
        let int = Type::Scalar(Scalar::Int32);
        let text = Type::Scalar(Scalar::String);
        let (asks, leads) = (&convention.request_field, &convention.response_field);
        let page_token = self.nested_field(request, asks, &convention.token, text);
        let page_size = self.nested_field(request, asks, &convention.page_size, int);
        let next = self.nested_field(response, leads, &convention.next_token, text);
        let (side, field, parts) = match (&page_token, &page_size, &next) {
            (Nested::Missing, ..) | (_, Nested::Missing, _) => {
                let (token, size) = (&convention.token, &convention.page_size);
                ("request", asks, format!("`{token}` (string) and `{size}` (int32)"))
            }
            (.., Nested::Missing) => {
                ("response", leads, format!("`{}` (string)", convention.next_token))
            }
            _ => {
                return Some(Paging {
                    items: items?,
                    page_token: page_token.found()?,
                    page_size: page_size.found()?,
                    next_page_token: next.found()?,
                    query: convention.query.is_some()
                        && raw.query.as_ref().is_none_or(|query| query.value),
                    method: names::pages(method),
                    documented_method: match &rpc.method {
                        Some(documented) => names::pages(&names::method(&documented.value)),
                        None => names::pages(method),
                    },
                });
            }
        };
        self.problems.push(
            Diagnostic::new(
                Code::PagingFields,
                format!("{side} of RPC `{}` does not follow the paging convention", rpc.name.value),
            )
            .at(raw.span, format!("expected `{field}` with {parts} in the {side}")),
        );
        None
    }

    fn no_convention(&mut self, rpc: &raw::Rpc, raw: &raw::Paging) {
        let message = format!("RPC `{}` pages, but `api.yaml` has no `paging`", rpc.name.value);
        self.problems.push(
            Diagnostic::new(Code::PagingFields, message)
                .at(raw.span, "which fields hold the page tokens is not declared")
                .help("add `paging` to `api.yaml`"),
        );
    }

    fn paged_items(&mut self, raw: &raw::Paging, response: MessageId) -> Option<FieldId> {
        let repeated = &self.index.fields(response).repeated;
        let found = repeated.get(&raw.items.value);
        if found.is_some() {
            return found;
        }
        let help = repeated.did_you_mean(&raw.items.value).or_else(|| {
            let names = repeated.iter();
            let is_few = (1..=FEW).contains(&names.len());
            is_few.then(|| format!("use `{}`", names.collect::<Vec<_>>().join("` or `")))
        });
        let message = &self.api[response];
        self.problems.push(
            Diagnostic::new(
                Code::PagingItems,
                format!("`{}` is not a repeated field of `{}`", raw.items.value, message.name),
            )
            .at(raw.items.span, "expected a repeated field of the response")
            .maybe_help(help),
        );
        None
    }

    /// Looks for a field with type `ty` in the message in field `outer`.
    fn nested_field(&self, message: MessageId, outer: &str, inner: &str, ty: Type) -> Nested {
        let holder = &self.api[message];
        let Some(outer) = self.index.fields(message).by_name.get(outer) else {
            return Nested::Missing;
        };
        let FieldType::Single(Type::Message(message)) = holder[outer].ty else {
            return Nested::Missing;
        };
        let held = &self.api[message];
        match self.index.fields(message).by_name.get(inner) {
            Some(inner) if held[inner].ty == FieldType::Single(ty) => {
                Nested::Found(NestedField { outer, message, inner })
            }
            None if !self.complete[message] => Nested::Unknown,
            _ => Nested::Missing,
        }
    }
}

/// The result of looking for a nested field.
enum Nested {
    Found(NestedField),
    /// It may be one of the fields that were not lowered, which has been reported.
    Unknown,
    Missing,
}

impl Nested {
    fn found(self) -> Option<NestedField> {
        match self {
            Self::Found(field) => Some(field),
            Self::Unknown | Self::Missing => None,
        }
    }
}
