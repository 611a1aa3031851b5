//! Timestamps and durations out of their range.

use gitpod_runtime::codec::DecodeErrorKind;
use gitpod_runtime::{Code, Error, MessageExt};

use crate::records::{bytes, varint};
use crate::support::Everything;

/// A message with a timestamp (field 16) or duration (field 17) of these seconds and nanoseconds.
fn with_time(field: u64, seconds: i64, nanos: i32) -> Vec<u8> {
    let seconds = varint(1, seconds.cast_unsigned());
    let nanos = varint(2, i64::from(nanos).cast_unsigned());
    bytes(field, [seconds, nanos].concat())
}

#[test]
fn the_ends_of_the_ranges_are_read() {
    for (field, seconds, nanos, json) in [
        (16, -62_135_596_800, 0, r#"{"at":"0001-01-01T00:00:00Z"}"#),
        (16, 253_402_300_799, 999_999_999, r#"{"at":"9999-12-31T23:59:59.999999999Z"}"#),
        (17, 315_576_000_000, 999_999_999, r#"{"took":"315576000000.999999999s"}"#),
        (17, -315_576_000_000, -999_999_999, r#"{"took":"-315576000000.999999999s"}"#),
    ] {
        let read = Everything::from_binary(with_time(field, seconds, nanos)).expect(json);
        assert_eq!(read.to_json(), json);
    }
}

#[test]
fn values_out_of_range_have_an_error_of_their_own() {
    for (field, seconds, nanos) in [
        (16, -62_135_596_801, 0),
        (16, 253_402_300_800, 0),
        (16, 0, -1),
        (16, 0, 1_000_000_000),
        (17, 315_576_000_001, 0),
        (17, 1, -1),
        (17, 0, 1_000_000_000),
        (17, i64::MIN, i32::MIN),
    ] {
        let bytes = with_time(field, seconds, nanos);
        let error = Everything::from_binary(&bytes).expect_err("it is out of range");
        assert_eq!(error.kind(), DecodeErrorKind::OutOfRange, "{error}");
        assert_eq!(error.path(), if field == 16 { "at" } else { "took" });
        assert_eq!(Error::from(error).code(), Code::InvalidArgument);
        let error = Everything::from_binary(&bytes[..bytes.len() - 1]).expect_err("it is cut off");
        assert_eq!(error.kind(), DecodeErrorKind::Invalid, "{error}");
    }
}
