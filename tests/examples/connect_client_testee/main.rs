//! The client under test of the Connect conformance suite. `cargo xtask conformance` runs it.
//!
//! It reads a `ClientCompatRequest` from standard input, makes the call, writes a
//! `ClientCompatResponse` to standard output, and repeats that until the end of the input.

mod call;
#[path = "../connect_testee/convert.rs"]
mod convert;
#[path = "../connect_testee/frames.rs"]
mod frames;
mod http;

use std::io;

use connect_conformance::{ClientCompatRequest, ClientCompatResponse, ClientErrorResult};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(request) = frames::read::<ClientCompatRequest>(&mut input)? {
        let response = ClientCompatResponse::default().with_test_name(&request.test_name);
        let response = match call::call(request).await {
            Ok(result) => response.with_response(result),
            Err(error) => {
                response.with_error(ClientErrorResult::default().with_message(error.to_string()))
            }
        };
        frames::write(&mut output, &response)?;
    }
    Ok(())
}
