//! Bounds on numbers, durations and timestamps.

use gitpod_runtime::message::rules::{Bound, Kind, Lower, Rule, Rules, Upper};
use gitpod_runtime::{Duration, Timestamp};

use crate::sample::{Field, Maybe, leak};
use crate::{expect, explicit, plain};

fn int(value: i128) -> Bound {
    Bound::Integer(value)
}

fn within(kind: Kind, lower: Lower, upper: Upper) -> Rules {
    Rules::new(kind, leak([Rule::Bounds(lower, upper)]))
}

/// Checks an `int32`.
#[track_caller]
fn check(value: i32, lower: Lower, upper: Upper, violation: Option<&str>) {
    expect(&plain(value, within(Kind::I32, lower, upper)), violation);
}

#[test]
fn one_bound() {
    let (gt, gte) = (Lower::Gt(int(5)), Lower::Gte(int(5)));
    check(6, gt, Upper::None, None);
    check(5, gt, Upper::None, Some("must be greater than 5 [int32.gt]"));
    check(5, gte, Upper::None, None);
    check(4, gte, Upper::None, Some("must be greater than or equal to 5 [int32.gte]"));
    let (lt, lte) = (Upper::Lt(int(-5)), Upper::Lte(int(-5)));
    check(-6, Lower::None, lt, None);
    check(-5, Lower::None, lt, Some("must be less than -5 [int32.lt]"));
    check(-5, Lower::None, lte, None);
    check(-4, Lower::None, lte, Some("must be less than or equal to -5 [int32.lte]"));
    check(0, Lower::None, Upper::None, None);
}

#[test]
fn two_bounds_form_one_rule() {
    let (gt, gte) = (Lower::Gt(int(1)), Lower::Gte(int(1)));
    let (lt, lte) = (Upper::Lt(int(5)), Upper::Lte(int(5)));
    for inside in [2, 4] {
        check(inside, gt, lt, None);
    }
    check(1, gte, lte, None);
    check(5, gte, lte, None);
    for outside in [i32::MIN, 1, 5, i32::MAX] {
        check(outside, gt, lt, Some("must be greater than 1 and less than 5 [int32.gt_lt]"));
    }
    check(6, gt, lte, Some("must be greater than 1 and less than or equal to 5 [int32.gt_lte]"));
    check(5, gte, lt, Some("must be greater than or equal to 1 and less than 5 [int32.gte_lt]"));
    let expected = "must be greater than or equal to 1 and less than or equal to 5 [int32.gte_lte]";
    check(0, gte, lte, Some(expected));
    // No value lies between equal bounds or outside both.
    let expected = "must be greater than 5 and less than 5 [int32.gt_lt]";
    check(5, Lower::Gt(int(5)), lt, Some(expected));
}

#[test]
fn reversed_bounds_exclude_a_range() {
    let (gt, gte) = (Lower::Gt(int(5)), Lower::Gte(int(5)));
    let (lt, lte) = (Upper::Lt(int(1)), Upper::Lte(int(1)));
    for (lower, upper) in [(gt, lt), (gt, lte), (gte, lt), (gte, lte)] {
        check(0, lower, upper, None);
        check(6, lower, upper, None);
    }
    check(3, gt, lt, Some("must be greater than 5 or less than 1 [int32.gt_lt_exclusive]"));
    let expected = "must be greater than 5 or less than or equal to 1 [int32.gt_lte_exclusive]";
    check(5, gt, lte, Some(expected));
    check(1, gt, lte, None);
    let expected = "must be greater than or equal to 5 or less than 1 [int32.gte_lt_exclusive]";
    check(1, gte, lt, Some(expected));
    check(5, gte, lt, None);
    let expected =
        "must be greater than or equal to 5 or less than or equal to 1 [int32.gte_lte_exclusive]";
    check(3, gte, lte, Some(expected));
}

