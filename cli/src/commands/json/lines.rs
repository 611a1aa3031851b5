//! A stream of messages, one per line.

use std::io::{self, BufWriter, Read, Write};

use gitpod_api::Message;
use gitpod_api::runtime::codec::{Codec, Unknown};
use gitpod_api::runtime::json::WriteOptions;
use gitpod_api::runtime::validate::validate;

use super::envelope::Envelope;
use super::line_reader::{Line, LineReader};
use crate::catalog::types;
use crate::error::Error;
use crate::input::Input;
use crate::message::Options;
use crate::output;
use crate::render::object::{Object, write_violation};

/// The maximum length of a line, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// The maximum number of characters of an unknown type name that an error quotes.
const QUOTED: usize = 80;

/// Answers each line of an input with one line.
pub(super) fn run(input: &Input, options: Options) -> Result<(), Error> {
    let mut lines = LineReader::new(input.open().map_err(Error::input(input))?, LIMIT);
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut answer = Vec::new();
    let mut number = 0_u64;
    loop {
        flush_if_idle(&lines, &mut out).map_err(Error::Output)?;
        let Some(line) = lines.next().map_err(Error::input(input))? else {
            return out.flush().map_err(Error::Output);
        };
        number += 1;
        answer.clear();
        write_answer(&line, number, options, &mut answer);
        out.write_all(&answer).map_err(Error::Output)?;
    }
}

/// Flushes before blocking on input, so that interactive use gets an answer per line. While
/// complete lines are buffered, output is written in blocks.
fn flush_if_idle(lines: &LineReader<impl Read>, out: &mut impl Write) -> io::Result<()> {
    if lines.has_line() { Ok(()) } else { out.flush() }
}

/// Appends the answer to a line, with a newline.
fn write_answer(line: &Line<'_>, number: u64, options: Options, out: &mut Vec<u8>) {
    let mut envelope = Envelope::default();
    let outcome = match line {
        Line::Bytes(line) => {
            envelope.read(line).and_then(|()| read_message(&envelope, number, options))
        }
        Line::TooLong => Err(format!("the line is longer than {LIMIT} bytes")),
    };
    match outcome {
        Ok(message) => write_canonical(&*message, options, out),
        Err(error) => Object::new(out)
            .text_or_null("type", envelope.name.as_deref())
            .text("error", &error)
            .end(),
    }
    out.push(b'\n');
}

/// Decodes the message of a complete envelope.
fn read_message(
    envelope: &Envelope<'_>,
    number: u64,
    options: Options,
) -> Result<Box<dyn Message>, String> {
    let name = envelope.name.as_deref().unwrap_or_default();
    let Some(of) = types::find(name) else {
        let quoted: String = name.chars().take(QUOTED).collect();
        let rest = if quoted.len() < name.len() { "…" } else { "" };
        return Err(format!("there is no message type `{quoted}{rest}`"));
    };
    let json = envelope.json.map_or("", |json| json.get());
    let mut message = of.new_message();
    let mut report =
        |unknown: &Unknown<'_>| output::report(format_args!("unknown: line {number}: {unknown}"));
    match options.read(Codec::Json, json.as_bytes(), &mut *message, &mut report) {
        Ok(()) => Ok(message),
        Err(error) => Err(error.to_string()),
    }
}

fn write_canonical(message: &dyn Message, options: Options, out: &mut Vec<u8>) {
    let write = WriteOptions::new().emit_defaults(options.defaults);
    let violations = validate(message).err();
    let answer = Object::new(out)
        .text("type", message.descriptor().name())
        .with("canonical", |out| write.encode_into(message, out))
        .list("violations", violations.iter().flatten(), write_violation);
    match violations.is_some_and(|violations| violations.is_truncated()) {
        true => answer.literal("truncated", true).end(),
        false => answer.end(),
    }
}
