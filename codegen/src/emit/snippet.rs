//! Examples of calls in Rust, from the example requests of the schema. They are doctests of the
//! generated crate, so they compile.

use gitpod_formats::base64;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::documented_call;
use crate::ir::{Api, FieldType, MessageId, Rpc, Scalar, Type};

/// A code block that makes the request of an example and calls the RPC. `None` if the request has a
/// value for which there is no expression.
pub(super) fn block(api: &Api, rpc: &Rpc, request: &str) -> Option<Vec<String>> {
    let request = message(api, rpc.request, &serde_json::from_str(request).ok()?)?;
    let call: TokenStream = documented_call(api, rpc).parse().ok()?;
    let statements = body(quote! {
        let request = #request;
        let response = #call(request).await?;
    })?;
    let mut lines = vec![
        "```".to_owned(),
        "# async fn example(client: gitpod_api::Client) -> Result<(), gitpod_api::Error> {"
            .to_owned(),
        "use gitpod_api::model;".to_owned(),
        String::new(),
    ];
    lines.extend(statements);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// Formats statements.
fn body(statements: TokenStream) -> Option<Vec<String>> {
    let file = syn::parse2(quote!(async fn example() { #statements })).ok()?;
    let text = prettyplease::unparse(&file);
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    Some(lines.map(str::to_owned).collect())
}

/// The expression of a message, with setters in the order of the schema.
fn message(api: &Api, id: MessageId, json: &Value) -> Option<TokenStream> {
    let message = &api[id];
    let json = json.as_object()?;
    let mut expression = {
        let path = message.path.in_model();
        quote!(#path::default())
    };
    for field in &message.fields {
        let Some(json) = json.get(&field.json_name) else { continue };
        let (setter, value) = (&field.setter, value(api, field.ty, json)?);
        expression.extend(quote!(.#setter(#value)));
    }
    Some(expression)
}

fn value(api: &Api, ty: FieldType, json: &Value) -> Option<TokenStream> {
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
                    _ => name.parse().ok()?,
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

fn single(api: &Api, ty: Type, json: &Value) -> Option<TokenStream> {
    match ty {
        Type::Message(id) => message(api, id, json),
        Type::Enum(id) => {
            let of = &api[id];
            let value = of.values.iter().find(|value| json == value.name.as_str())?;
            let (path, variant) = (of.path.in_model(), &value.rust);
            Some(quote!(#path::#variant))
        }
        Type::Scalar(ty) => scalar(ty, json),
    }
}

fn scalar(ty: Scalar, json: &Value) -> Option<TokenStream> {
    match ty {
        Scalar::String => json.as_str().map(|text| quote!(#text)),
        Scalar::Bool => json.as_bool().map(|value| quote!(#value)),
        Scalar::Bytes => {
            let bytes = Literal::byte_string(&base64::decode(json.as_str()?)?);
            Some(quote!(#bytes))
        }
        Scalar::Timestamp => {
            json.as_str().map(|text| quote!(#text.parse::<gitpod_api::Timestamp>()?))
        }
        Scalar::Duration => json.as_str().map(duration),
        // 64-bit integers are strings in JSON, and numbers are written in the syntax of Rust.
        Scalar::Int32 | Scalar::Int64 | Scalar::Uint32 | Scalar::Uint64 => match json {
            Value::String(digits) => digits.parse().ok(),
            number => number.to_string().parse().ok(),
        },
        Scalar::Float => json.to_string().parse().ok().map(|value: f32| quote!(#value)),
        Scalar::Double => json.as_f64().map(|value| quote!(#value)),
    }
}

/// Whole seconds, or the text of a duration.
fn duration(text: &str) -> TokenStream {
    let seconds = text.strip_suffix('s').and_then(|seconds| seconds.parse::<u32>().ok());
    match seconds {
        Some(seconds) => {
            let seconds = Literal::u32_unsuffixed(seconds);
            quote!(gitpod_api::Duration::from_secs(#seconds))
        }
        None => quote!(#text.parse::<gitpod_api::Duration>()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sources, lower, parse};

    const API: &str = "package: test.v1
title: Test API
doc: Serves tests.
base_url: https://example.com/api
auth: {scheme: bearer, env: [TOKEN], doc: A token.}
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: Lists come in pages.
files: [kinds.yaml]
";

    const KINDS: &str = "
service: {name: KindService, doc: Has all kinds of fields.}
resources:
- name: kinds
  doc: Kinds of fields.
  rpcs:
  - name: PutKinds
    method: put
    doc: Puts all kinds.
    request:
      doc: All kinds.
      fields:
      - {name: text, number: 1, type: string, doc: Words to keep.}
      - {name: flag, number: 2, type: optional bool, doc: Whether to keep them.}
      - {name: small, number: 3, type: int32, doc: A number.}
      - {name: large, number: 4, type: uint64, doc: A number.}
      - {name: ratio, number: 5, type: double, doc: A number.}
      - {name: share, number: 6, type: float, doc: A number.}
      - {name: data, number: 7, type: bytes, doc: Some bytes.}
      - {name: at, number: 8, type: timestamp, doc: A time.}
      - {name: long, number: 9, type: duration, doc: A span.}
      - {name: short, number: 10, type: duration, doc: A span.}
      - {name: names, number: 11, type: repeated string, doc: Some texts.}
      - {name: sizes, number: 12, type: 'map<int32, string>', doc: Some entries.}
      - {name: kind, number: 13, type: Kind, doc: Their parity.}
    response: {doc: Nothing.}
    examples:
    - title: All kinds
      request:
        text: a \"quoted\" text
        flag: false
        small: -7
        large: '18446744073709551615'
        ratio: 0.5
        share: 2.0
        data: AQL/
        at: '2026-02-03T04:05:06Z'
        long: 3600s
        short: 1.500s
        names: [a, b]
        sizes: {'-1': x}
        kind: KIND_ODD
      response: {}
enums:
- name: Kind
  doc: Parity of numbers.
  values:
  - {name: KIND_UNSPECIFIED, number: 0, doc: Not set.}
  - {name: KIND_ODD, number: 1, doc: An odd one.}
";

    #[test]
    fn every_kind_of_field_has_an_expression() {
        let sources = Sources::from_texts([("api.yaml", API), ("kinds.yaml", KINDS)]);
        let api = lower(&parse(&sources)).expect("the schema is right");
        let (_, rpc) = api.rpcs().next().expect("there is an RPC");
        let block = block(&api, rpc, &rpc.examples[0].request).expect("a block");
        let expected = r#"
```
# async fn example(client: gitpod_api::Client) -> Result<(), gitpod_api::Error> {
use gitpod_api::model;

let request = model::PutKindsRequest::default()
    .with_text("a \"quoted\" text")
    .with_flag(false)
    .with_small(-7)
    .with_large(18446744073709551615)
    .with_ratio(0.5f64)
    .with_share(2f32)
    .with_data(b"\x01\x02\xFF")
    .with_at("2026-02-03T04:05:06Z".parse::<gitpod_api::Timestamp>()?)
    .with_long(gitpod_api::Duration::from_secs(3600))
    .with_short("1.500s".parse::<gitpod_api::Duration>()?)
    .with_names(["a", "b"])
    .with_sizes([(-1, "x")])
    .with_kind(model::Kind::Odd);
let response = client.kinds().put(request).await?;
# Ok(())
# }
```"#;
        assert_eq!(block.join("\n"), expected.trim_start());
    }
}
