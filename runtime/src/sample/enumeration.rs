//! Values of enums, which are tried where they belong: an enum can only be made by its lookups.

use super::Style;
use super::propose::Zero;
use super::rng::Rng;
use crate::enumeration::Enumeration;
use crate::message::Value;
use crate::validate::{self, Rules};

/// How many odd values are tried before known ones.
const ODD: u32 = 8;

/// Becomes a value that the rules accept, or else the default.
pub(super) fn fill(
    rng: &mut Rng,
    style: Style,
    slot: &mut dyn Enumeration,
    rules: Option<&Rules>,
    zero: Zero,
) {
    if style == Style::Arbitrary {
        for _ in 0..ODD {
            odd(rng, slot);
            if fits(slot, rules, zero != Zero::Refused) {
                return;
            }
        }
    }
    let numbers = numbers(slot, rules, zero);
    slot.set_number(rng.pick(&numbers));
}

/// The known numbers that rules accept; zero only where nothing else will do. The slot is left
/// with any of its values.
pub(super) fn numbers(slot: &mut dyn Enumeration, rules: Option<&Rules>, zero: Zero) -> Vec<i32> {
    let known = slot.descriptor().values().iter().map(|value| value.number());
    let mut accepted = |may_be_zero: bool| {
        let mut numbers: Vec<i32> = known.clone().collect();
        numbers.retain(|number| {
            slot.set_number(*number);
            fits(slot, rules, may_be_zero)
        });
        numbers
    };
    let numbers = accepted(false);
    if numbers.is_empty() && zero != Zero::Refused { accepted(true) } else { numbers }
}

fn fits(value: &dyn Enumeration, rules: Option<&Rules>, may_be_zero: bool) -> bool {
    let is_zero = value.number() == Some(0);
    (may_be_zero || !is_zero)
        && rules.is_none_or(|rules| validate::holds(rules, Value::Enum(value)))
}

/// Any value, known or not.
fn odd(rng: &mut Rng, slot: &mut dyn Enumeration) {
    let values = slot.descriptor().values();
    match (rng.below(4), values.get(rng.index(values.len()))) {
        (0, _) => slot.set_number(rng.pick(&[i32::MIN, -1, 77, i32::MAX])),
        (1, Some(value)) => slot.set_name(&format!("{}_FROM_TOMORROW", value.name())),
        (_, Some(value)) => slot.set_number(value.number()),
        (_, None) => slot.set_number(0),
    }
}
