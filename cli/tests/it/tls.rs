//! Calls over TLS: certificates from an option and from the environment.

use std::path::Path;

use rustls::ALL_VERSIONS;
use serde_json::Value;

use crate::server::response;
use crate::support::{Run, file, program, run_command};
use crate::tls_server::{Authority, serve, server_params};

/// Calls a server, with a file in `SSL_CERT_FILE`.
fn call(port: u16, options: &[&str], certificates: &Path) -> Run {
    let url = format!("https://127.0.0.1:{port}");
    let arguments = [&["call", "projects.list", "--base-url", &url], options].concat();
    let mut command = program(&arguments);
    run_command(command.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", certificates), "")
}

#[test]
fn a_ca_is_trusted_by_option_and_environment() {
    let authority = Authority::new();
    let certified = authority.issue(&server_params("127.0.0.1"));
    let port = serve(&certified, ALL_VERSIONS, response("200 OK", "application/json", "{}"));
    let ca = file("ca.pem", authority.ca.pem());
    let other = file("other-ca.pem", certified.pem());
    call(port, &["--ca-file", ca.to_str().unwrap()], &other).prints("{}\n");
    call(port, &["--ca-file", ca.to_str().unwrap()], Path::new("/nowhere/at/all")).prints("{}\n");
    if cfg!(target_os = "linux") {
        call(port, &[], &ca).prints("{}\n");
        let run = call(port, &[], Path::new("/nowhere/at/all")).exits_with(1);
        let reported: Value = serde_json::from_str(&run.stderr).unwrap();
        let message = reported["message"].as_str().unwrap();
        assert!(message.contains("check SSL_CERT_FILE"), "{message}");
        assert!(message.contains("`--ca-file`") && !message.contains("add_root"), "{message}");
    }
}

#[test]
fn a_rejected_certificate_names_the_option() {
    let certified = Authority::new().issue(&server_params("127.0.0.1"));
    let port = serve(&certified, ALL_VERSIONS, Vec::new());
    let other = file("third-ca.pem", certified.pem());
    let run = call(port, &[], &other).exits_with(1);
    let reported: Value = serde_json::from_str(&run.stderr).unwrap();
    let hint = reported["hint"].as_str().unwrap();
    assert!(hint.contains("`--ca-file` or, on Linux, set SSL_CERT_FILE"), "{hint}");
}

#[test]
fn a_file_without_certificates_is_wrong_usage() {
    let garbage = file("garbage.pem", "hunter2");
    let run = call(1, &["--ca-file", garbage.to_str().unwrap()], &garbage).exits_with(2);
    let expected = "error: `--ca-file` cannot be used: expected a certificate in PEM or DER";
    assert!(run.stderr.starts_with(expected) && !run.stderr.contains("hunter2"), "{run:?}");
    let run = call(1, &["--ca-file", "/nowhere/at/all"], &garbage).exits_with(2);
    assert!(run.stderr.starts_with("error: cannot read /nowhere/at/all: "), "{run:?}");
}
