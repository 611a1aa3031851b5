//! Values of enums, which are tried where they belong: an enum can only be made by its lookups.

use super::Style;
use super::propose::Zero;
use super::rng::Rng;
use crate::enumeration::Enumeration;
use crate::message::Value;
use crate::message::rules::Rules;
use crate::validate;

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
    let mut numbers = numbers(slot, rules);
    let others: Vec<i32> = numbers.iter().copied().filter(|number| *number != 0).collect();
    if zero == Zero::Refused || !others.is_empty() {
        numbers = others;
    }
    slot.set_number(rng.pick(&numbers));
}

/// The known numbers that rules accept. The slot is left with any of its values.
pub(super) fn numbers(slot: &mut dyn Enumeration, rules: Option<&Rules>) -> Vec<i32> {
    let known = slot.descriptor().values().iter().map(|value| value.number());
    known
        .filter(|number| {
            slot.set_number(*number);
            fits(slot, rules, true)
        })
        .collect()
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
