//! Rejected documents and their error texts.

use gitpod_runtime::MessageExt;

use crate::support::Everything;

/// Each row is a document and its error, without the message name and position.
#[track_caller]
fn rejected(table: &[(&str, &str)]) {
    for (json, expected) in table {
        let error = Everything::from_json(json).expect_err(json).to_string();
        let actual = error.strip_prefix("test.v1.Everything: ").expect(&error);
        let (actual, _) = actual.rsplit_once(" at line ").expect(&error);
        assert_eq!(actual, *expected, "{json}");
    }
}

/// Like [`rejected`], and with the same error from serde.
#[track_caller]
fn rejected_by_both(table: &[(&str, &str)]) {
    rejected(table);
    for (json, expected) in table {
        let error = serde_json::from_str::<Everything>(json).expect_err(json).to_string();
        let actual = error.split(" at line ").next().expect(&error);
        assert_eq!(actual, format!("test.v1.Everything: {expected}"), "{json} through serde");
    }
}

#[test]
fn values_of_the_wrong_type() {
    rejected_by_both(&[
        ("[]", "expected an object, found an array"),
        ("null", "expected an object, found null"),
        (r#"{"yes":"true"}"#, r#"yes: expected `true` or `false`, found the string "true""#),
        (r#"{"yes":1}"#, "yes: expected `true` or `false`, found the number 1"),
        (r#"{"small":true}"#, "small: expected an int32, found true"),
        (r#"{"small":{}}"#, "small: expected an int32, found an object"),
        (r#"{"text":5}"#, "text: expected a string, found the number 5"),
        (r#"{"text":[]}"#, "text: expected a string, found an array"),
        (r#"{"data":7}"#, "data: expected base64, found the number 7"),
        (r#"{"color":false}"#, "color: expected the name or number of an enum value, found false"),
        (r#"{"at":0}"#, "at: expected an RFC 3339 timestamp, found the number 0"),
        (r#"{"took":1}"#, "took: expected a duration such as \"1.5s\", found the number 1"),
        (r#"{"meta":[]}"#, "meta: expected an object, found an array"),
        (r#"{"meta":"m"}"#, r#"meta: expected an object, found a string (redacted)"#),
        (r#"{"texts":"a"}"#, r#"texts: expected an array, found the string "a""#),
        (r#"{"texts":{}}"#, "texts: expected an array, found an object"),
        (r#"{"labels":[]}"#, "labels: expected an object, found an array"),
        (r#"{"labels":{"a":1}}"#, r#"labels["a"]: expected a string, found the number 1"#),
    ]);
}

#[test]
fn numbers_out_of_range_or_not_integral() {
    rejected_by_both(&[
        (r#"{"small":2147483648}"#, "small: expected an int32, found the number 2147483648"),
        (r#"{"small":-2147483649}"#, "small: expected an int32, found the number -2147483649"),
        (r#"{"small":1.5}"#, "small: expected an int32, found the number 1.5"),
        (r#"{"small":"1.5"}"#, r#"small: expected an int32, found the string "1.5""#),
        (r#"{"small":" 1"}"#, r#"small: expected an int32, found the string " 1""#),
        (r#"{"small":"1 "}"#, r#"small: expected an int32, found the string "1 ""#),
        (r#"{"small":"+1"}"#, r#"small: expected an int32, found the string "+1""#),
        (r#"{"small":"01"}"#, r#"small: expected an int32, found the string "01""#),
        (r#"{"small":"0x1"}"#, r#"small: expected an int32, found the string "0x1""#),
        (r#"{"small":""}"#, r#"small: expected an int32, found the string """#),
        (r#"{"smallUnsigned":-1}"#, "smallUnsigned: expected a uint32, found the number -1"),
        (
            r#"{"large":9223372036854775808}"#,
            "large: expected an int64, as a string or a number, found the number 9223372036854775808",
        ),
        (
            r#"{"large":"-9223372036854775809"}"#,
            r#"large: expected an int64, as a string or a number, found the string "-9223372036854775809""#,
        ),
        (
            r#"{"largeUnsigned":"18446744073709551616"}"#,
            r#"largeUnsigned: expected a uint64, as a string or a number, found the string "18446744073709551616""#,
        ),
        (
            r#"{"largeUnsigned":"1e99999999999999999999"}"#,
            r#"largeUnsigned: expected a uint64, as a string or a number, found the string "1e99999999999999999999""#,
        ),
        (r#"{"single":3.5e38}"#, "single: expected a 32-bit float, found the number 3.5e38"),
        (r#"{"double":"1e999"}"#, r#"double: expected a double, found the string "1e999""#),
        (r#"{"double":"nan"}"#, r#"double: expected a double, found the string "nan""#),
        (r#"{"double":"inf"}"#, r#"double: expected a double, found the string "inf""#),
        (r#"{"double":".5"}"#, r#"double: expected a double, found the string ".5""#),
        (
            r#"{"color":2147483648}"#,
            "color: expected the name or number of an enum value, found the number 2147483648",
        ),
    ]);
    rejected(&[(r#"{"double":1e999}"#, "double: expected a double, found the number 1e999")]);
}

#[test]
fn strings_in_the_wrong_format() {
    rejected_by_both(&[
        (r#"{"data":"a"}"#, r#"data: expected base64, found the string "a""#),
        (r#"{"data":"+_8="}"#, r#"data: expected base64, found the string "+_8=""#),
        (
            r#"{"at":"yesterday"}"#,
            r#"at: expected an RFC 3339 timestamp, found the string "yesterday""#,
        ),
        (r#"{"took":"1"}"#, r#"took: expected a duration such as "1.5s", found the string "1""#),
    ]);
}

#[test]
fn null_in_lists_and_maps() {
    rejected_by_both(&[
        (r#"{"texts":["a",null]}"#, "texts[1]: expected a non-null element, found null"),
        (r#"{"colors":[null]}"#, "colors[0]: expected a non-null element, found null"),
        (r#"{"metas":[null]}"#, "metas[0]: expected a non-null element, found null"),
        (r#"{"labels":{"a":null}}"#, r#"labels["a"]: expected a non-null value, found null"#),
        (r#"{"byNumber":{"1":null}}"#, r#"byNumber["1"]: expected a non-null value, found null"#),
    ]);
}

#[test]
fn duplicate_fields_and_keys_and_oneof_conflicts() {
    let duplicate = "expected each field at most once, found a duplicate field";
    rejected_by_both(&[
        (r#"{"small":1,"small":1}"#, &format!("small: {duplicate}")),
        (r#"{"small":null,"small":1}"#, &format!("small: {duplicate}")),
        (r#"{"smallUnsigned":1,"small_unsigned":1}"#, &format!("smallUnsigned: {duplicate}")),
        (r#"{"meta":{"name":"a","text":1,"name":"b"}}"#, &format!("meta.name: {duplicate}")),
        (
            r#"{"labels":{"a":"1","\u0061":"2"}}"#,
            r#"labels["a"]: expected each map key at most once, found a duplicate key"#,
        ),
        (
            r#"{"choiceText":"a","small":1,"choiceNumber":2}"#,
            "choiceNumber: expected at most one field of the oneof `choice` of test.v1.Everything, \
             found both `choiceText` and `choiceNumber`",
        ),
        (
            r#"{"child":{"choice_nested":{},"choiceText":""}}"#,
            "child.choiceText: expected at most one field of the oneof `choice` of test.v1.Everything, \
             found both `choiceNested` and `choiceText`",
        ),
    ]);
}

#[test]
fn map_keys_of_the_wrong_type() {
    rejected_by_both(&[
        (
            r#"{"byNumber":{"a":{}}}"#,
            r#"byNumber: expected a key of type int32, found the string "a""#,
        ),
        (
            r#"{"byNumber":{"01":{}}}"#,
            r#"byNumber: expected a key of type int32, found the string "01""#,
        ),
        (
            r#"{"byNumber":{"2147483648":{}}}"#,
            r#"byNumber: expected a key of type int32, found the string "2147483648""#,
        ),
        (r#"{"byFlag":{"1":1}}"#, r#"byFlag: expected a key of type bool, found the string "1""#),
    ]);
}

#[test]
fn invalid_json() {
    let table = [
        ("", "expected an object, found the end of the input"),
        ("{", "expected a key, found the end of the input"),
        ("{}{", "expected the end of the input, found an object"),
        ("{} x", "expected the end of the input, found the character `x`"),
        ("{,}", "expected a key, found the character `,`"),
        (r#"{"small":1,}"#, "expected a key, found the character `}`"),
        (r#"{"small":1 "text":"a"}"#, "expected `,` or `}`, found a string"),
        (r#"{"small" 1}"#, "small: expected `:` after the key, found a number"),
        (r#"{"small":}"#, "small: expected an int32, found the character `}`"),
        (r#"{"small":01}"#, "expected `,` or `}`, found a number"),
        (r#"{"small":+1}"#, "small: expected an int32, found the character `+`"),
        (r#"{"small":-}"#, "small: expected a JSON number, found the character `-`"),
        (r#"{"small":1.}"#, "small: expected a JSON number, found the character `1`"),
        (r#"{"small":1e}"#, "small: expected a JSON number, found the character `1`"),
        (r#"{"double":.5}"#, "double: expected a double, found the character `.`"),
        (r#"{"double":NaN}"#, "double: expected a double, found the character `N`"),
        (r#"{"yes":tru}"#, "yes: expected `true`, found the character `}`"),
        (r#"{"yes":True}"#, "yes: expected `true` or `false`, found the character `T`"),
        (r#"{"yes":nul}"#, "yes: expected `null`, found the character `}`"),
        (r#"{"yes":truer}"#, "expected `,` or `}`, found the character `r`"),
        (r#"{"texts":["a",]}"#, "texts[1]: expected a string, found the character `]`"),
        (r#"{"texts":["a"}"#, "texts: expected `,` or `]`, found the character `}`"),
        (r#"{'small':1}"#, "expected a key, found the character `'`"),
        (r#"{small:1}"#, "expected a key, found the character `s`"),
        (r#"{/**/}"#, "expected a key, found the character `/`"),
        (r#"{"text":"\x"}"#, "text: expected a valid escape sequence, found the character `x`"),
        (r#"{"text":"\u12g4"}"#, "text: expected four hexadecimal digits, found the character `g`"),
        (r#"{"text":"\u+123"}"#, "text: expected four hexadecimal digits, found the character `+`"),
        (r#"{"new":[1,}"#, "expected a value, found the character `}`"),
        (r#"{"new":{"a"}}"#, "expected `:` after the key, found the character `}`"),
        (r#"{"new":"\q"}"#, "expected a valid escape sequence, found the character `q`"),
        (r#"{"new":tru}"#, "expected `true`, found the character `}`"),
        (r#"{"new":1.}"#, "expected a JSON number, found the character `1`"),
    ];
    rejected(&table);
    for (json, _) in table {
        serde_json::from_str::<Everything>(json).expect_err(json);
    }
}

#[test]
fn lone_surrogates() {
    for escape in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud800\n", r"\ud800x", r"\ud800\u0041"]
    {
        for key in ["text", "new"] {
            let json = format!(r#"{{"{key}":"{escape}"}}"#);
            let error = Everything::from_json(&json).expect_err(&json);
            assert_eq!(error.expected(), "a surrogate pair", "{json}");
            assert_eq!(error.found(), "a lone surrogate", "{json}");
        }
    }
}

#[test]
fn control_characters_in_strings() {
    for control in 0..0x20_u8 {
        for key in ["text", "new"] {
            let json = format!("{{\"{key}\":\"a{}\"}}", char::from(control));
            let error = Everything::from_json(&json).expect_err(&json);
            assert_eq!(error.found(), format!("the control character U+{control:04X}"));
        }
    }
}

#[test]
fn byte_order_marks_and_other_encodings() {
    let error = Everything::from_json("\u{feff}{}").unwrap_err();
    assert_eq!((error.expected(), error.found()), ("an object", "a byte order mark"));
    let error = Everything::from_json(b"{\"text\":\"caf\xe9\"}").unwrap_err();
    assert_eq!((error.expected(), error.found()), ("UTF-8", "an invalid byte"));
    assert_eq!(error.offset(), 12);
    Everything::from_json(b"{\0}\0").unwrap_err();
}
