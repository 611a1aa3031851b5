//! The program under test of protobuf's conformance suite: decodes the messages that the runner
//! sends, and encodes them in the format that it asks for.
//!
//! The runner starts it, writes requests to its standard input and reads responses from its standard
//! output, each after its length. Requests and responses are generated messages, too. At the end of
//! its input, the program prints how many tests of each kind it answered to standard error;
//! `cargo xtask conformance` compares the counts.

mod answer;
mod frame;
mod tally;

use std::io;

use protobuf_conformance::ConformanceRequest;
use protobuf_conformance::MessageExt;

use tally::Tally;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut tally = Tally::default();
    while let Some(bytes) = frame::read(&mut input)? {
        let request = ConformanceRequest::from_binary(bytes)?;
        let response = answer::answer(&request);
        tally.count(&request, &response);
        frame::write(&mut output, &response.to_binary()?)?;
    }
    eprint!("{tally}");
    Ok(())
}
