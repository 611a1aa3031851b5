//! The program under test of the comparison with protobuf's binary encoding.
//!
//! Each line of the standard input has a message type, a codec (`json` or `proto`) and the bytes of a
//! message in hexadecimal digits. The program answers with a line: `ok` and the message in binary, or
//! `error` and the reason. `cargo xtask conformance --only binary` starts it.

#[path = "support/hex.rs"]
mod hex;

use std::error::Error;
use std::io::{self, BufRead as _, BufWriter, Write as _};

use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::types::MESSAGES;
use hex::{from_hex, to_hex};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        match answer(&line?) {
            Ok(bytes) => writeln!(out, "ok {}", to_hex(&bytes))?,
            Err(error) => writeln!(out, "error {error}")?,
        }
    }
    out.flush()
}

/// Decodes the message of a line and encodes it in binary.
fn answer(line: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut words = line.split(' ');
    let (name, codec, digits) = (words.next(), words.next(), words.next().unwrap_or_default());
    let of = MESSAGES.iter().find(|of| Some(of.name()) == name).ok_or("an unknown type")?;
    let codec = codec.and_then(Codec::from_name).ok_or("an unknown codec")?;
    let mut message = of.new_message();
    ReadOptions::new().decode_into(codec, &from_hex(digits)?, &mut *message)?;
    Ok(Codec::Binary.encode(&*message)?)
}
