//! A message a line, for as long as there are lines.

use std::io::{self, BufWriter, Read, Write};

use gitpod_api::Message;
use gitpod_api::runtime::json::Unknown;
use gitpod_api::runtime::validate::validate;

use super::Options;
use super::envelope::Envelope;
use super::line_reader::{Line, LineReader};
use crate::error::Error;
use crate::input::Input;
use crate::object::{Object, write_violation};
use crate::{output, types};

/// The longest line that is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// How many characters of a name that is no type an error quotes.
const QUOTED: usize = 80;

/// Answers each line of an input with one line.
pub(super) fn run(input: &Input, options: Options) -> Result<(), Error> {
    let mut lines = LineReader::new(input.open()?, LIMIT);
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut answer = Vec::new();
    let mut number = 0_u64;
    loop {
        flush_if_idle(&lines, &mut out).map_err(Error::Output)?;
        let Some(line) = lines.next().map_err(|cause| input.failure(cause))? else {
            return out.flush().map_err(Error::Output);
        };
        number += 1;
        answer.clear();
        write_answer(&line, number, options, &mut answer);
        out.write_all(&answer).map_err(Error::Output)?;
    }
}

/// Lets go of what is written before waiting for more input, so that somebody who asks line by
/// line gets the answers; a stream that is ahead of us costs a write a buffer and not a line.
fn flush_if_idle(lines: &LineReader<impl Read>, out: &mut impl Write) -> io::Result<()> {
    if lines.has_line() { Ok(()) } else { out.flush() }
}

/// Writes the answer to a line, with its newline.
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

/// Reads the message of a complete envelope.
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
    let mut tell =
        |unknown: &Unknown<'_>| output::complain(format_args!("unknown: line {number}: {unknown}"));
    match options.read(json.as_bytes(), &mut *message, &mut tell) {
        Ok(()) => Ok(message),
        Err(error) => Err(error.to_string()),
    }
}

fn write_canonical(message: &dyn Message, options: Options, out: &mut Vec<u8>) {
    let violations = validate(message).err();
    Object::new(out)
        .text("type", message.descriptor().name())
        .with("canonical", |out| options.write(message, out))
        .list("violations", violations.iter().flatten(), write_violation)
        .end();
}
