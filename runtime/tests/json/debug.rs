//! `Debug` output of messages.

use gitpod_runtime::{Bytes, Enumeration};

use crate::support::{Choice, Color, Everything, Meta, everything};

#[test]
fn only_set_fields_are_shown() {
    assert_eq!(format!("{:?}", Everything::default()), "Everything");
    let message = Everything {
        small: 3,
        text: "a\n".to_owned(),
        maybe_yes: Some(false),
        choice: Some(Choice::Text(String::new())),
        ..Everything::default()
    };
    assert_eq!(
        format!("{message:?}"),
        r#"Everything { small: 3, text: "a\n", maybe_yes: false, choice_text: "" }"#,
    );
}

#[test]
fn values_of_every_type_are_shown() {
    let message = Everything {
        data: Bytes::from((0..20).collect::<Vec<u8>>()),
        color: Color::from_name_or_unknown("NEW"),
        at: Some("2024-01-02T03:04:05.5Z".parse().unwrap()),
        took: Some("1.5s".parse().unwrap()),
        meta: Some(Meta { name: "m".to_owned(), ..Meta::default() }),
        numbers: vec![1, 2],
        colors: vec![Color::Red],
        labels: [("a".to_owned(), "b".to_owned())].into(),
        ..Everything::default()
    };
    assert_eq!(
        format!("{message:?}"),
        "Everything { data: Bytes(20: 00 01 02 03 04 05 06 07 …), color: Unknown(NEW), \
         at: 2024-01-02T03:04:05.500Z, took: 1.500s, meta: Meta { name: \"m\" }, \
         numbers: [1, 2], colors: [Red], labels: {\"a\": \"b\"} }",
    );
}

#[test]
fn the_alternate_form_is_indented() {
    let message = Everything {
        meta: Some(Meta { name: "m".to_owned(), ..Meta::default() }),
        texts: vec!["t".to_owned()],
        secret: "hunter2".to_owned(),
        ..Everything::default()
    };
    let expected = "\
Everything {
    meta: Meta {
        name: \"m\",
    },
    texts: [
        \"t\",
    ],
    secret: [redacted],
}";
    assert_eq!(format!("{message:#?}"), expected);
}

#[test]
fn secrets_are_redacted_at_any_depth() {
    for text in [format!("{:?}", everything()), format!("{:#?}", everything())] {
        assert!(!text.contains("hunter") && !text.contains("4711"), "{text}");
        assert!(text.contains("secret_number: [redacted]"), "{text}");
    }
}
