//! `gitpod-api mock`: serves a mock of the API.

use std::io;
use std::time::Duration;

use gitpod_api::mock::{MockBuilder, MockServer};
use tokio::runtime;

use crate::error::Error;
use crate::output;

const DESCRIPTION: &str = "\
Serves the whole API under / and /api/ with generated responses. They are valid and
complete, repeat ids and values of the request, and lists have page tokens. Created,
updated and deleted objects are remembered until the program exits. Prints its base URL
once it accepts connections, and exits on ctrl-c. A request with the header
`x-mock-error: CODE` gets that error.";

/// Serve a mock of the API
#[derive(Debug, Clone, PartialEq, clap::Args)]
#[command(before_help = DESCRIPTION, args_override_self = true, allow_negative_numbers = true)]
pub(crate) struct Args {
    /// Port to listen on; 0 takes any free port
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) port: u16,
    /// Host name or IP address to listen on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(crate) host: String,
    /// Seed of the generated values
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Reject unknown ids, duplicates and invalid requests
    #[arg(long)]
    pub(crate) strict: bool,
    /// Remember nothing, so that any id exists
    #[arg(long, conflicts_with = "strict")]
    pub(crate) stateless: bool,
    /// Maximum number of resources of each type
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = count)]
    pub(crate) max_resources: usize,
    /// Maximum size of all resources in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 256 * 1024 * 1024)]
    pub(crate) max_resource_bytes: usize,
    /// Maximum number of elements in one request
    #[arg(long, value_name = "COUNT", default_value_t = 5000)]
    pub(crate) max_elements: usize,
    /// Maximum number of connections [default: no limit]
    #[arg(long, value_name = "COUNT", value_parser = count)]
    pub(crate) max_connections: Option<usize>,
    /// Delay of every response, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub(crate) latency: u64,
    /// Fraction of calls that fail as `unavailable`
    #[arg(long, value_name = "RATE", default_value = "0", value_parser = rate)]
    pub(crate) fail_rate: f64,
}

fn rate(text: &str) -> Result<f64, &'static str> {
    let rate = text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or("expected a number from 0 to 1")
}

fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("expected a number from 1")
}

/// Serves until the program is interrupted.
pub(crate) fn run(args: &Args) -> Result<(), Error> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let listen = |cause| Error::Listen { address: format!("{}:{}", args.host, args.port), cause };
    runtime.map_err(listen)?.block_on(async {
        // Handlers are in place before the URL is printed, so that no signal is missed.
        let mut signals = Signals::new().map_err(listen)?;
        let server = args.builder().start().await.map_err(listen)?;
        output::print(&server.base_url()).map_err(Error::Output)?;
        signals.next().await;
        tokio::select! {
            () = server.shutdown() => {}
            // A second signal does not wait for calls in flight.
            () = signals.next() => {}
        }
        Ok(())
    })
}

impl Args {
    fn builder(&self) -> MockBuilder {
        let builder = MockServer::builder()
            .host(&self.host)
            .port(self.port)
            .seed(self.seed)
            .max_resources(self.max_resources)
            .max_resource_bytes(self.max_resource_bytes)
            .max_elements(self.max_elements)
            .latency(Duration::from_millis(self.latency))
            .fail_rate(self.fail_rate);
        let builder = match self.max_connections {
            Some(max) => builder.max_connections(max),
            None => builder,
        };
        match (self.strict, self.stateless) {
            (true, _) => builder.strict(),
            (false, true) => builder.stateless(),
            (false, false) => builder,
        }
    }
}

/// The signals that end the program: ctrl-c and, on Unix, `SIGTERM`.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        // Without a handler for ctrl-c, the system ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
