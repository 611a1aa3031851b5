//! Enum values. They are tried in the slot itself, because only its lookups create an enum value.

use super::Style;
use super::propose::ZeroPolicy;
use super::rng::Rng;
use crate::enumeration::Enumeration;
use crate::message::Value;
use crate::message::rules::Rules;
use crate::validate;

/// The number of edge cases tried before known values.
const EDGE_CASE_ATTEMPTS: u32 = 8;

/// Sets a value that the rules accept, or the default if there is none.
pub(super) fn fill(
    rng: &mut Rng,
    style: Style,
    slot: &mut dyn Enumeration,
    rules: Option<&Rules>,
    zero: ZeroPolicy,
) {
    if style == Style::Arbitrary {
        for _ in 0..EDGE_CASE_ATTEMPTS {
            edge_case(rng, slot);
            if fits(slot, rules, zero != ZeroPolicy::Deny) {
                return;
            }
        }
    }
    let mut numbers = numbers(slot, rules);
    let others: Vec<i32> = numbers.iter().copied().filter(|number| *number != 0).collect();
    if zero == ZeroPolicy::Deny || !others.is_empty() {
        numbers = others;
    }
    slot.set_number(rng.pick(&numbers));
}

/// The known numbers that the rules accept. Leaves the slot at an arbitrary value.
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

/// Sets any value, known or unknown.
fn edge_case(rng: &mut Rng, slot: &mut dyn Enumeration) {
    let values = slot.descriptor().values();
    match (rng.below(4), values.get(rng.index(values.len()))) {
        (0, _) => slot.set_number(rng.pick(&[i32::MIN, -1, 77, i32::MAX])),
        (1, Some(value)) => slot.set_name(&format!("{}_FROM_TOMORROW", value.name())),
        (_, Some(value)) => slot.set_number(value.number()),
        (_, None) => slot.set_number(0),
    }
}
