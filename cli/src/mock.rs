//! The mock server: `gitpod-api mock`.

use std::io;
use std::time::Duration;

use gitpod_api::mock::{MockBuilder, MockServer};
use lexopt::{Arg, Parser, ValueExt};
use tokio::runtime;

use crate::args::Command;
use crate::error::Error;
use crate::help::Topic;
use crate::output;

/// What `help mock` says.
pub(crate) const HELP: &str = "\
Usage: gitpod-api mock [OPTIONS]

Serves the whole API under / and /api/ with replies that are made up but fit: they are full and
valid, ids and values that were sent come back, pages have tokens, and what is created, updated
and deleted is remembered until the program ends. Prints its base URL when it listens, and ends
on ctrl-c. A request with the header `x-mock-error: CODE` is answered with that error.

Options:
  --port PORT      Where to listen; 0 is any free port [default: 0]
  --host HOST      At which address, by name or number [default: 127.0.0.1]
  --seed NUMBER    Have other values made up; the same seed makes the same ones [default: 0]
  --strict         Refuse unknown ids, duplicates and requests that break the schema's rules
  --latency MS     Have every call take this many milliseconds [default: 0]
  --fail-rate F    Have this part of the calls fail as `unavailable`, from 0 to 1 [default: 0]
  -h, --help       Show this help";

/// How to serve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Options {
    host: String,
    port: u16,
    seed: u64,
    strict: bool,
    latency: Duration,
    fail_rate: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 0,
            seed: 0,
            strict: false,
            latency: Duration::ZERO,
            fail_rate: 0.0,
        }
    }
}

/// Reads the arguments after `mock`.
pub(crate) fn parse(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("host") => options.host = parser.value()?.string()?,
            Arg::Long("port") => options.port = parser.value()?.parse()?,
            Arg::Long("seed") => options.seed = parser.value()?.parse()?,
            Arg::Long("strict") => options.strict = true,
            Arg::Long("latency") => {
                options.latency = Duration::from_millis(parser.value()?.parse()?);
            }
            Arg::Long("fail-rate") => options.fail_rate = parser.value()?.parse_with(rate)?,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Mock)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Mock(options))
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or_else(|| "a failure rate is a number from 0 to 1".to_owned())
}

/// Serves until somebody wants the program to end.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let listen =
        |cause| Error::Listen { address: format!("{}:{}", options.host, options.port), cause };
    runtime.map_err(listen)?.block_on(async {
        // Before anybody is told that it listens, so that no signal finds nobody at home.
        let mut signals = Signals::new().map_err(listen)?;
        let server = options.builder().start().await.map_err(listen)?;
        output::say(&server.base_url())?;
        signals.next().await;
        tokio::select! {
            () = server.shutdown() => {}
            // Asked twice, it does not wait for calls that are under way.
            () = signals.next() => {}
        }
        Ok(())
    })
}

impl Options {
    fn builder(&self) -> MockBuilder {
        let builder = MockServer::builder()
            .host(&self.host)
            .port(self.port)
            .seed(self.seed)
            .latency(self.latency)
            .fail_rate(self.fail_rate);
        if self.strict { builder.strict() } else { builder }
    }
}

/// What tells a program to end: ctrl-c and, where there is such a thing, `SIGTERM`.
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
        // If there is no signal to wait for, the program has to be ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        let mut parser = Parser::from_args(line.split_whitespace());
        super::parse(&mut parser).map_err(|error| error.to_string())
    }

    #[test]
    fn options_stand_in_any_order_and_none_is_needed() {
        assert_eq!(parse(""), Ok(Command::Mock(Options::default())));
        let options = Options {
            host: "::1".to_owned(),
            port: 4000,
            seed: 7,
            strict: true,
            latency: Duration::from_millis(20),
            fail_rate: 0.5,
        };
        let line = "--strict --fail-rate=0.5 --port 4000 --latency 20 --seed=7 --host ::1";
        assert_eq!(parse(line), Ok(Command::Mock(options)));
        assert_eq!(parse("--port 1 --help"), Ok(Command::Help(Topic::Mock)));
    }

    #[test]
    fn values_that_make_no_sense_are_refused() {
        for line in [
            "--port 65536",
            "--port -1",
            "--port",
            "--seed x",
            "--latency 1.5",
            "--fail-rate 1.1",
            "--fail-rate -0.1",
            "--fail-rate NaN",
            "--strict=yes",
            "--stirct",
            "extra",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
