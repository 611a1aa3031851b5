//! Skips the values of unknown fields while checking their syntax.

use super::decode::Decoder;
use super::reader::{Reader, RunEnd};
use crate::wire::{ReadResult, UnknownHandler};

impl<H: UnknownHandler> Decoder<'_, H> {
    /// Consumes a value of any type.
    pub(super) fn skip_value(&mut self) -> ReadResult<()> {
        match self.reader.peek_token() {
            Some(b'"') => skip_string(&mut self.reader),
            Some(b'{') => self.skip_object(),
            Some(b'[') => self.skip_list(),
            Some(b'n') => self.reader.literal("null"),
            Some(b't') => self.reader.literal("true"),
            Some(b'f') => self.reader.literal("false"),
            Some(b'-' | b'0'..=b'9') => self.reader.number().map(|_| ()),
            _ => self.reader.fail("a value"),
        }
    }

    fn skip_object(&mut self) -> ReadResult<()> {
        if self.enter(b'}')? {
            loop {
                self.reader.peek_token();
                skip_string(&mut self.reader)?;
                self.reader.colon()?;
                self.skip_value()?;
                if !self.reader.more(b'}')? {
                    break;
                }
            }
        }
        self.leave();
        Ok(())
    }

    fn skip_list(&mut self) -> ReadResult<()> {
        if self.enter(b']')? {
            loop {
                self.skip_value()?;
                if !self.reader.more(b']')? {
                    break;
                }
            }
        }
        self.leave();
        Ok(())
    }
}

fn skip_string(reader: &mut Reader<'_>) -> ReadResult<()> {
    let (_, mut end) = reader.open_string()?;
    while end == RunEnd::Escape {
        reader.escape()?;
        (_, end) = reader.run()?;
    }
    Ok(())
}
