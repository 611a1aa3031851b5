//! Calls over loopback sockets, without TLS.
//!
//! In the cases `client-…`, a client of the candidate calls a server of another process, which is the same for all
//! clients, and the CPU time of this process counts. In the cases `server-…`, the same client calls a server of the
//! candidate, and the CPU time of the server's process counts. Calls are made one after the other on one connection.
//!
//! `cargo xtask bench` runs it with a case, a candidate and a number of iterations; see `bench_support`.

mod client;
mod load;
mod process;
mod server;
mod size;

use bench_support::Arguments;
use size::Size;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = Arguments::parse();
    match arguments.case.split_once('-') {
        Some(("client", size)) => {
            // It speaks all protocols.
            let server = process::Server::start("connectrpc");
            client::measure(Size::parse(size), &arguments, server.port()).await;
        }
        Some(("server", size)) => {
            let server = process::Server::start(&arguments.candidate);
            load::measure(Size::parse(size), &arguments, server).await;
        }
        _ => server::run(&arguments.candidate).await,
    }
}
