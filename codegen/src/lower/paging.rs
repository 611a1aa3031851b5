//! Paging: that the messages of a listing have what the convention asks for.

use super::names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{Api, FieldType, Message, MessageId, Paging, RustName, Scalar, Type};
use crate::raw;

/// Lowers what RPCs say of their paging.
pub(super) struct PagingLowering<'a, 'p> {
    pub(super) api: &'a Api,
    /// Of each message, whether all its fields were lowered.
    pub(super) complete: &'a [bool],
    pub(super) problems: &'p mut Diagnostics,
}

impl PagingLowering<'_, '_> {
    pub(super) fn lower(
        &mut self,
        rpc: &raw::Rpc,
        raw: &raw::Paging,
        request: MessageId,
        response: MessageId,
        method: &RustName,
    ) -> Option<Paging> {
        if !self.is_complete(request) || !self.is_complete(response) {
            return None;
        }
        let items = self.paged_items(raw, response);
        let convention = &self.api.paging;
        let int = Type::Scalar(Scalar::Int32);
        let text = Type::Scalar(Scalar::String);
        let asks = self.nested_field(request, &convention.request_field, &convention.token, text)
            && self.nested_field(request, &convention.request_field, &convention.page_size, int);
        let leads =
            self.nested_field(response, &convention.response_field, &convention.next_token, text);
        if !asks || !leads {
            let (side, field, parts) = if asks {
                let token = format!("`{}` (string)", convention.next_token);
                ("response", &convention.response_field, token)
            } else {
                let (token, size) = (&convention.token, &convention.page_size);
                let parts = format!("`{token}` (string) and `{size}` (int32)");
                ("request", &convention.request_field, parts)
            };
            self.problems.push(
                Diagnostic::new(
                    Code::PagingFields,
                    format!("the {side} of `{}` does not page as api.yaml says", rpc.name.value),
                )
                .at(raw.span, format!("`{field}` with {parts} is not in the {side}")),
            );
            return None;
        }
        Some(Paging {
            items: items?,
            query: raw.query.as_ref().is_none_or(|query| query.value),
            method: names::pages(method),
        })
    }

    fn paged_items(&mut self, raw: &raw::Paging, response: MessageId) -> Option<usize> {
        let message = &self.api[response];
        let index = message.fields.iter().position(|field| field.name == raw.items.value);
        let field = index.and_then(|index| message.fields.get(index));
        if field.is_some_and(|field| matches!(field.ty, FieldType::Repeated(_))) {
            return index;
        }
        let repeated = repeated_fields(message);
        let help = did_you_mean(&raw.items.value, repeated.iter().copied()).or_else(|| {
            (!repeated.is_empty()).then(|| format!("it has `{}`", repeated.join("`, `")))
        });
        self.problems.push(
            Diagnostic::new(
                Code::PagingItems,
                format!("`{}` is no repeated field of `{}`", raw.items.value, message.name),
            )
            .at(raw.items.span, "the items of a page are a repeated field of the response")
            .maybe_help(help),
        );
        None
    }

    /// Whether a message has a message field that has a field of a type.
    fn nested_field(&self, message: MessageId, outer: &str, inner: &str, ty: Type) -> bool {
        let outer = self.api[message].fields.iter().find(|field| field.name == outer);
        let Some(FieldType::Single(Type::Message(id))) = outer.map(|field| field.ty) else {
            return false;
        };
        let inner = self.api[id].fields.iter().find(|field| field.name == inner);
        inner.map_or(!self.is_complete(id), |field| field.ty == FieldType::Single(ty))
    }

    fn is_complete(&self, message: MessageId) -> bool {
        self.complete.get(message.0).copied().unwrap_or(false)
    }
}

fn repeated_fields(message: &Message) -> Vec<&str> {
    message
        .fields
        .iter()
        .filter(|field| matches!(field.ty, FieldType::Repeated(_)))
        .map(|field| field.name.as_str())
        .collect()
}
