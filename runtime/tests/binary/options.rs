//! Encoding with options.

use gitpod_runtime::binary::WriteOptions;
use gitpod_runtime::{EncodeError, Message, MessageExt};

use crate::support::{Everything, everything};

fn encode(message: &dyn Message, omit: bool) -> Result<Vec<u8>, EncodeError> {
    WriteOptions::new().omit_enum_names(omit).encode_to_vec(message)
}

#[test]
fn default_options_change_nothing() {
    let mut message = everything();
    message.colors.retain(|color| color.number().is_some());
    let bytes = message.to_binary().expect("its enum values have numbers");
    assert_eq!(encode(&message, false).as_ref(), Ok(&bytes));
    assert_eq!(encode(&message, true), Ok(bytes));
}

#[test]
fn enum_values_without_a_number_are_an_error_or_omitted() {
    for (json, path, without) in [
        (r#"{"color":"COLOR_NEW","small":1}"#, "color", r#"{"small":1}"#),
        (r#"{"maybeColor":"COLOR_NEW"}"#, "maybeColor", "{}"),
        (r#"{"choiceTint":"COLOR_NEW"}"#, "choiceTint", "{}"),
        (r#"{"colors":["COLOR_NEW"]}"#, "colors[0]", "{}"),
        (
            r#"{"colors":["COLOR_RED","COLOR_NEW",7,"COLOR_RED"]}"#,
            "colors[1]",
            r#"{"colors":["COLOR_RED",7,"COLOR_RED"]}"#,
        ),
        (r#"{"child":{"color":"COLOR_NEW"}}"#, "child.color", r#"{"child":{}}"#),
    ] {
        let message = Everything::from_json(json).expect(json);
        let error = encode(&message, false).expect_err(json);
        assert_eq!(error.path(), path, "{json}");
        let bytes = encode(&message, true).expect(json);
        let read = Everything::from_binary(bytes).expect(json);
        assert_eq!(read.to_json(), without, "{json}");
    }
}
