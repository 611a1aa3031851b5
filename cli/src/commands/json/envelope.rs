//! The envelope of a line: a type name and the raw bytes of a message.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of a line read so far.
#[derive(Debug, Default)]
pub(super) struct Envelope<'a> {
    /// The name of the type.
    pub(super) name: Option<String>,
    /// The bytes of the message. A generic JSON value would round numbers and drop duplicate keys.
    pub(super) json: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Parses a line. After an error, the members before it are set.
    ///
    /// # Errors
    ///
    /// A description of the problem. It quotes nothing of the line, which may hold secrets.
    pub(super) fn read(&mut self, line: &'a [u8]) -> Result<(), String> {
        let text = match std::str::from_utf8(line) {
            Ok(text) if text.starts_with('\u{feff}') => {
                return Err("the line starts with a byte order mark".to_owned());
            }
            Ok(text) => text.trim_matches([' ', '\t', '\r']),
            Err(error) => {
                return Err(format!("the line is not UTF-8 at byte {}", error.valid_up_to() + 1));
            }
        };
        match text.as_bytes().first() {
            None => return Err("the line is empty".to_owned()),
            Some(b'{') => {}
            Some(_) => return Err("the line is not an object".to_owned()),
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        Fill(self)
            .deserialize(&mut reader)
            .and_then(|()| reader.end())
            .map_err(|e| describe(&e))?;
        self.complete()
    }

    fn complete(&self) -> Result<(), String> {
        match (&self.name, self.json) {
            (None, _) => Err("`type` is missing".to_owned()),
            (_, None) => Err("`json` is missing".to_owned()),
            (Some(_), Some(_)) => Ok(()),
        }
    }
}

/// The text of an error without its line number, which is always 1.
fn describe(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    match text.strip_suffix(&place) {
        Some(text) => format!("{text} at column {}", error.column()),
        None => text,
    }
}

/// Fills an envelope in place, so that members before an error are kept.
struct Fill<'e, 'a>(&'e mut Envelope<'a>);

impl<'a> DeserializeSeed<'a> for Fill<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Fill<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            match key.as_str() {
                "type" if self.0.name.is_some() => return Err(A::Error::custom("a second `type`")),
                "json" if self.0.json.is_some() => return Err(A::Error::custom("a second `json`")),
                "type" => {
                    // Raw first: the error of a string that is none would quote the value.
                    let raw: &RawValue = members.next_value()?;
                    let name = serde_json::from_str(raw.get());
                    self.0.name =
                        Some(name.map_err(|_| A::Error::custom("`type` is not a string"))?);
                }
                "json" => self.0.json = Some(members.next_value()?),
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Option<String>, Option<String>, Result<(), String>) {
        let mut envelope = Envelope::default();
        let outcome = envelope.read(line.as_bytes());
        (envelope.name, envelope.json.map(|json| json.get().to_owned()), outcome)
    }

    #[test]
    fn messages_are_kept_unchanged() {
        for json in [
            "{}",
            "{ \"a\" : 1e400,\t\"a\":1 }",
            "null",
            "[1.0,-0,1E+2]",
            r#""\ud800""#,
            &"[".repeat(1000).chars().chain("]".repeat(1000).chars()).collect::<String>(),
        ] {
            let expected = (Some("T".to_owned()), Some(json.to_owned()), Ok(()));
            assert_eq!(read(&format!(r#"{{"type":"T","json":{json}}}"#)), expected);
            assert_eq!(
                read(&format!(" {{ \"json\": {json} , \"type\" : \"\\u0054\" }}\t")),
                expected
            );
            assert_eq!(
                read(&format!(r#"{{"id":[{{}}],"json":{json},"type":"T","x":1}}"#)),
                expected
            );
        }
    }

    #[test]
    fn errors_name_the_problem() {
        for (line, expected) in [
            ("", "the line is empty"),
            (" \t\r", "the line is empty"),
            ("\u{feff}{}", "the line starts with a byte order mark"),
            ("[]", "the line is not an object"),
            ("\"hunter\"", "the line is not an object"),
            ("{}", "`type` is missing"),
            (r#"{"json":{}}"#, "`type` is missing"),
            (r#"{"type":5,"json":{}}"#, "`type` is not a string at column 9"),
            (r#"{"type":"\ud800","json":{}}"#, "`type` is not a string at column 16"),
            ("{", "EOF while parsing an object at column 1"),
            (r#"{"json":{}} {}"#, "trailing characters at column 13"),
        ] {
            assert_eq!(read(line).2, Err(expected.to_owned()), "{line}");
        }
        let mut envelope = Envelope::default();
        assert_eq!(envelope.read(b"{\"a\xff"), Err("the line is not UTF-8 at byte 4".to_owned()));
    }

    #[test]
    fn the_type_before_an_error_is_kept() {
        for (line, expected) in [
            (r#"{"type":"T"}"#, "`json` is missing"),
            (r#"{"type":"T","json":}"#, "expected value at column 20"),
            (r#"{"type":"T","json":{"a""#, "EOF while parsing an object at column 23"),
            (r#"{"type":"T","json":{},"json":{}}"#, "a second `json` at column 28"),
            (r#"{"type":"T","json":{},"type":"U"}"#, "a second `type` at column 28"),
            (r#"{"type":"T","json":{}}x"#, "trailing characters at column 23"),
        ] {
            let (name, _, outcome) = read(line);
            assert_eq!((name.as_deref(), outcome), (Some("T"), Err(expected.to_owned())), "{line}");
        }
    }
}
