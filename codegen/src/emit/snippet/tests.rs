//! A snippet with every kind of field.

use super::*;
use crate::tests::api;

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
    let api = api("test.v1", &[("kinds", KINDS)]);
    let (_, rpc) = api.rpcs().next().expect("there is an RPC");
    let block = block(&api, rpc, &rpc.examples[0].request).expect("a block");
    let expected = r#"
```
# async fn example(client: test_v1::Client) -> Result<(), test_v1::Error> {
use test_v1::model;

let request = model::PutKindsRequest::default()
    .with_text("a \"quoted\" text")
    .with_flag(false)
    .with_small(-7)
    .with_large(18446744073709551615)
    .with_ratio(0.5f64)
    .with_share(2f32)
    .with_data(b"\x01\x02\xFF")
    .with_at("2026-02-03T04:05:06Z".parse::<test_v1::Timestamp>()?)
    .with_long(test_v1::Duration::from_secs(3600))
    .with_short("1.500s".parse::<test_v1::Duration>()?)
    .with_names(["a", "b"])
    .with_sizes([(-1, "x")])
    .with_kind(model::Kind::Odd);
let response = client.kinds().put(request).await?;
# Ok(())
# }
```"#;
    assert_eq!(block.join("\n"), expected.trim_start());
}
