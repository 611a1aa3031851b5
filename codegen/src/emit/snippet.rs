//! Examples of calls in Rust, from the example requests of the schema. They are doctests of the
//! generated crate, so they compile.

use gitpod_formats::base64;
use serde_json::Value;

use super::documented_call;
use crate::ir::{Api, FieldType, MessageId, Repr, Rpc, Scalar, Type};
use crate::printer::{self, Page};
use crate::tokens::{ByteString, Delimiter, Tokens, Word, quote};

/// A code block that makes the request of an example and calls the RPC. `None` if the request has a
/// value for which there is no expression.
pub(super) fn block(api: &Api, rpc: &Rpc, request: &str) -> Option<Vec<String>> {
    let request = message(api, rpc.request, &serde_json::from_str(request).ok()?)?;
    let call = call(&documented_call(api, rpc));
    let statements = body(quote! {
        let request = #request;
        let response = #call(request).await?;
    })?;
    let library = api.manifest.library();
    let mut lines = vec![
        "```".to_owned(),
        format!("# async fn example(client: {library}::Client) -> Result<(), {library}::Error> {{"),
        format!("use {library}::model;"),
        String::new(),
    ];
    lines.extend(statements);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// The tokens of a documented call, such as `client.projects().list`.
fn call(chain: &str) -> Tokens {
    let mut tokens = Tokens::default();
    for (index, step) in chain.split('.').enumerate() {
        if index > 0 {
            tokens.mark(".");
        }
        let name = step.trim_end_matches("()");
        tokens.word(name);
        if name.len() < step.len() {
            let open = tokens.open(Delimiter::Parenthesis);
            tokens.close(open);
        }
    }
    tokens
}

/// Formats statements.
fn body(statements: Tokens) -> Option<Vec<String>> {
    let mut page = Page::default();
    let text = printer::print(&quote!(async fn example() { #statements }), &mut page).ok()?;
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    Some(lines.map(str::to_owned).collect())
}

/// The expression of a message, with setters in the order of the schema.
fn message(api: &Api, id: MessageId, json: &Value) -> Option<Tokens> {
    let message = &api[id];
    let json = json.as_object()?;
    let mut expression = {
        let path = message.path.in_model();
        quote!(#path::default())
    };
    for field in &message.fields {
        let Some(json) = json.get(&field.json_name) else { continue };
        let (setter, value) = (&field.setter, value(api, field.ty, json)?);
        expression.append(&quote!(.#setter(#value)));
    }
    Some(expression)
}

fn value(api: &Api, ty: FieldType, json: &Value) -> Option<Tokens> {
    match ty {
        FieldType::Single(ty) => single(api, ty, json),
        FieldType::Repeated(ty) => {
            let items: Option<Vec<_>> =
                json.as_array()?.iter().map(|item| single(api, ty, item)).collect();
            let items = items?;
            Some(quote!([#(#items),*]))
        }
        FieldType::Map(key, ty) => {
            let entries = json.as_object()?.iter().map(|(name, json)| {
                let key = match key.scalar() {
                    Scalar::String => quote!(#name),
                    Scalar::Bool => {
                        let name = Word(name);
                        quote!(#name)
                    }
                    _ => number(name)?,
                };
                let value = single(api, ty, json)?;
                Some(quote!((#key, #value)))
            });
            let entries: Option<Vec<_>> = entries.collect();
            let entries = entries?;
            Some(quote!([#(#entries),*]))
        }
    }
}

fn single(api: &Api, ty: Type, json: &Value) -> Option<Tokens> {
    match ty {
        Type::Message(id) => message(api, id, json),
        Type::Enum(id) => {
            let of = &api[id];
            let value = of.values.iter().find(|value| json == value.name.as_str())?;
            let (path, variant) = (of.path.in_model(), &value.rust);
            Some(quote!(#path::#variant))
        }
        Type::Scalar(ty) => scalar(api, ty, json),
        Type::WellKnown(known) => wrapped(api, known.wrapped()?, json),
    }
}

/// The scalar of a wrapper. Numbers have their type, because several wrappers convert from numbers.
fn wrapped(api: &Api, ty: Scalar, json: &Value) -> Option<Tokens> {
    let suffix = match ty.repr() {
        number @ (Repr::I32 | Repr::I64 | Repr::U32 | Repr::U64 | Repr::F32 | Repr::F64) => {
            number.name()
        }
        _ => return scalar(api, ty, json),
    };
    let digits = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    number(&format!("{digits}{suffix}"))
}

/// The tokens of a number that is written as in Rust. `None` for a text that does not start with a digit, such as
/// `NaN`, or has characters that no number has. The rest of the syntax is not checked: examples were checked before.
fn number(text: &str) -> Option<Tokens> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_part =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '+' | '-');
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || !digits.chars().all(is_part) {
        return None;
    }
    let mut tokens = Tokens::default();
    if digits.len() < text.len() {
        tokens.mark("-");
    }
    tokens.literal(digits);
    Some(tokens)
}

fn scalar(api: &Api, ty: Scalar, json: &Value) -> Option<Tokens> {
    match ty.repr() {
        Repr::String => json.as_str().map(|text| quote!(#text)),
        Repr::Bool => json.as_bool().map(|value| quote!(#value)),
        Repr::Bytes => {
            let bytes = ByteString(base64::decode(json.as_str()?)?);
            Some(quote!(#bytes))
        }
        Repr::Timestamp => {
            let library = library(api);
            json.as_str().map(|text| quote!(#text.parse::<#library::Timestamp>()?))
        }
        Repr::Duration => json.as_str().map(|text| duration(api, text)),
        // 64-bit integers are strings in JSON, and numbers are written in the syntax of Rust.
        Repr::I32 | Repr::I64 | Repr::U32 | Repr::U64 => match json {
            Value::String(digits) => number(digits),
            json => number(&json.to_string()),
        },
        Repr::F32 => {
            json.to_string().parse().ok().and_then(|value: f32| number(&format!("{value}f32")))
        }
        Repr::F64 => json.as_f64().and_then(|value| number(&format!("{value}f64"))),
    }
}

/// The name of the generated crate.
fn library(api: &Api) -> Tokens {
    let name = api.manifest.library();
    let name = Word(&name);
    quote!(#name)
}

/// Whole seconds, or the text of a duration.
fn duration(api: &Api, text: &str) -> Tokens {
    let library = library(api);
    let seconds = text.strip_suffix('s').and_then(|seconds| seconds.parse::<u32>().ok());
    match seconds {
        Some(seconds) => {
            quote!(#library::Duration::from_secs(#seconds))
        }
        None => quote!(#text.parse::<#library::Duration>()?),
    }
}

#[cfg(test)]
mod tests;
