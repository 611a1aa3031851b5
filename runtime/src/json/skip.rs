//! Values that no field wants: checked to be JSON, never built.

use super::decode::Decoder;
use super::fault::Failure;
use super::reader::{Reader, RunEnd};
use super::watch::Watch;

impl<W: Watch> Decoder<'_, W> {
    /// Consumes a value of any kind.
    pub(super) fn skip_value(&mut self) -> Result<(), Failure> {
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

    fn skip_object(&mut self) -> Result<(), Failure> {
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

    fn skip_list(&mut self) -> Result<(), Failure> {
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

fn skip_string(reader: &mut Reader<'_>) -> Result<(), Failure> {
    let (_, mut end) = reader.open_string()?;
    while end == RunEnd::Escape {
        reader.escape()?;
        (_, end) = reader.run()?;
    }
    Ok(())
}
