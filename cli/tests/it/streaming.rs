//! Streams: order, length, constant memory, interactive use, closed outputs.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gitpod_api::types::MESSAGES;
use serde_json::json;

use crate::support::{file, program, run, start};

const GOOD: &str = "{\"type\":\"gitpod.v1.Runner\",\"json\":{\"name\":\"x\"}}\n";
const ANSWER: &str =
    "{\"type\":\"gitpod.v1.Runner\",\"canonical\":{\"name\":\"x\"},\"violations\":[]}\n";

#[test]
fn twenty_thousand_lines_are_answered_in_order() {
    let mut input = String::new();
    for index in 0..20_000 {
        input += &match index % 5 {
            0 => format!("broken {index}\n"),
            1 => format!("{{\"type\":\"t{index}\",\"json\":{{}}}}\n"),
            _ => format!("{{\"type\":\"gitpod.v1.Project\",\"json\":{{\"id\":\"{index}\"}}}}\n"),
        };
    }
    let run = run(&["json", "--lines"], input).exits_with(0);
    let answers = run.answers();
    assert_eq!(answers.len(), 20_000);
    for (index, answer) in answers.iter().enumerate() {
        match index % 5 {
            0 => assert_eq!(answer["error"], "the line is not an object"),
            1 => assert_eq!(answer["type"], format!("t{index}")),
            _ => assert_eq!(answer["canonical"], json!({"id": index.to_string()})),
        }
    }
}

#[test]
fn every_type_is_answered() {
    let line = |name: &str| format!("{{\"type\":\"{name}\",\"json\":{{}}}}\n");
    let input: String = MESSAGES.iter().map(|of| line(of.name())).collect();
    let answers = run(&["json", "--lines"], input).exits_with(0).answers();
    assert_eq!(answers.len(), MESSAGES.len());
    for (of, answer) in MESSAGES.iter().zip(&answers) {
        assert_eq!((answer["type"].as_str(), &answer["canonical"]), (Some(of.name()), &json!({})));
    }
}

#[test]
fn lines_over_the_limit_are_rejected() {
    let id = "é".repeat(4_000_000);
    let huge = format!("{{\"type\":\"gitpod.v1.Project\",\"json\":{{\"id\":\"{id}\"}}}}\n");
    let input = format!("{huge}{}\n{GOOD}", " ".repeat(64 * 1024 * 1024 + 1));
    let answers = run(&["json", "--lines"], input).exits_with(0).answers();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["canonical"]["id"].as_str(), Some(id.as_str()));
    assert_eq!(
        answers[1],
        json!({"type": null, "error": "the line is longer than 67108864 bytes"}),
    );
    assert_eq!(answers[2]["canonical"], json!({"name": "x"}));
}

/// Reads the output of a run line by line, with a timeout.
fn answers_of(child: &mut Child) -> impl Fn() -> String + use<> {
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, answers) = mpsc::sync_channel(100);
    thread::spawn(move || stdout.lines().try_for_each(|line| send.send(line.unwrap())));
    move || answers.recv_timeout(Duration::from_secs(30)).unwrap() + "\n"
}

#[test]
fn interactive_use_gets_an_answer_per_line() {
    let mut child = start(&["json", "--lines"]);
    let mut stdin = child.stdin.take().unwrap();
    let next = answers_of(&mut child);
    for _ in 0..3 {
        // A line and the start of the next one: the answer must not wait for the rest.
        stdin.write_all(format!("{GOOD}{}", &GOOD[..10]).as_bytes()).unwrap();
        assert_eq!(next(), ANSWER);
        stdin.write_all(&GOOD.as_bytes()[10..]).unwrap();
        assert_eq!(next(), ANSWER);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_standard_output_ends_the_run_silently() {
    let mut child = start(&["json", "--lines"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut some = [0; 100];
    let writer = thread::spawn(move || {
        // Ends when the program does.
        while stdin.write_all(GOOD.repeat(1000).as_bytes()).is_ok() {}
    });
    stdout.read_exact(&mut some).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_closed_standard_error_is_no_panic() {
    let path = file("unknown.jsonl", GOOD.replace("\"name\"", "\"new\"").repeat(10_000));
    let arguments = ["json", "--lines", "--report-unknown", path.to_str().unwrap()];
    let mut child = program(&arguments).stdin(Stdio::null()).spawn().unwrap();
    drop(child.stderr.take());
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!(out.lines().count(), 10_000);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// The peak memory of a process, in kilobytes.
#[cfg(target_os = "linux")]
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_stream() {
    let mut child = start(&["json", "--lines"]);
    let mut stdin = child.stdin.take().unwrap();
    let next = answers_of(&mut child);
    let mut peaks = Vec::new();
    for lines in [100, 100_000] {
        let input = GOOD.repeat(lines);
        let writer = thread::spawn(move || {
            stdin.write_all(input.as_bytes()).unwrap();
            stdin
        });
        for _ in 0..lines {
            next();
        }
        stdin = writer.join().unwrap();
        peaks.push(peak_memory(child.id()));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
    // 100,000 lines are 5 MB of input and 8 MB of output.
    assert!(peaks[1] < peaks[0] + 1024, "{peaks:?}");
}
