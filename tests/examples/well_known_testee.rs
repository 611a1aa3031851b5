//! The program under test of the comparison of well-known types with Python's protobuf.
//!
//! Each line of the standard input has a message type, a form and a value: `sample` and a seed, or a
//! codec (`json` or `proto`) and the bytes of a message in hexadecimal digits. The program answers with
//! a line of JSON: the message in binary, in JSON and the rules that it violates, or an error.
//! `cargo xtask conformance --only well-known` starts it.

#[path = "support/hex.rs"]
mod hex;

use std::error::Error;
use std::io::{self, BufRead as _, BufWriter, Write as _};

use hex::{from_hex, to_hex};
use serde_json::{Value, json};
use well_known_messages::Message;
use well_known_messages::runtime::codec::{Codec, ReadOptions};
use well_known_messages::runtime::sample::Sampler;
use well_known_messages::runtime::validate::validate;
use well_known_messages::types::message_type;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answer = message(&line?).and_then(|message| describe(&*message));
        let answer = answer.unwrap_or_else(|error| json!({ "error": error.to_string() }));
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

/// Samples or decodes the message of a line.
fn message(line: &str) -> Result<Box<dyn Message>, Box<dyn Error>> {
    let mut words = line.split(' ');
    let mut next = || words.next().ok_or("a line has three words");
    let (name, form, value) = (next()?, next()?, next()?);
    let mut message = message_type(name).ok_or("an unknown type")?.new_message();
    if form == "sample" {
        Sampler::new(value.parse()?).vary(&mut *message);
    } else {
        let codec = Codec::from_name(form).ok_or("an unknown codec")?;
        ReadOptions::new().decode_into(codec, &from_hex(value)?, &mut *message)?;
    }
    Ok(message)
}

fn describe(message: &dyn Message) -> Result<Value, Box<dyn Error>> {
    let violations = validate(message).err().into_iter().flatten();
    let violations = violations
        .map(|violation| json!([violation.field(), violation.rule(), violation.message()]));
    Ok(json!({
        "binary": to_hex(&Codec::Binary.encode(message)?),
        // A message may have no JSON form.
        "json": Codec::Json.encode(message).ok().map(String::from_utf8).transpose()?,
        "violations": violations.collect::<Vec<_>>(),
    }))
}
