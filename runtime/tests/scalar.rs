//! Timestamps, durations and bytes: ranges, text and conversions.

use std::time::{Duration as StdDuration, SystemTime, UNIX_EPOCH};

use gitpod_runtime::scalar::ScalarError;
use gitpod_runtime::{Bytes, Duration, Timestamp};

#[track_caller]
fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn duration(text: &str) -> Duration {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn timestamps_count_from_the_epoch() {
    let table = [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1970-01-01T00:00:01Z", 1, 0),
        ("1969-12-31T23:59:59.500Z", -1, 500_000_000),
        ("2000-02-29T00:00:00Z", 951_782_400, 0),
        ("2001-09-09T01:46:40Z", 1_000_000_000, 0),
        ("2038-01-19T03:14:08Z", 2_147_483_648, 0),
        ("1900-03-01T00:00:00Z", -2_203_891_200, 0),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
        ("2024-05-31T12:00:00.000001Z", 1_717_156_800, 1_000),
        ("2024-05-31T12:00:00.000000001Z", 1_717_156_800, 1),
        ("2024-05-31T12:00:00.120Z", 1_717_156_800, 120_000_000),
    ];
    for (text, seconds, nanos) in table {
        let time = timestamp(text);
        assert_eq!((time.seconds(), time.nanos()), (seconds, nanos), "{text}");
        assert_eq!(time.to_string(), text);
        assert_eq!(Timestamp::new(seconds, nanos), Ok(time));
    }
    assert_eq!(Timestamp::MIN, timestamp("0001-01-01T00:00:00Z"));
    assert_eq!(Timestamp::MAX, timestamp("9999-12-31T23:59:59.999999999Z"));
    assert_eq!(Timestamp::default(), Timestamp::EPOCH);
}

#[test]
fn timestamps_are_read_with_offsets_and_any_fraction() {
    let table = [
        ("2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00Z"),
        ("2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00Z"),
        ("2024-01-01T00:00:00+05:30", "2023-12-31T18:30:00Z"),
        ("2023-12-31T23:00:00-08:00", "2024-01-01T07:00:00Z"),
        ("0000-12-31T23:00:00-01:00", "0001-01-01T00:00:00Z"),
        ("2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.100Z"),
        ("2024-01-01T00:00:00.1234Z", "2024-01-01T00:00:00.123400Z"),
        ("2024-01-01T00:00:00.12345678+01:00", "2023-12-31T23:00:00.123456780Z"),
        ("2024-01-01T00:00:00.000000000Z", "2024-01-01T00:00:00Z"),
    ];
    for (text, canonical) in table {
        assert_eq!(timestamp(text).to_string(), canonical, "{text}");
    }
}

#[test]
fn invalid_timestamps_are_rejected() {
    let table = [
        "",
        "2024",
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01 00:00:00Z",
        "2024-01-01t00:00:00z",
        "2024-01-01T00:00:00z",
        "2024-01-01T00:00Z",
        "2024-1-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-01-32T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-06-30T23:59:60Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00.1234567890Z",
        "2024-01-01T00:00:00,5Z",
        "2024-01-01T00:00:00+0100",
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+01:60",
        "2024-01-01T00:00:00+01",
        "2024-01-01T00:00:00ZZ",
        " 2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z ",
        "+2024-01-01T00:00:00Z",
        "12024-01-01T00:00:00Z",
        "２０２４-01-01T00:00:00Z",
        "2024-01-01T00:00:0éZ",
    ];
    for text in table {
        assert_eq!(text.parse::<Timestamp>(), Err(ScalarError::TimestampSyntax), "{text}");
    }
    for text in ["0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
        assert_eq!(text.parse::<Timestamp>(), Err(ScalarError::TimestampRange), "{text}");
    }
    for (seconds, nanos) in [(i64::MIN, 0), (i64::MAX, 0), (253_402_300_800, 0), (0, 1_000_000_000)]
    {
        assert_eq!(Timestamp::new(seconds, nanos), Err(ScalarError::TimestampRange));
    }
}

#[test]
fn every_day_round_trips() {
    let mut previous = None;
    for day in (Timestamp::MIN.seconds()..=Timestamp::MAX.seconds()).step_by(86_400) {
        let time = Timestamp::new(day, 0).unwrap();
        let text = time.to_string();
        assert_eq!(text.parse(), Ok(time), "{text}");
        // Year, month and day have a fixed width, so texts and days have the same order.
        assert!(previous < Some(text.clone()), "{text}");
        previous = Some(text);
    }
}

#[test]
fn timestamps_are_ordered() {
    let times = ["1969-12-31T23:59:58.9Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.1Z"];
    assert!(times.map(timestamp).is_sorted_by(|a, b| a < b));
}

#[test]
fn timestamps_convert_to_system_time_and_back() {
    for text in ["1969-12-31T23:59:59.25Z", "1970-01-01T00:00:00Z", "2024-05-31T12:00:00.5Z"] {
        let time = timestamp(text);
        let system = SystemTime::try_from(time).unwrap();
        assert_eq!(Timestamp::try_from(system), Ok(time), "{text}");
    }
    let before = UNIX_EPOCH - StdDuration::from_millis(250);
    assert_eq!(Timestamp::try_from(before).unwrap().to_string(), "1969-12-31T23:59:59.750Z");
    let far = UNIX_EPOCH + StdDuration::from_secs(253_402_300_800);
    assert_eq!(Timestamp::try_from(far), Err(ScalarError::TimestampRange));
}

#[test]
fn seconds_and_nanos_of_durations_have_the_same_sign() {
    let table = [
        ("0s", 0, 0),
        ("1s", 1, 0),
        ("1.500s", 1, 500_000_000),
        ("-1.500s", -1, -500_000_000),
        ("-0.500s", 0, -500_000_000),
        ("0.000001s", 0, 1_000),
        ("0.000000001s", 0, 1),
        ("315576000000s", 315_576_000_000, 0),
        ("-315576000000s", -315_576_000_000, 0),
        ("315575999999.999999999s", 315_575_999_999, 999_999_999),
        ("315576000000.999999999s", 315_576_000_000, 999_999_999),
        ("-315576000000.999999999s", -315_576_000_000, -999_999_999),
    ];
    for (text, seconds, nanos) in table {
        let span = duration(text);
        assert_eq!((span.seconds(), span.nanos()), (seconds, nanos), "{text}");
        assert_eq!(span.to_string(), text);
        assert_eq!(Duration::new(seconds, nanos), Ok(span));
        assert_eq!(span.is_negative(), text.starts_with('-'));
    }
}

#[test]
fn durations_are_read_with_a_sign_and_any_fraction() {
    let table = [
        ("+9125115.360s", "9125115.360s"),
        ("+0s", "0s"),
        ("-0s", "0s"),
        ("-0.0s", "0s"),
        ("007s", "7s"),
        ("1.1s", "1.100s"),
        ("1.1234567s", "1.123456700s"),
    ];
    for (text, canonical) in table {
        assert_eq!(duration(text).to_string(), canonical, "{text}");
    }
}

#[test]
fn invalid_durations_are_rejected() {
    let table = [
        "",
        "s",
        "1",
        "1.s",
        ".5s",
        "1.1234567890s",
        "1 s",
        " 1s",
        "1s ",
        "1S",
        "1ms",
        "--1s",
        "+-1s",
        "1e3s",
        "1,5s",
        "1.-5s",
        "٣s",
    ];
    for text in table {
        assert_eq!(text.parse::<Duration>(), Err(ScalarError::DurationSyntax), "{text}");
    }
    let far = ["315576000001s", "-315576000001s", "9223372036854775808s", "99999999999999999999s"];
    for text in far {
        assert_eq!(text.parse::<Duration>(), Err(ScalarError::DurationRange), "{text}");
    }
    let table = [(1, -1), (-1, 1), (0, 1_000_000_000), (0, i32::MIN), (i64::MIN, 0), (i64::MAX, 0)];
    for (seconds, nanos) in table {
        assert_eq!(Duration::new(seconds, nanos), Err(ScalarError::DurationRange));
    }
}

#[test]
fn durations_are_ordered() {
    let spans = ["-2s", "-1.5s", "-1s", "-0.5s", "0s", "0.5s", "1s"];
    assert!(spans.map(duration).is_sorted_by(|a, b| a < b));
    assert_eq!(Duration::MIN, duration("-315576000000.999999999s"));
    assert_eq!(Duration::MAX, duration("315576000000.999999999s"));
}

#[test]
fn durations_convert_to_std_and_back() {
    let standard = StdDuration::new(90, 250_000_000);
    assert_eq!(Duration::try_from(standard), Ok(duration("90.25s")));
    assert_eq!(StdDuration::try_from(duration("90.25s")), Ok(standard));
    assert_eq!(StdDuration::try_from(duration("-0.1s")), Err(ScalarError::DurationNegative));
    assert_eq!(Duration::try_from(StdDuration::MAX), Err(ScalarError::DurationRange));
}

#[test]
fn bytes_convert_and_display_as_base64() {
    let bytes = Bytes::from(vec![0xfb, 0xff, 1]);
    assert_eq!(bytes, Bytes::from([0xfb, 0xff, 1]));
    assert_eq!(bytes, Bytes::from(&[0xfb_u8, 0xff, 1][..]));
    assert_eq!(bytes.first(), Some(&0xfb));
    assert_eq!(bytes.to_base64(), "+/8B");
    assert_eq!(bytes.to_string(), "+/8B");
    assert_eq!("-_8B".parse(), Ok(bytes.clone()));
    assert_eq!(format!("{bytes:?}"), "Bytes(3: fb ff 01)");
    assert_eq!(format!("{:?}", Bytes::new()), "Bytes(0)");
    assert_eq!(bytes.into_vec(), [0xfb, 0xff, 1]);
    for text in ["a", "+_8B", "a b=", "====", "+/8B=", "é"] {
        assert_eq!(Bytes::from_base64(text), Err(ScalarError::Base64), "{text}");
    }
}

#[test]
fn scalars_serialize_as_strings() {
    let time = timestamp("2024-05-31T12:00:00.5Z");
    assert_eq!(serde_json::to_string(&time).unwrap(), r#""2024-05-31T12:00:00.500Z""#);
    assert_eq!(
        serde_json::from_str::<Timestamp>(r#""2024-05-31T13:00:00.5+01:00""#).unwrap(),
        time
    );
    assert_eq!(serde_json::to_string(&duration("1.5s")).unwrap(), r#""1.500s""#);
    assert_eq!(serde_json::from_str::<Duration>(r#""1.5s""#).unwrap(), duration("1.5s"));
    assert_eq!(serde_json::to_string(&Bytes::from([255])).unwrap(), r#""/w==""#);
    assert_eq!(serde_json::from_str::<Bytes>(r#""_w""#).unwrap(), Bytes::from([255]));
    let error = serde_json::from_str::<Timestamp>(r#""soon""#).unwrap_err().to_string();
    assert!(error.starts_with("expected an RFC 3339 timestamp"), "{error}");
    serde_json::from_str::<Duration>("1.5").unwrap_err();
}

#[test]
fn width_and_alignment_apply() {
    assert_eq!(format!("{:>5}|{:<5}|", duration("1s"), duration("2s")), "   1s|2s   |");
}

fn at(seconds: i64, nanos: u32) -> Timestamp {
    Timestamp::new(seconds, nanos).unwrap()
}

#[test]
fn now_is_the_time_of_the_system_clock() {
    let (before, now, after) = (SystemTime::now(), Timestamp::now(), SystemTime::now());
    assert!(before <= now && now <= after);
    assert!(now.elapsed() >= Duration::ZERO);
    assert!((now + Duration::from_days(1)).elapsed().is_negative());
}

#[test]
fn timestamps_compare_with_system_times() {
    for (time, nanos) in [(at(-1, 750_000_000), -250_000_000), (at(7, 1), 7_000_000_001)] {
        let distance = StdDuration::from_nanos(i64::unsigned_abs(nanos));
        let system = if nanos < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance };
        assert_eq!(time, system);
        assert_eq!(system, time);
        let later = system + StdDuration::from_nanos(1);
        assert_ne!(time, later);
        assert!(time < later);
        assert!(later > time);
    }
    // The system's clock has a wider range.
    assert!(Timestamp::MAX < UNIX_EPOCH + StdDuration::from_secs(253_402_300_800));
}

#[test]
fn durations_compare_with_those_of_the_standard_library() {
    let second = StdDuration::from_secs(1);
    assert_eq!(Duration::from_secs(1), second);
    assert_eq!(second, Duration::from_secs(1));
    assert!(duration("-1s") < second && second > duration("-1s"));
    assert!(duration("1.000000001s") > second && Duration::MAX < StdDuration::MAX);
}

#[test]
fn spans_move_timestamps() {
    let day = Duration::from_days(1);
    assert_eq!(timestamp("2024-02-28T12:00:00.5Z") + day, timestamp("2024-02-29T12:00:00.5Z"));
    assert_eq!(at(0, 0) - StdDuration::from_nanos(1), at(-1, 999_999_999));
    assert_eq!(at(-1, 999_999_999) + StdDuration::from_nanos(1), at(0, 0));
    assert_eq!(at(5, 0) + duration("-1.5s"), at(3, 500_000_000));
    let mut time = at(0, 0);
    time += Duration::from_mins(2);
    time -= StdDuration::from_secs(1);
    assert_eq!(time, at(119, 0));

    assert_eq!(Timestamp::MAX + StdDuration::from_nanos(1), Timestamp::MAX);
    assert_eq!(Timestamp::MIN - StdDuration::MAX, Timestamp::MIN);
    assert_eq!(Timestamp::MAX.checked_add(duration("0.000000001s")), None);
    assert_eq!(Timestamp::MIN.checked_sub(duration("0.000000001s")), None);
    assert_eq!(at(1, 0).checked_sub(day), Some(at(-86_399, 0)));
    assert_eq!(at(1, 0).checked_add(day), Some(at(86_401, 0)));
}

#[test]
fn the_difference_of_two_times_is_a_duration() {
    assert_eq!(at(3, 250_000_000) - at(5, 0), duration("-1.750s"));
    // The widest difference is in range.
    let widest = Timestamp::MAX - Timestamp::MIN;
    assert_eq!(widest.to_string(), "315537897599.999999999s");
    assert_eq!(Timestamp::MIN + widest, Timestamp::MAX);
    assert_eq!(at(90, 0) - (UNIX_EPOCH + StdDuration::from_secs(30)), Duration::from_mins(1));
    assert_eq!((UNIX_EPOCH + StdDuration::from_secs(30)) - at(90, 0), -Duration::from_mins(1));
}

#[test]
fn durations_add_up() {
    assert_eq!(duration("1.75s") + duration("-2.25s"), duration("-0.5s"));
    assert_eq!(duration("1s") - StdDuration::from_millis(1_500), duration("-0.5s"));
    assert_eq!(Duration::MAX + Duration::MAX, Duration::MAX);
    assert_eq!(Duration::MIN - StdDuration::from_nanos(1), Duration::MIN);
    assert_eq!(Duration::MAX.checked_add(duration("0.000000001s")), None);
    assert_eq!(duration("1s").checked_sub(duration("3s")), Some(duration("-2s")));
    assert_eq!(-Duration::MAX, Duration::MIN);
    assert_eq!(duration("-1.5s").unsigned_abs(), StdDuration::from_millis(1_500));
}

#[test]
fn durations_of_larger_units() {
    assert_eq!(Duration::from_hours(24), Duration::from_days(1));
    assert_eq!(Duration::from_days(1).to_string(), "86400s");
    assert_eq!(Duration::from_millis(90_250).to_string(), "90.250s");
    assert_eq!(Duration::from_millis(u32::MAX).to_string(), "4294967.295s");
    assert_eq!(Duration::from_mins(u32::MAX).to_string(), "257698037700s");
    assert_eq!(Duration::from_hours(87_660_000).to_string(), "315576000000s");
    assert_eq!(Duration::from_hours(87_660_001), Duration::MAX);
    assert_eq!(Duration::from_days(u32::MAX), Duration::MAX);
}
