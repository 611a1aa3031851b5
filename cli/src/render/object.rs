//! JSON objects on one line.

use std::fmt::Display;

use gitpod_api::runtime::validate::Violation;

/// Appends a JSON object to a buffer, member by member, in the order of the calls.
#[must_use = "the object is incomplete without `end`"]
pub(crate) struct Object<'a> {
    out: &'a mut Vec<u8>,
    separator: u8,
}

impl<'a> Object<'a> {
    /// Opens an object.
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, separator: b'{' }
    }

    /// A member whose value `write` appends.
    pub(crate) fn with(mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) -> Self {
        self.out.push(std::mem::replace(&mut self.separator, b','));
        write_text(name, self.out);
        self.out.push(b':');
        write(self.out);
        self
    }

    /// A string.
    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.with(name, |out| write_text(text, out))
    }

    /// A string or null.
    pub(crate) fn text_or_null(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self.literal(name, "null"),
        }
    }

    /// A string; no member for `None`.
    pub(crate) fn text_if_any(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// A value that displays as JSON, such as a number.
    pub(crate) fn literal(self, name: &str, value: impl Display) -> Self {
        self.with(name, |out| out.extend(value.to_string().into_bytes()))
    }

    /// A number; no member for `None`.
    pub(crate) fn number_if_any(self, name: &str, number: Option<impl Into<u64>>) -> Self {
        match number {
            Some(number) => self.literal(name, number.into()),
            None => self,
        }
    }

    /// A list; `write` appends each element.
    pub(crate) fn list<T>(
        self,
        name: &str,
        elements: impl IntoIterator<Item = T>,
        mut write: impl FnMut(T, &mut Vec<u8>),
    ) -> Self {
        self.with(name, |out| {
            out.push(b'[');
            for (index, element) in elements.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(element, out);
            }
            out.push(b']');
        })
    }

    /// Closes the object.
    pub(crate) fn end(self) {
        if self.separator == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }
}

/// Appends a violation of the schema's rules.
pub(crate) fn write_violation(violation: &Violation, out: &mut Vec<u8>) {
    Object::new(out)
        .text("field", violation.field())
        .text("rule", violation.rule())
        .text("message", violation.message())
        .end();
}

/// Appends a JSON string.
fn write_text(text: &str, out: &mut Vec<u8>) {
    // Writing a string to memory cannot fail.
    let _ = serde_json::to_writer(out, text);
}

#[cfg(test)]
mod tests {
    use super::Object;

    fn written(write: impl FnOnce(Object<'_>)) -> String {
        let mut out = b"> ".to_vec();
        write(Object::new(&mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn members_are_in_the_order_of_the_calls() {
        assert_eq!(written(|object| object.end()), "> {}");
        assert_eq!(written(|object| object.list("l", [0; 0], |_, _| ()).end()), "> {\"l\":[]}");
        let all = written(|object| {
            object
                .text("z\n", "\"\u{1}é")
                .text_or_null("y", None)
                .text_if_any("x", None)
                .number_if_any("w", None::<u32>)
                .number_if_any("v", Some(7_u16))
                .list("u", [1, 2], |number, out| out.push(b'0' + number))
                .end();
        });
        assert_eq!(all, r#"> {"z\n":"\"\u0001é","y":null,"v":7,"u":[1,2]}"#);
    }
}