#[test]
fn bounds_on_every_number_type() {
    #[track_caller]
    fn check(value: impl Field, kind: Kind, bound: Bound, expected: &str) {
        expect(&plain(value, within(kind, Lower::Gt(bound), Upper::None)), Some(expected));
    }
    check(3_u32, Kind::U32, int(3), "must be greater than 3 [uint32.gt]");
    check(-6_i64, Kind::I64, int(-5), "must be greater than -5 [int64.gt]");
    let largest = i128::from(u64::MAX);
    let expected = format!("must be greater than {largest} [uint64.gt]");
    check(u64::MAX, Kind::U64, int(largest), &expected);
    check(
        0.1_f32,
        Kind::F32,
        Bound::Float(0.1_f32.into()),
        "must be greater than 0.10000000149011612 [float.gt]",
    );
    check(0.0, Kind::F64, Bound::Float(1e-7), "must be greater than 0.0000001 [double.gt]");
    check(0.0, Kind::F64, Bound::Float(3.0), "must be greater than 3 [double.gt]");
    check(
        0.0,
        Kind::F64,
        Bound::Float(1e21),
        "must be greater than 1000000000000000000000 [double.gt]",
    );
    check(-1.0, Kind::F64, Bound::Float(-0.0), "must be greater than -0 [double.gt]");
}

#[test]
fn nan_violates_all_bounds() {
    let (five, one) = (Bound::Float(5.0), Bound::Float(1.0));
    let rules = |lower, upper| within(Kind::F64, lower, upper);
    expect(
        &plain(f64::NAN, rules(Lower::Gt(one), Upper::None)),
        Some("must be greater than 1 [double.gt]"),
    );
    expect(
        &plain(f64::NAN, rules(Lower::None, Upper::Lt(one))),
        Some("must be less than 1 [double.lt]"),
    );
    let expected = "must be greater than 5 or less than 1 [double.gt_lt_exclusive]";
    expect(&plain(f64::NAN, rules(Lower::Gt(five), Upper::Lt(one))), Some(expected));
    expect(&plain(f64::INFINITY, rules(Lower::Gt(one), Upper::None)), None);
}

#[test]
fn messages_write_durations_with_minimal_digits() {
    let duration = |seconds, nanos| Duration::new(seconds, nanos).unwrap();
    for (bound, text) in [
        (duration(1, 1), "1.000000001s"),
        (duration(86_400, 0), "86400s"),
        (duration(-1, -500_000), "-1.0005s"),
        (duration(0, -500_000), "-0.0005s"),
        (duration(0, 0), "0s"),
        (duration(1, 500_000_000), "1.5s"),
        (Duration::MAX, "315576000000.999999999s"),
    ] {
        let rules = within(Kind::Duration, Lower::Gt(Bound::Duration(bound)), Upper::None);
        let expected = format!("must be greater than {text} [duration.gt]");
        expect(&explicit(bound, rules), Some(&expected));
    }
    let (low, high) =
        (Bound::Duration(duration(1, 500_000_000)), Bound::Duration(duration(7200, 0)));
    let rules = || within(Kind::Duration, Lower::Gte(low), Upper::Lte(high));
    let expected =
        "must be greater than or equal to 1.5s and less than or equal to 7200s [duration.gte_lte]";
    expect(&explicit(duration(1, 0), rules()), Some(expected));
    expect(&explicit(duration(7200, 1), rules()), Some(expected));
    expect(&explicit(duration(1, 500_000_000), rules()), None);
    expect(&explicit(Maybe::<Duration>(None), rules()), None);
}

#[test]
fn messages_write_timestamps_with_minimal_digits() {
    let timestamp = |seconds, nanos| Timestamp::new(seconds, nanos).unwrap();
    for (bound, text) in [
        (timestamp(5, 123_456_789), "1970-01-01T00:00:05.123456789Z"),
        (timestamp(5, 120_000_000), "1970-01-01T00:00:05.12Z"),
        (timestamp(100, 5000), "1970-01-01T00:01:40.000005Z"),
        (timestamp(-62_135_596_800, 0), "0001-01-01T00:00:00Z"),
    ] {
        let rules = within(Kind::Timestamp, Lower::None, Upper::Lt(Bound::Timestamp(bound)));
        let expected = format!("must be less than {text} [timestamp.lt]");
        expect(&explicit(bound, rules), Some(&expected));
    }
}
