//! Bytes as hexadecimal digits, for programs that answer line by line.

use std::error::Error;

pub(crate) fn from_hex(digits: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair)?;
        Ok(u8::from_str_radix(pair, 16)?)
    });
    bytes.collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
