//! Details of errors as messages.

use gitpod_runtime::codec::DecodeErrorKind;
use gitpod_runtime::rpc::{Code, Error, ErrorDetail, MessageType};
use gitpod_runtime::{Enumeration, Message, MessageExt};
use serde_json::{Value, json};

use crate::messages::{Color, Credential, Everything, Meta, everything};

fn detail(message: &dyn Message) -> ErrorDetail {
    ErrorDetail::of(message).unwrap()
}

fn meta(name: &str) -> Meta {
    Meta { name: name.to_owned(), ..Meta::default() }
}

/// As a client reads it.
fn over_the_wire(error: &Error) -> Error {
    Error::from_json(error.to_json().as_bytes(), Code::Unknown).unwrap()
}

#[test]
fn details_of_a_type_are_decoded_in_order() {
    let error = Error::failed_precondition("no")
        .with_detail(detail(&meta("one")))
        .with_detail(detail(&Credential { id: "c".to_owned(), ..Credential::default() }))
        .with_detail(ErrorDetail::new("acme.Unknown", [1, 2]))
        .with_detail(detail(&meta("two")));
    let error = over_the_wire(&error);
    let metas: Vec<Meta> = error.details_as().map(Result::unwrap).collect();
    assert_eq!(metas, [meta("one"), meta("two")]);
    assert_eq!(error.details_as::<Everything>().count(), 0);
    assert_eq!(
        (error.details()[2].type_name(), error.details()[2].value()),
        ("acme.Unknown", &[1, 2][..])
    );
}

#[test]
fn every_field_survives() {
    let Everything { colors, .. } = everything();
    // A value that is known by its name alone has no binary form.
    let known =
        colors.into_iter().filter(|color| *color != Color::from_name_or_unknown("COLOR_NEW"));
    let sent = Everything { colors: known.collect(), ..everything() };
    let error = over_the_wire(&Error::internal("").with_detail(detail(&sent)));
    assert_eq!(error.details()[0].decode(), Some(Ok(sent)));
}

#[test]
fn a_message_without_a_binary_form_is_an_error() {
    assert!(ErrorDetail::of(&everything()).unwrap_err().to_string().contains("colors"));
}

#[test]
fn a_malformed_detail_is_an_error_and_others_are_decoded() {
    let name = Meta::default().descriptor().name();
    let error = Error::internal("")
        .with_detail(ErrorDetail::new(name, [0x0a]))
        .with_detail(detail(&meta("fine")));
    let decoded: Vec<_> = error.details_as::<Meta>().collect();
    assert!(decoded[0].is_err());
    assert_eq!(decoded[1], Ok(meta("fine")));
    assert_eq!(error.details_as::<Meta>().flatten().count(), 1);
}

#[test]
fn a_detail_is_decoded_by_its_type_as_a_value() {
    static META: MessageType = MessageType::of::<Meta>("test.v1.Meta");
    let found = detail(&meta("one")).decode_as(&META).unwrap().unwrap();
    assert_eq!(format!("{found:?}"), format!("{:?}", meta("one")));
    assert!(detail(&Credential::default()).decode_as(&META).is_none());
}

#[test]
fn the_memory_of_a_decoded_detail_is_limited() {
    let one = Everything { metas: vec![Meta::default()], ..Everything::default() };
    let value = one.to_binary().unwrap().repeat(200_000);
    let found = ErrorDetail::new("test.v1.Everything", value).decode::<Everything>();
    assert_eq!(found.unwrap().unwrap_err().kind(), DecodeErrorKind::MemoryLimit);
}

/// Neither the JSON of a detail nor the text of its error has sensitive values; the value has them.
#[test]
fn sensitive_values_are_redacted_in_json_and_texts() {
    let all = Everything { colors: vec![Color::Red], ..everything() };
    let sent = Everything { child: Some(Box::new(all.clone())), ..all };
    let error = Error::internal("").with_detail(detail(&sent));
    let debug = error.details()[0].debug().unwrap();
    assert_eq!(debug["secret"], "[redacted]");
    assert_eq!(debug["credential"], json!({"id": "c1", "token": "[redacted]"}));
    assert_eq!(debug["credentials"], json!([{"id": "c2", "token": "[redacted]"}]));
    assert_eq!(debug["child"]["secretNumber"], "[redacted]");
    let decoded = error.details_as::<Everything>().next().unwrap().unwrap();
    assert_eq!(decoded.secret, "hunter2");
    let shown = format!("{error}{error:?}{error:#?}{decoded:?}{decoded:#?}");
    assert!(!shown.contains("hunter") && !shown.contains("4711"), "{shown}");
    // Everything else is as in the JSON of the message.
    let mut json: Value = serde_json::from_str(&sent.to_json()).unwrap();
    let mut shown = debug.clone();
    for json in [&mut json, &mut shown] {
        for key in ["secret", "secretNumber", "secrets", "credential", "credentials", "child"] {
            json.as_object_mut().unwrap().remove(key);
        }
    }
    assert_eq!(shown, json);
}
