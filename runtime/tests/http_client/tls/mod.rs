//! TLS: trusted certificates, and the errors of rejected ones.

pub(crate) mod server;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use gitpod_runtime::http::client::ClientBuilder;
use gitpod_runtime::rpc::{Code, Error, RetryPolicy};
use rcgen::{CertificateParams, date_time_ymd};
use rustls::version::{TLS12, TLS13};

use self::server::{Authority, Certified, ca_params, self_signed, serve, server_params};
use crate::server::{emma, response};
use crate::settings::reqwest_client;
use crate::{Client, builder, get_book};

const HERE: &str = "127.0.0.1";

/// The outcome of a call of a server with a certificate.
async fn outcome(certified: &Certified, roots: &[&[u8]]) -> Result<String, Error> {
    call(serve(certified, &[&TLS12, &TLS13], emma()), roots).await
}

async fn call(port: u16, roots: &[&[u8]]) -> Result<String, Error> {
    let client = trusting(roots).base_url(format!("https://{HERE}:{port}")).build().unwrap();
    Ok(get_book(&client, "").await?.title)
}

/// A builder that trusts certificates. It trusts another one, too, so that the client can be built
/// on a machine without certificates.
fn trusting(roots: &[&[u8]]) -> ClientBuilder<Client> {
    let unrelated = self_signed(&ca_params("unrelated.example"));
    let builder = builder().add_root_certificate(&*unrelated.certificate);
    roots.iter().fold(builder, |builder, root| builder.add_root_certificate(root))
}

#[tokio::test]
async fn a_ca_is_trusted_in_both_forms_and_both_versions() {
    let authority = Authority::new();
    let certified = authority.issue(&server_params(HERE));
    let pem = authority.ca.pem();
    let commented = format!("A comment.\r\n{}{pem}", self_signed(&server_params(HERE)).pem());
    for version in [&TLS12, &TLS13] {
        let port = serve(&certified, &[version], emma());
        for root in [&*authority.ca.certificate, pem.as_bytes(), commented.as_bytes()] {
            assert_eq!(call(port, &[root]).await.unwrap(), "Emma", "{version:?}");
        }
        let error = call(port, &[]).await.unwrap_err();
        assert!(error.to_string().contains("no trusted CA issued"), "{version:?}: {error}");
    }
}

#[tokio::test]
async fn a_self_signed_certificate_is_trusted_if_it_is_added() {
    let certified = self_signed(&server_params(HERE));
    assert_eq!(outcome(&certified, &[&certified.certificate]).await.unwrap(), "Emma");
}

#[tokio::test]
async fn a_rejected_certificate_is_explained() {
    let authority = Authority::new();
    let ca: &[u8] = &authority.ca.certificate;
    let issue = |change: fn(&mut CertificateParams)| {
        let mut params = server_params(HERE);
        change(&mut params);
        authority.issue(&params)
    };
    // That it is trusted does not help.
    let trusted = self_signed(&ca_params(HERE));
    let trusted_root = trusted.certificate.clone();
    let past = |params: &mut CertificateParams| params.not_after = date_time_ymd(2001, 1, 1);
    let future = |params: &mut CertificateParams| params.not_before = date_time_ymd(4000, 1, 1);
    for (certified, roots, cause, hint) in [
        (issue(past), &[ca][..], "certificate expired", "set the clock"),
        (issue(future), &[ca], "certificate not valid yet", "set the clock"),
        (
            authority.issue(&server_params("books.example")),
            &[ca],
            "is only valid for DnsName(\"books.example\")",
            "use a name of the certificate in the URL",
        ),
        (issue(|_| ()), &[], "no trusted CA issued", "`add_root_certificate`"),
        // The trusted CA has the same name, but another key.
        (Authority::new().issue(&server_params(HERE)), &[ca], "with another key", "trust the new"),
        (self_signed(&server_params(HERE)), &[], "is self-signed", "SSL_CERT_FILE"),
        (self_signed(&ca_params(HERE)), &[], "that of a CA", "basicConstraints=CA:FALSE"),
        (trusted, &[&trusted_root], "that of a CA", "basicConstraints=CA:FALSE"),
    ] {
        let error = outcome(&certified, roots).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("no secure connection to https://127.0.0.1:"), "{text}");
        assert!(text.contains(cause), "{cause}: {text}");
        assert!(error.hint().unwrap().contains(hint), "{hint}: {text}");
        // Another attempt would fail in the same way.
        assert_eq!((error.code(), error.attempts()), (Code::Unknown, Some(1)), "{text}");
        assert!(error.nothing_sent(), "{text}");
    }
}

#[tokio::test]
async fn a_port_that_speaks_plain_http_is_not_a_matter_of_certificates() {
    for (answer, code, cause) in [
        (response("400 Bad Request", &[], "no"), Code::Unknown, "did not answer with TLS"),
        (Vec::new(), Code::Unavailable, "the server ended the handshake"),
    ] {
        let port = plain(answer);
        for client in [trusting(&[]), builder().reqwest_client(reqwest_client())] {
            let client = client.base_url(format!("https://{HERE}:{port}"));
            let client = client.retry(RetryPolicy::none()).build().unwrap();
            let error = get_book(&client, "").await.unwrap_err();
            assert!(error.to_string().contains(cause), "{error}");
            let hint = error.hint().unwrap();
            assert!(hint.contains("plain http") && !hint.contains("certificate"), "{hint}");
            assert_eq!((error.code(), error.nothing_sent()), (code, true), "{error}");
        }
    }
}

/// A server that answers a handshake with other bytes and closes the connection.
fn plain(answer: Vec<u8>) -> u16 {
    let listener = TcpListener::bind((HERE, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            assert!(stream.read(&mut [0; 16_384]).unwrap() > 0);
            stream.write_all(&answer).unwrap();
        }
    });
    port
}
