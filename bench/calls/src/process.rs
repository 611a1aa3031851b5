//! A server in a process of its own, whose CPU time can be read.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A server that runs until this is dropped.
pub(crate) struct Server {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    /// Starts this program again, as a server.
    pub(crate) fn start(stack: &str) -> Self {
        let mut process = Command::new(env::current_exe().expect("this program has a path"))
            .args(["serve", stack, "0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut server = Self { process, input, output, port: 0 };
        server.port = server.line().parse().expect("a port");
        server
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// The CPU time that the server has used.
    pub(crate) fn cpu_time(&mut self) -> Duration {
        self.input.as_mut().expect("it is open").write_all(b"\n").expect("the server listens");
        Duration::from_nanos(self.line().parse().expect("nanoseconds"))
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the server writes lines");
        line.trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server ends with its input.
        self.input = None;
        let _ = self.process.wait();
    }
}

/// Prints the port, then the CPU time for each line of the input, and ends the process with the input.
pub(crate) fn answer(port: u16) {
    println!("{port}");
    std::thread::spawn(|| {
        for _ in std::io::stdin().lines() {
            println!("{}", bench_support::cpu_time().as_nanos());
        }
        std::process::exit(0);
    });
}
