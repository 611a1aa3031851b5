//! Indented JSON.

const INDENT: &[u8] = b"  ";

/// Indents JSON that has no whitespace between its tokens.
pub(crate) fn indented(json: &[u8]) -> Vec<u8> {
    let mut layout = Layout { out: Vec::with_capacity(json.len() * 2), depth: 0 };
    let mut rest = json.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => layout.string(&mut rest),
            b'{' | b'[' => match rest.next_if(|next| matches!(next, b'}' | b']')) {
                Some(close) => layout.out.extend([byte, close]),
                None => layout.open(byte),
            },
            b'}' | b']' => layout.close(byte),
            b',' => {
                layout.out.push(b',');
                layout.line();
            }
            b':' => layout.out.extend(b": "),
            other => layout.out.push(other),
        }
    }
    layout.out
}

struct Layout {
    out: Vec<u8>,
    depth: usize,
}

impl Layout {
    /// Copies the rest of a string.
    fn string(&mut self, rest: &mut impl Iterator<Item = u8>) {
        self.out.push(b'"');
        while let Some(byte) = rest.next() {
            self.out.push(byte);
            match byte {
                b'"' => return,
                b'\\' => self.out.extend(rest.next()),
                _ => {}
            }
        }
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.depth += 1;
        self.line();
    }

    fn close(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.line();
        self.out.push(bracket);
    }

    fn line(&mut self) {
        self.out.push(b'\n');
        for _ in 0..self.depth {
            self.out.extend(INDENT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[track_caller]
    fn becomes(json: &str, expected: &str) {
        assert_eq!(String::from_utf8(indented(json.as_bytes())).unwrap(), expected);
    }

    #[test]
    fn empty_objects_and_lists_stay_on_one_line() {
        becomes("{}", "{}");
        becomes(r#"{"a":{},"b":[]}"#, "{\n  \"a\": {},\n  \"b\": []\n}");
    }

    #[test]
    fn each_member_and_element_has_a_line() {
        becomes(
            r#"{"a":[1,-2.5e3],"b":{"c":true,"d":null}}"#,
            "{\n  \"a\": [\n    1,\n    -2.5e3\n  ],\n  \"b\": {\n    \"c\": true,\n    \"d\": null\n  }\n}",
        );
    }

    #[test]
    fn strings_are_left_alone() {
        let text = r#""{[,:]}\" \\""#;
        becomes(&format!("{{{text}:{text}}}"), &format!("{{\n  {text}: {text}\n}}"));
    }
}
