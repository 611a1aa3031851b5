//! Runs a command and writes how much time and memory it took, with all processes that it has started.
//!
//! The first argument is the file to write; the others are the command. The exit code is that of the command.

use std::error::Error;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (out, program) = arguments.next().zip(arguments.next()).ok_or("usage: FILE COMMAND...")?;
    let start = Instant::now();
    let status = Command::new(program).args(arguments).status()?;
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let line = serde_json::json!({
        "wall": wall,
        "cpu": seconds(usage.user_time()) + seconds(usage.system_time()),
        // The largest process, in KiB.
        "peak": usage.max_rss() * 1024,
    });
    fs::write(out, line.to_string())?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}
