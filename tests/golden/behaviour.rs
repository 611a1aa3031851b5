//! Tests of the crate generated from the golden fixtures. The golden tests compile and run this file
//! with that crate.

use gitpod_api::model::echo_oneofs_request::{Choice, Part};
use gitpod_api::model::tree::Link;
use gitpod_api::*;

/// Decodes a message, checks that it round-trips, and returns its JSON.
fn round_trip<M: Message + Default + PartialEq>(json: &str) -> String {
    let message = M::from_json(json).unwrap_or_else(|error| panic!("{error}"));
    let again = M::from_json(message.to_json()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(message, again);
    message.to_json()
}

#[test]
fn scalars_at_their_defaults_are_omitted() {
    assert_eq!(EchoScalarsRequest::default().to_json(), "{}");
    let json = r#"{"aString":"x","aBool":true,"aBytes":"AQI=","anInt32":-1}"#;
    assert_eq!(
        round_trip::<EchoScalarsRequest>(json),
        r#"{"aString":"x","aBool":true,"aBytes":"AQI="}"#,
        "`anInt32` is an unknown field, which is ignored",
    );
    let json = r#"{"aInt64":"-9223372036854775808","aUint64":18446744073709551615,"aTimestamp":"2026-03-14T10:26:53.5+01:00","aDuration":"+9125115.360s"}"#;
    assert_eq!(
        round_trip::<EchoScalarsRequest>(json),
        r#"{"aInt64":"-9223372036854775808","aUint64":"18446744073709551615","aTimestamp":"2026-03-14T09:26:53.500Z","aDuration":"9125115.360s"}"#,
    );
}

#[test]
fn optional_scalars_at_their_defaults_are_written() {
    let response = EchoScalarsResponse::default().with_an_optional_bool(false).with_an_optional_string("");
    assert_eq!(response.to_json(), r#"{"anOptionalString":"","anOptionalBool":false}"#);
    assert_eq!(round_trip::<EchoScalarsResponse>(r#"{"anOptionalInt64":"0","an_optional_bool":null}"#), r#"{"anOptionalInt64":"0"}"#);
}

#[test]
fn integers_of_every_encoding_look_alike_in_json() {
    let json = r#"{"aSint32":-1,"aSint64":"-2","aFixed32":4294967295,"aFixed64":"18446744073709551615","aSfixed32":-2147483648,"aSfixed64":"-9223372036854775808"}"#;
    assert_eq!(round_trip::<EchoScalarsRequest>(json), json);
    assert!(EchoScalarsRequest::from_json(r#"{"aFixed32":-1}"#).is_err());
    let json = r#"{"bySint32":{"-1":"-2"},"bySfixed64":{"-9223372036854775808":-1}}"#;
    assert_eq!(round_trip::<EchoCollectionsResponse>(json), json);
}

#[test]
fn integers_of_every_encoding_differ_in_binary() {
    let scalars = EchoScalarsRequest::default().with_a_sint32(-1).with_a_fixed32(1).with_a_sfixed64(-2);
    let bytes = b"\x60\x01\x75\x01\0\0\0\x89\x01\xfe\xff\xff\xff\xff\xff\xff\xff";
    assert_eq!(scalars.to_binary().unwrap(), bytes);
    assert_eq!(EchoScalarsRequest::from_binary(bytes).unwrap(), scalars);
    let lists = EchoCollectionsRequest::default().with_many_sint32([1, -1]).with_spread_int32([1, 2]);
    let bytes = b"\x72\x02\x02\x01\xa0\x01\x01\xa0\x01\x02";
    assert_eq!(lists.to_binary().unwrap(), bytes);
    assert_eq!(EchoCollectionsRequest::from_binary(bytes).unwrap(), lists);
    let maps = EchoCollectionsResponse::default().with_by_sint32([(-1, 2)]);
    let bytes = b"\x3a\x0b\x08\x01\x11\x02\0\0\0\0\0\0\0";
    assert_eq!(maps.to_binary().unwrap(), bytes);
    assert_eq!(EchoCollectionsResponse::from_binary(bytes).unwrap(), maps);
}

#[test]
fn descriptors_name_the_encoding_of_integers() {
    use gitpod_api::runtime::message::Encoding::{Fixed32, Fixed64, Length, Varint, ZigZag};
    let field = |message: &dyn Message, name: &str| {
        let descriptor = message.descriptor();
        let field = &descriptor.fields()[descriptor.field(name).expect("the field exists")];
        (field.encoding(), field.key_encoding(), field.is_packed())
    };
    let request = EchoCollectionsRequest::default();
    assert_eq!(field(&request, "many_int32"), (Varint, Length, true));
    assert_eq!(field(&request, "many_sint64"), (ZigZag, Length, true));
    assert_eq!(field(&request, "spread_kinds"), (Varint, Length, false));
    assert_eq!(field(&request, "spread_sfixed64"), (Fixed64, Length, false));
    let response = EchoCollectionsResponse::default();
    assert_eq!(field(&response, "by_sint32"), (Fixed64, ZigZag, true));
    assert_eq!(field(&response, "by_fixed64"), (Fixed32, Fixed64, true));
}

#[test]
fn collections_round_trip() {
    let json = r#"{"manyString":["a",""],"manyInt64":["1"],"manyKinds":["KIND_SOME","NEW"],"manyParts":[{},{"label":"x"}]}"#;
    assert_eq!(round_trip::<EchoCollectionsRequest>(json), json);
    let json = r#"{"byName":{"":{},"b":{"label":"x"}},"byFlag":{"false":"n","true":"y"},"byInt32":{"-1":"2"},"byUint64":{"18446744073709551615":"1970-01-01T00:00:00Z"}}"#;
    assert_eq!(round_trip::<EchoCollectionsResponse>(json), json);
    assert!(EchoCollectionsRequest::from_json(r#"{"manyString":[null]}"#).is_err());
    assert!(EchoCollectionsResponse::from_json(r#"{"byInt32":{"x":"2"}}"#).is_err());
}

#[test]
fn aliases_of_enum_values_are_read_and_not_written() {
    let json = |name: &str| format!(r#"{{"size":{name}}}"#);
    for name in [r#""SIZE_BIG""#, r#""SIZE_LARGE""#, r#""SIZE_HUGE""#, "1"] {
        assert_eq!(round_trip::<EchoEnumsRequest>(&json(name)), json(r#""SIZE_BIG""#), "{name}");
    }
    assert_eq!("SIZE_LARGE".parse(), Ok(Size::Big));
    assert_eq!(Size::from_name_or_unknown("SIZE_HUGE"), Size::Big);
    assert_eq!(Size::ALL, [Size::Unspecified, Size::Big, Size::Small]);
    assert_eq!(round_trip::<EchoEnumsRequest>(&json("2")), json(r#""SIZE_SMALL""#));
}

#[test]
fn unknown_enum_values_round_trip() {
    assert_eq!(Tier::default(), Tier::Unknown_);
    assert_eq!(Tier::try_from(2), Ok(Tier::_2Fast));
    assert_eq!("TIER_SELF".parse(), Ok(Tier::Self_));
    assert!(Tier::try_from(77).is_err() && "TIER_NEW".parse::<Tier>().is_err());
    assert!(matches!(Tier::from_number_or_unknown(77), Tier::Unknown(_)));
    assert_eq!(Tier::ALL.iter().map(Tier::as_str).collect::<Vec<_>>(), ["TIER_UNKNOWN", "TIER_2_FAST", "TIER_SELF", "TIER_OLD"]);
    let json = r#"{"implicit":77,"maybe":"TIER_UNKNOWN","inner":"INNER_NEGATIVE"}"#;
    assert_eq!(round_trip::<EchoEnumsRequest>(json), json);
    assert_eq!(round_trip::<EchoEnumsRequest>(r#"{"implicit":2,"inner":-1}"#), r#"{"implicit":"TIER_2_FAST","inner":"INNER_NEGATIVE"}"#);
}

#[test]
fn a_oneof_has_at_most_one_arm() {
    let request = EchoOneofsRequest::default().with_flag(false).with_between(3);
    assert_eq!(request.to_json(), r#"{"between":3,"flag":false}"#);
    assert_eq!(EchoOneofsRequest::default().with_choice(Part::default()).choice, Some(Choice::Part(Part::default())));
    let error = EchoOneofsRequest::from_json(r#"{"text":"a","flag":true}"#).expect_err("two arms");
    assert!(error.to_string().contains("text") && error.to_string().contains("flag"), "{error}");
    assert!(EchoOneofsRequest::from_json(r#"{"text":"a","flag":null}"#).is_ok());
    let secret = EchoOneofsRequest::default().with_password("hush");
    assert!(!format!("{secret:?} {:?}", secret.other).contains("hush"));
}

/// Whether a type is `Hash` and `Eq`.
macro_rules! is_total {
    ($type:ty) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        trait Fallback {
            const TOTAL: bool = false;
        }
        impl<T> Fallback for Probe<T> {}
        #[allow(dead_code)]
        impl<T: std::hash::Hash + Eq> Probe<T> {
            const TOTAL: bool = true;
        }
        Probe::<$type>::TOTAL
    }};
}

#[test]
fn messages_without_floats_are_hashed() {
    assert!(is_total!(Tree) && is_total!(Link) && is_total!(LinkedList) && is_total!(EchoOneofsRequest));
    assert!(is_total!(EchoCollectionsResponse), "maps are hashed too");
    // Floats in the message, in a message that contains itself, and in a list of messages.
    assert!(!is_total!(EchoScalarsRequest) && !is_total!(BesidePreludeTypes));
    assert!(!is_total!(model::beside_prelude_types::Choice));
    let trees = std::collections::HashSet::from([
        Tree::default().with_parent(Tree::default().with_label("a")),
        Tree::default().with_children([Tree::default().with_label("a")]),
        Tree::default().with_next(Tree::default().with_label("a")),
        Tree::from(Link::from(Tree::default().with_label("a"))),
    ]);
    assert_eq!(trees.len(), 3);
}

#[test]
fn names_of_the_crate_root_are_in_the_models() {
    // The root has the runtime's types.
    assert!(std::any::type_name::<gitpod_api::Error>().starts_with("gitpod_runtime::"));
    assert_eq!(model::Error::default().descriptor().name(), "golden.v1.Error");
    assert_eq!(model::Duration::default().descriptor().name(), "golden.v1.Duration");
    assert_eq!(model::Request::default().descriptor().name(), "golden.v1.Request");
}

#[test]
fn recursive_messages_round_trip() {
    let leaf = Tree::default().with_label("leaf");
    let tree = Tree::default().with_parent(leaf.clone()).with_children([leaf.clone(), leaf.clone()]).with_next(leaf);
    assert!(matches!(&tree.link, Some(Link::Next(next)) if next.link.is_some()));
    let json = tree.to_json();
    assert_eq!(round_trip::<Tree>(&json), json);
    let list = LinkedList::default().with_node(Node::default().with_rest(LinkedList::default().with_length(1)));
    assert_eq!(list.to_json(), r#"{"node":{"rest":{"length":1}}}"#);
    let deep = "{\"parent\":".repeat(100_000);
    assert!(Tree::from_json(&deep).is_err(), "an error, not a stack overflow");
}

#[test]
fn names_that_are_keywords_are_escaped() {
    let request = MoveRequest::default().with_type("t").with_self("s").with_fn("f");
    assert_eq!((request.r#type.as_str(), request.self_.as_str()), ("t", "s"));
    let json = r#"{"fn":"f","self":"s","type":"t"}"#;
    assert_eq!(request.to_json(), json);
    assert_eq!(round_trip::<MoveRequest>(json), json);
    let option = model::Option_::default().with_inner(model::option::Option_::default());
    assert_eq!(option.to_json(), r#"{"inner":{}}"#);
}

#[test]
#[allow(deprecated)]
fn annotations_take_effect() {
    let request = EchoAnnotationsRequest::default().with_custom("x").with_access_token("hush").with_heading("h");
    assert_eq!(request.to_json(), r#"{"heading":"h","accessToken":"hush","CUSTOM":"x"}"#);
    assert!(!format!("{request:?}").contains("hush"));
    let missing = EchoAnnotationsResponse::default().require_made_at().expect_err("the field is missing");
    assert_eq!(missing.field(), "made_at");
    let method = methods::paging_service::PUT_THING;
    assert_eq!(method.deprecation(), Some("Things are made by hand now."));
    assert_eq!(method.request().name(), "golden.v1.Thing");
}

/// The violations of a message in JSON, each as `path: message [rule]`.
fn violations<M: Message + Default>(json: &str) -> Vec<String> {
    let message = M::from_json(json).unwrap_or_else(|error| panic!("{error}"));
    let outcome = message.validate();
    outcome.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

#[test]
fn rules_of_every_kind() {
    let valid = r#"{"id":"7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30","first":""}"#;
    assert_eq!(violations::<EchoRulesRequest>(valid), [""; 0]);
    assert_eq!(
        violations::<EchoRulesRequest>("{}"),
        ["choice: exactly one field is required in oneof [required]", "id: value is required [required]"],
    );
    let invalid = r#"{"id":"x","homepage":"x","contact":"","code":"abc","digest":"AQ==","hour":24,"offset":"-5","share":0.2,"lifetime":"1s","since":"2026-01-01T00:00:00Z","kind":"KIND_NEW","names":["","A","A"],"byName":{"a":0},"parts":[{},{"size":1}],"unseen":{},"second":{}}"#;
    assert_eq!(
        violations::<EchoRulesRequest>(invalid),
        [
            "id: must be a valid UUID [string.uuid]",
            "homepage: must be a valid URI [string.uri]",
            "contact: value is empty, which is not a valid email address [string.email_empty]",
            "code: must be 4 characters [string.len]",
            "code: does not match regex pattern `^[A-Z]+$` [string.pattern]",
            "digest: must be 32 bytes [bytes.len]",
            "hour: must be greater than or equal to 0 and less than 24 [int32.gte_lt]",
            "offset: must be greater than -5 [int64.gt]",
            "share: must be greater than or equal to 0 and less than or equal to 0.10000000149011612 [float.gte_lte]",
            "lifetime: must be greater than or equal to 1.5s and less than or equal to 7200s [duration.gte_lte]",
            "since: must be greater than 2026-01-01T00:00:00Z [timestamp.gt]",
            "kind: value must be one of the defined enum values [enum.defined_only]",
            "names: must contain no more than 2 item(s) [repeated.max_items]",
            "names: repeated value must contain unique items [repeated.unique]",
            "names[0]: must be at least 1 characters [string.min_len]",
            "names[0]: does not match regex pattern `^[A-Z]+$` [string.pattern]",
            "key by_name[\"a\"]: must be at least 2 characters [string.min_len]",
            "by_name[\"a\"]: must be greater than 0 [int32.gt]",
            "parts[1].label: must be at least 1 characters [string.min_len]",
            "second.label: must be at least 1 characters [string.min_len]",
        ],
    );
    assert_eq!(violations::<EchoRulesRequest>(r#"{"id":"7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30","first":"","share":0.1}"#), [""; 0]);
    let invalid = r#"{"id":"7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30","first":"","shift":5,"mask":16,"byCode":{"-7":"2"},"seeds":["1"],"level":-2}"#;
    assert_eq!(
        violations::<EchoRulesRequest>(invalid),
        [
            "shift: must be less than 5 [sint32.lt]",
            "mask: must be less than or equal to 15 [fixed32.lte]",
            "key by_code[-7]: must be greater than 0 [sfixed64.gt]",
            "by_code[-7]: must be greater than or equal to -1 and less than or equal to 1 [sint64.gte_lte]",
            "seeds[0]: must be greater than 1 [fixed64.gt]",
            "level: must be even [even]",
            "level: must be greater than 0 [sfixed32.gt]",
        ],
    );
    // In RE2, `\s` lacks U+000B, and `\pN` has the digits of every script.
    let words = |words: &str| violations::<EchoRulesRequest>(&format!(r#"{{"id":"7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30","first":"","words":"{words}"}}"#)).len();
    assert_eq!((words("a\\u000b"), words("a\\u0009"), words("a1"), words("a\u{0664}")), (0, 1, 1, 1));
}

#[test]
fn conditions_of_every_kind() {
    let valid = r#"{"path":"a/b","limit":"0s","endsAt":"2026-01-02T00:00:00Z","count":-2,"size":5,"share":0.5,"agreed":true,"kind":1,"digest":"AQIDBAUGBwgJCgsMDQ4PEA==","words":["-","x!"],"flags":{"1":true}}"#;
    assert_eq!(violations::<EchoConditionsRequest>(valid), [""; 0]);
    let invalid = r#"{"path":"/aaaaaaaaaaaa","otherPath":"A","limit":"1s","endsAt":"2026-01-01T00:00:00.5Z","count":2,"size":7,"share":0,"kind":2,"digest":"","words":["","x","c"],"flags":{"0":false}}"#;
    assert_eq!(
        violations::<EchoConditionsRequest>(invalid),
        [
            "path: must be relative [relative]",
            "path: \"size(this) < 10\" returned false [short]",
            "other_path: must be relative [relative]",
            "limit: must be 0s or at least half an hour [limit]",
            "ends_at: must be late [late]",
            "count: must be odd and small [odd]",
            "size: must be large [large]",
            "share: must be a part [part]",
            "agreed: must be agreed [agreed]",
            "kind: must be some [some]",
            "digest: must have a size [sized]",
            "words: must be few [few]",
            "words[1]: must be a word [word]",
            "words[2]: must be a word [word]",
            "key flags[0]: must be known [known]",
            "flags[0]: must be on [on]",
        ],
    );
    // A condition on the number of an unknown name holds, because the number is unknown.
    assert_eq!(violations::<EchoConditionsRequest>(r#"{"agreed":true,"kind":"KIND_NEW","flags":{"1":true}}"#), [""; 0]);
}

#[test]
fn the_reference_has_types_rules_and_descriptions() {
    let field = |message: &str, name: &str| {
        let message = reference::REFERENCE.message(message).expect("the message is there");
        *message.fields.iter().find(|field| field.name == name).expect("the field is there")
    };
    let annotated = |name| field("golden.v1.EchoAnnotationsRequest", name);
    let id = annotated("id");
    assert_eq!((id.ty, id.refers_to, id.oneof, id.deprecated), ("string", None, None, None));
    assert_eq!(id.doc, "Identifies the thing.");
    assert!(id.rules.contains("Required. Constraints: a UUID."), "{}", id.rules);
    assert_eq!(annotated("heading").deprecated, Some("use `title`"));
    assert_eq!(annotated("CUSTOM").ty, "string");
    let keys = annotated("keys");
    assert_eq!(keys.ty, "repeated bytes");
    assert!(keys.rules.ends_with(" Sensitive."), "{}", keys.rules);

    let part = field("golden.v1.EchoInferredRequest", "part");
    assert_eq!((part.ty, part.oneof), ("golden.v1.InferredPart", Some("choice")));
    assert_eq!(part.refers_to, Some(part.ty));
    assert_eq!(part.doc, "Stated by the documentation.\n\nFollows from the name. (inferred)");
    let kind = reference::REFERENCE.enumeration("golden.v1.InferredKind").expect("it is there");
    let names: Vec<_> = kind.values.iter().map(|value| value.name).collect();
    assert_eq!(names, ["INFERRED_KIND_UNSPECIFIED", "INFERRED_KIND_GUESS"]);
    let rpc = reference::REFERENCE.rpc("/golden.v1.InferredService/EchoInferred").expect("it is there");
    assert_eq!((rpc.examples[0].title, rpc.examples[0].request), ("Nothing at all", "{}"));
}

#[test]
fn well_known_types_have_their_json_forms() {
    let json = r#"{"aAny":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.500s"},"aStruct":{"a":[1,null,{"b":true}]},"aValue":null,"aListValue":["x"],"aFieldMask":"name,metadata.displayName","aEmpty":{},"aInt64Value":"-1","aBytesValue":"AQI=","anOptionalNull":null,"oneNullValue":null,"name":"","tags":["a"],"limits":{"1":0}}"#;
    assert_eq!(round_trip::<EchoWellKnownRequest>(json), json);
    let request = EchoWellKnownRequest::from_json(json).unwrap();
    assert_eq!(EchoWellKnownRequest::from_binary(request.to_binary().unwrap()).unwrap(), request);
    // `null` is a value of two types; of the others, it means that they are not set.
    let nulls = r#"{"aAny":null,"aStruct":null,"aNullValue":null,"aStringValue":null,"aFieldMask":null}"#;
    assert_eq!(round_trip::<EchoWellKnownRequest>(nulls), "{}");
    assert_eq!(round_trip::<EchoWellKnownRequest>(r#"{"oneValue":null}"#), r#"{"oneValue":null}"#);
    assert_eq!(round_trip::<EchoWellKnownRequest>(r#"{"oneStringValue":null}"#), "{}");
    let json = r#"{"manyAny":[{"@type":"type.googleapis.com/golden.v1.EchoWellKnownRequest","name":"a"}],"manyValue":[null,{}],"manyNullValue":[null],"manyStringValue":[""],"byValue":{"1":null},"byNullValue":{"1":null},"byInt64Value":{"1":"1"}}"#;
    assert_eq!(round_trip::<EchoWellKnownResponse>(json), json);
    for json in [r#"{"manyStringValue":[null]}"#, r#"{"byStringValue":{"1":null}}"#, r#"{"manyStruct":[null]}"#] {
        assert!(EchoWellKnownResponse::from_json(json).is_err(), "{json}");
    }
    let any = well_known::Any::pack(&well_known::StringValue::from("a")).unwrap();
    let packed = r#"{"aAny":{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"a"}}"#;
    assert_eq!(EchoWellKnownRequest::default().with_a_any(any).to_json(), packed);
    let built = EchoWellKnownRequest::default().with_name("ab").with_size(2).with_a_value("x");
    assert_eq!(built.to_json(), r#"{"aValue":"x","name":"ab","size":"2"}"#);
    assert!(format!("{:?}", built.with_secret("hidden")).contains("secret: [redacted]"));
}

#[test]
fn rules_of_wrappers_apply_to_their_scalars() {
    assert_eq!(violations::<EchoWellKnownRequest>(r#"{"name":"ab","size":"2"}"#), [""; 0]);
    assert_eq!(violations::<EchoWellKnownRequest>("{}"), ["name: value is required [required]"]);
    assert_eq!(
        violations::<EchoWellKnownRequest>(r#"{"name":"A","size":"-1","tags":["","a","b"],"limits":{"1":10}}"#),
        [
            "name: must be at least 2 characters [string.min_len]",
            "name: does not match regex pattern `^[a-z]*$` [string.pattern]",
            "size: must be even [even]",
            "size: must be greater than 0 [int64.gt]",
            "tags: must contain no more than 2 item(s) [repeated.max_items]",
            "tags[0]: must be at least 1 characters [string.min_len]",
            "limits[1]: must be less than 10 [uint32.lt]",
        ],
    );
}

#[test]
fn rules_of_type_urls_and_paths() {
    let valid = r#"{"name":"ab","payload":{"@type":"type.googleapis.com/golden.v1.EchoWellKnownResponse"},"extras":{"a":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}},"updateMask":"metadata.displayName,spec.secretKeys","keyMask":"name,size","masks":["secrets",""]}"#;
    assert_eq!(violations::<EchoWellKnownRequest>(valid), [""; 0]);
    let invalid = r#"{"name":"ab","payload":{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"a"},"extras":{"a":{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"a"}},"updateMask":"name,metadata,spec.secretKey.a","keyMask":"size,name","masks":["name","name,secret.a"]}"#;
    assert_eq!(
        violations::<EchoWellKnownRequest>(invalid),
        [
            "payload: type URL must be in the allow list [any.in]",
            "extras[\"a\"]: type URL must not be in the block list [any.not_in]",
            "update_mask: must only contain paths in [name, metadata.display_name, spec] [field_mask.in]",
            "update_mask: must not contain any paths in [spec.secret_key] [field_mask.not_in]",
            "key_mask: must equal paths [name, size] [field_mask.const]",
            "masks[1]: must not contain any paths in [secret] [field_mask.not_in]",
        ],
    );
    assert_eq!(violations::<EchoWellKnownRequest>(r#"{"name":"ab","updateMask":""}"#), [""; 0]);
}
