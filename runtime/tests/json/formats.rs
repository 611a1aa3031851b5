//! Other self-describing serde formats: MessagePack and YAML.

use std::io::{self, Write};

use gitpod_runtime::MessageExt;
use serde::{Deserialize, Serialize};

use crate::support::{Color, EVERYTHING_JSON, Everything, everything};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    title: String,
    #[serde(flatten)]
    message: Everything,
}

fn to_message_pack(value: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap()
}

#[test]
fn message_pack_round_trips() {
    let bytes = to_message_pack(&everything());
    assert_eq!(rmp_serde::from_slice::<Everything>(&bytes).unwrap(), everything());
    assert_eq!(rmp_serde::from_read::<_, Everything>(&*bytes).unwrap(), everything());
    let flat = Flat { title: "t".to_owned(), message: everything() };
    assert_eq!(rmp_serde::from_slice::<Flat>(&to_message_pack(&flat)).unwrap(), flat);
}

/// A writer that fails once, after some writes.
struct FailsOnce {
    writes_before: usize,
    failed: bool,
}

impl Write for FailsOnce {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.writes_before == 0 && !self.failed {
            self.failed = true;
            return Err(io::Error::other("this one"));
        }
        self.writes_before = self.writes_before.saturating_sub(1);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn errors_of_the_writer_are_returned() {
    let mut writes_before = 0;
    loop {
        let mut writer = FailsOnce { writes_before, failed: false };
        let result = serde_json::to_writer(&mut writer, &everything());
        if !writer.failed {
            break result.unwrap();
        }
        assert!(result.unwrap_err().is_io(), "after {writes_before} writes");
        writes_before += 1;
    }
    assert!(writes_before > 100, "the whole message took only {writes_before} writes");
}

#[test]
fn message_pack_has_the_values_of_json() {
    let tree: serde_json::Value = rmp_serde::from_slice(&to_message_pack(&everything())).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(EVERYTHING_JSON).unwrap();
    // MessagePack keeps 32-bit floats, which a JSON value widens.
    json["single"] = 0.1_f32.into();
    assert_eq!(tree, json);
}

#[test]
fn message_pack_errors_have_the_path() {
    let broken = serde_json::json!({"metas": [{"name": 5}]});
    let error = rmp_serde::from_slice::<Everything>(&to_message_pack(&broken)).unwrap_err();
    let expected = "test.v1.Everything: metas[0].name: expected a string, found the number 5";
    assert_eq!(error.to_string(), expected);
    // {"data": the bytes 1 and 2}
    let error = rmp_serde::from_slice::<Everything>(b"\x81\xa4data\xc4\x02\x01\x02").unwrap_err();
    assert_eq!(error.to_string(), "test.v1.Everything: data: expected base64, found bytes");
    // {1: true}: keys must be strings.
    rmp_serde::from_slice::<Everything>(b"\x81\x01\xc3").unwrap_err();
    assert_eq!(rmp_serde::from_slice::<Color>(&to_message_pack(&-7)).unwrap(), Color::Blue);
}

#[test]
fn yaml_is_read() {
    // All JSON is YAML.
    assert_eq!(serde_yaml::from_str::<Everything>(EVERYTHING_JSON).unwrap(), everything());
    let yaml = "yes: true\nsmall: 5\nlarge: 9223372036854775807\ntext: plain text\ncolor: COLOR_RED\n\
                texts: [a, 'b']\nat: 2024-02-29T12:34:56Z\ntook: 1.5s\nchoice_number: 0\nnew: {a: [~]}\n\
                maybeText: ~\n";
    assert_eq!(
        serde_yaml::from_str::<Everything>(yaml).unwrap().to_json(),
        r#"{"yes":true,"small":5,"large":"9223372036854775807","text":"plain text","color":"COLOR_RED","at":"2024-02-29T12:34:56Z","took":"1.500s","texts":["a","b"],"choiceNumber":0}"#,
    );
}

#[test]
fn yaml_errors_have_the_path() {
    let error = serde_yaml::from_str::<Everything>("metas:\n- name: first\n- createdAt: soon\n");
    let expected = "test.v1.Everything: metas[1].createdAt: \
                expected an RFC 3339 timestamp, found the string \"soon\"";
    let error = error.unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}
