//! A message with all fields set, and its JSON.

use gitpod_runtime::message::UnknownFields;
use gitpod_runtime::{Bytes, Enumeration, Timestamp};

use super::{Choice, Color, Credential, Everything, Meta};

/// A message in which no field has its default value.
pub(crate) fn everything() -> Everything {
    let meta = |name: &str| Meta {
        name: name.to_owned(),
        created_at: Some("2024-02-29T12:34:56.789Z".parse().unwrap()),
        ..Meta::default()
    };
    Everything {
        yes: true,
        small: -12,
        small_unsigned: u32::MAX,
        large: i64::MIN,
        large_unsigned: u64::MAX,
        single: 0.1,
        double: -1234.5,
        text: "a \"quoted\" line\nwith ünïcödé and 🦀".to_owned(),
        data: Bytes::from([0xfb, 0xff, 0x00]),
        color: Color::Blue,
        maybe_text: Some(String::new()),
        maybe_small: Some(0),
        maybe_yes: Some(false),
        maybe_color: Some(Color::Unspecified),
        maybe_data: Some(Bytes::new()),
        at: Some(Timestamp::default()),
        took: Some("-1.5s".parse().unwrap()),
        meta: Some(meta("one")),
        child: Some(Box::new(Everything { small: 1, ..Everything::default() })),
        texts: vec![String::new(), "b".to_owned()],
        numbers: vec![0, -1],
        metas: vec![Meta::default(), meta("two")],
        colors: vec![
            Color::Red,
            Color::from_name_or_unknown("COLOR_NEW"),
            Color::from_number_or_unknown(9),
        ],
        labels: [("a", "1"), ("b\"", "")].map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        by_number: [(-1, Meta::default()), (10, meta("ten"))].into(),
        by_flag: [(false, 0.5), (true, -2.5)].into(),
        choice: Some(Choice::Nested(Meta::default())),
        secret: "hunter2".to_owned(),
        secret_number: 4711,
        secrets: [("hunter-key".to_owned(), "hunter-value".to_owned())].into(),
        credential: Some(Credential { id: "c1".to_owned(), token: "hunter3".to_owned() }),
        credentials: vec![Credential { id: "c2".to_owned(), token: "hunter4".to_owned() }],
        _unknown: UnknownFields::default(),
    }
}

/// The canonical JSON of [`everything`].
pub(crate) const EVERYTHING_JSON: &str = concat!(
    r#"{"yes":true,"small":-12,"smallUnsigned":4294967295,"large":"-9223372036854775808","#,
    r#""largeUnsigned":"18446744073709551615","single":0.1,"double":-1234.5,"#,
    r#""text":"a \"quoted\" line\nwith ünïcödé and 🦀","data":"+/8A","color":"COLOR_BLUE","#,
    r#""maybeText":"","maybeSmall":0,"maybeYes":false,"maybeColor":"COLOR_UNSPECIFIED","#,
    r#""maybeData":"","at":"1970-01-01T00:00:00Z","took":"-1.500s","#,
    r#""meta":{"name":"one","createdAt":"2024-02-29T12:34:56.789Z"},"child":{"small":1},"#,
    r#""texts":["","b"],"numbers":["0","-1"],"#,
    r#""metas":[{},{"name":"two","createdAt":"2024-02-29T12:34:56.789Z"}],"#,
    r#""colors":["COLOR_RED","COLOR_NEW",9],"labels":{"a":"1","b\"":""},"#,
    r#""byNumber":{"-1":{},"10":{"name":"ten","createdAt":"2024-02-29T12:34:56.789Z"}},"#,
    r#""byFlag":{"false":0.5,"true":-2.5},"choiceNested":{},"secret":"hunter2","#,
    r#""secretNumber":4711,"secrets":{"hunter-key":"hunter-value"},"#,
    r#""credential":{"id":"c1","token":"hunter3"},"credentials":[{"id":"c2","token":"hunter4"}]}"#,
);
