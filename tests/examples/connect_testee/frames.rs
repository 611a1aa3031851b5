//! The messages between the suite's runner and a program under test: each is preceded by its size, as
//! 32 bits in network byte order.

use std::io::{self, ErrorKind, Read, Write};

use connect_conformance::{Message, MessageExt};

/// Reads a message. `None` at the end of the input.
pub(crate) fn read<M: Message + Default>(mut input: impl Read) -> io::Result<Option<M>> {
    let mut size = [0; 4];
    match input.read_exact(&mut size) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        outcome => outcome?,
    }
    let size = u32::from_be_bytes(size).try_into().map_err(invalid)?;
    let mut bytes = vec![0; size];
    input.read_exact(&mut bytes)?;
    M::from_binary(&bytes).map(Some).map_err(invalid)
}

/// Writes a message.
pub(crate) fn write(mut output: impl Write, message: &impl Message) -> io::Result<()> {
    let bytes = message.to_binary().map_err(invalid)?;
    let size = u32::try_from(bytes.len()).map_err(invalid)?;
    output.write_all(&size.to_be_bytes())?;
    output.write_all(&bytes)?;
    output.flush()
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error)
}
