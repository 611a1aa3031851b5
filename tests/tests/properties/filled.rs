//! A filled message has every field set.

use gitpod_api::Message;
use gitpod_api::runtime::message::{MessageDescriptor, Presence, Value};

use crate::case::{Case, Style};

#[test]
fn a_filled_message_has_every_field() {
    Case::each(|case, message| {
        if case.style == Style::Filled {
            Filled::default().assert_in(&*message);
        }
    });
}

/// The types of the messages around the current one.
#[derive(Default)]
struct Filled {
    outer: Vec<&'static MessageDescriptor>,
}

impl Filled {
    fn assert_in(&mut self, message: &dyn Message) {
        let descriptor = message.descriptor();
        // Except inside a message of its own type, where recursion ends.
        if self.outer.iter().any(|outer| std::ptr::eq(*outer, descriptor)) {
            return;
        }
        self.outer.push(descriptor);
        let mut arms = vec![0; descriptor.oneofs().len()];
        for (index, field) in descriptor.fields().iter().enumerate() {
            let value = message.get(index);
            let name = format!("{}.{}", descriptor.name(), field.name());
            match field.presence() {
                Presence::Oneof(oneof) => arms[oneof] += usize::from(!is_absent(value)),
                Presence::Explicit => assert!(!is_absent(value), "{name} is not set"),
                Presence::Implicit => {
                    assert!(!value.is_default() || is_null(value), "{name} is at its default");
                }
            }
            self.assert_inside(value);
        }
        assert!(arms.iter().all(|set| *set == 1), "{} has {arms:?} arms", descriptor.name());
        self.outer.pop();
    }

    fn assert_inside(&mut self, value: Value<'_>) {
        match value {
            Value::Message(message) => self.assert_in(message),
            Value::List(list) => (0..list.len()).for_each(|at| self.assert_inside(list.get(at))),
            Value::Map(map) => map.visit(&mut |_, value| self.assert_inside(value)),
            _ => {}
        }
    }
}

/// Whether a value is of the enum that has one value.
fn is_null(value: Value<'_>) -> bool {
    matches!(value, Value::Enum(value) if value.descriptor().is_null())
}

const fn is_absent(value: Value<'_>) -> bool {
    matches!(value, Value::Absent)
}
