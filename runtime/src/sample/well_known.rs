//! Well-known types: values that all have a JSON form, and objects with plain keys.

use super::Style;
use super::propose::ZeroPolicy;
use super::walk::{Constraints, Walk};
use crate::message::rules::{Kind, Rule, Rules};
use crate::message::{MapSlot, Message, MessageType, Slot, Value, WellKnown, copy_message};
use crate::validate;
use crate::well_known::{self, Any, FieldMask};

/// The types of an `Any`.
const TYPE_URLS: &[&str] = &[
    "type.googleapis.com/google.protobuf.StringValue",
    "type.googleapis.com/google.protobuf.Timestamp",
    "type.googleapis.com/google.protobuf.Duration",
];

/// The paths of field masks.
const PATHS: &[&str] = &["name", "metadata.display_name", "spec.desired_phase", "labels"];

/// The keys of objects.
const KEYS: &[&str] = &["name", "enabled", "count"];

/// The number of arms of a `google.protobuf.Value` that are not messages. They come first.
const SCALAR_ARMS: usize = 4;

impl Walk<'_> {
    /// Fills a well-known type that is not filled field by field. Returns `None` for other messages,
    /// and otherwise whether a valid value was found.
    pub(super) fn well_known(
        &mut self,
        message: &mut dyn Message,
        rules: Option<&'static Rules>,
    ) -> Option<bool> {
        let rules = rules.map_or(&[][..], Rules::rules);
        match message.descriptor().well_known_type()? {
            WellKnown::Any => {
                return Some(self.any(rules).is_some_and(|any| copy_message(&any, message)));
            }
            WellKnown::FieldMask => {
                let mask = self.field_mask(rules);
                return Some(mask.is_some_and(|mask| copy_message(&mask, message)));
            }
            WellKnown::Struct => self.structure(message),
            WellKnown::Value => self.value(message),
            WellKnown::Timestamp | WellKnown::Duration => self.time(message),
            WellKnown::ListValue | WellKnown::Wrapper => return None,
        }
        Some(true)
    }

    /// A message of a type that the rules mention, or of a common one.
    fn any(&mut self, rules: &'static [Rule]) -> Option<Any> {
        let mentioned = rules.iter().find_map(|rule| match rule {
            Rule::TypeIn(urls) => Some(*urls),
            _ => None,
        });
        let mut urls = mentioned.unwrap_or(TYPE_URLS).to_vec();
        let start = self.rng.index(urls.len());
        urls.rotate_left(start);
        // Types without a known message have no JSON form.
        urls.sort_by_key(|url| self.type_of(url).is_none());
        let of_type = |url| {
            let message = self.type_of(url).map(MessageType::new_message);
            let value = message.and_then(|mut message| {
                self.message(&mut *message);
                Any::pack(&*message).ok()
            });
            Any::new(url, value.unwrap_or_default().value)
        };
        urls.into_iter().map(of_type).find(|any| hold(rules, any))
    }

    /// The type of the API, or that comes with protobuf, which a URL names.
    fn type_of(&self, url: &str) -> Option<&'static MessageType> {
        let name = well_known::type_name(url)?;
        let mut home = self.path.iter().rev().map(|outer| outer.types_of_any());
        let home = home.find(|types| !types.is_empty()).unwrap_or_default();
        home.iter().chain(well_known::MESSAGES).find(|known| known.name() == name)
    }

    /// Paths that the rules mention, or common ones.
    fn field_mask(&mut self, rules: &'static [Rule]) -> Option<FieldMask> {
        let is_valid = |path: &&str| hold(rules, &FieldMask::from([*path]));
        let mut paths = PATHS;
        for rule in rules {
            match rule {
                Rule::Paths(exact) => {
                    let exact: FieldMask = exact.iter().copied().collect();
                    return Some(exact).filter(|exact| hold(rules, exact));
                }
                Rule::PathsIn(roots) => paths = roots,
                _ => {}
            }
        }
        let mut paths: Vec<&str> = paths.iter().copied().filter(is_valid).collect();
        paths.truncate(1 + self.rng.index(paths.len()));
        let below = |path: &str| {
            let below = format!("{path}.name");
            let is_longer = self.style == Style::Arbitrary && self.rng.once_in(4);
            if is_longer && is_valid(&below.as_str()) { below } else { path.to_owned() }
        };
        Some(paths.into_iter().map(below).collect())
    }

    /// Sets a time in the range of both types.
    fn time(&mut self, message: &mut dyn Message) {
        if let Slot::I64(seconds) = message.slot(0) {
            *seconds = i64::try_from(self.rng.below(1 << 32)).unwrap_or_default();
        }
        if let Slot::I32(nanos) = message.slot(1) {
            *nanos = self.rng.pick(&[0, 500_000_000]);
        }
    }

    /// Sets members with plain keys, as objects have them.
    fn structure(&mut self, message: &mut dyn Message) {
        let Slot::Map(fields) = message.slot(0) else { return };
        let count = match self.style {
            Style::Filled if self.minimal => 1,
            Style::Filled => KEYS.len(),
            Style::Arbitrary => self.rng.index(KEYS.len() + 1),
        };
        for key in KEYS.iter().take(count) {
            if let MapSlot::Vacant(Slot::Message(value)) = fields.insert(key) {
                self.message(value);
            }
        }
    }

    /// Sets an arm, because a value without one has the JSON form of another.
    fn value(&mut self, message: &mut dyn Message) {
        let all = message.descriptor().fields().len();
        let arms = if self.minimal { SCALAR_ARMS } else { all };
        match message.slot(self.rng.index(arms)) {
            // Quarters have an exact decimal form, and they are finite.
            Slot::F64(number) => {
                let quarters = i32::try_from(self.rng.below(4000)).unwrap_or_default();
                *number = f64::from(quarters) / 4.0;
            }
            slot => {
                let zero = match self.style {
                    Style::Filled => ZeroPolicy::Avoid,
                    Style::Arbitrary => ZeroPolicy::Allow,
                };
                self.fill_slot(slot, Constraints { name: "value", rules: None, zero });
            }
        }
    }
}

fn hold(rules: &[Rule], message: &dyn Message) -> bool {
    validate::hold(rules, Kind::Message, Value::Message(message))
}

/// Ends the recursion of a message. A `google.protobuf.Value` becomes `null`.
pub(super) fn end(message: &mut dyn Message) {
    if message.descriptor().well_known_type() == Some(WellKnown::Value) {
        let _ = message.slot(0);
    }
}
