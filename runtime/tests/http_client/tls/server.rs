//! Certificates, and a server that speaks TLS. The tests of the program use this file, too.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

/// A certificate with its key.
pub(crate) struct Certified {
    pub(crate) certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Certified {
    /// The certificate as PEM.
    pub(crate) fn pem(&self) -> String {
        let text = STANDARD.encode(&self.certificate);
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }

    pub(crate) fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.serialize_der().into())
    }
}

/// A certificate that is its own issuer.
pub(crate) fn self_signed(params: &CertificateParams) -> Certified {
    let key = KeyPair::generate().unwrap();
    Certified { certificate: params.self_signed(&key).unwrap().into(), key }
}

/// The parameters of a server's certificate.
pub(crate) fn server_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, format!("the server {name}"));
    params
}

/// The parameters of a CA's certificate, which also names a server.
pub(crate) fn ca_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, format!("the CA of {name}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

/// A CA. All have the same name, and a key of their own.
pub(crate) struct Authority {
    params: CertificateParams,
    pub(crate) ca: Certified,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let params = ca_params("ca.example");
        Self { ca: self_signed(&params), params }
    }

    /// Issues a certificate.
    pub(crate) fn issue(&self, params: &CertificateParams) -> Certified {
        let key = KeyPair::generate().unwrap();
        let issuer = Issuer::from_params(&self.params, &self.ca.key);
        Certified { certificate: params.signed_by(&key, &issuer).unwrap().into(), key }
    }
}

/// Starts a server with a certificate. It answers every request with this response, and runs until
/// the process of the tests exits.
///
/// Returns its port.
pub(crate) fn serve(
    certified: &Certified,
    versions: &[&'static SupportedProtocolVersion],
    response: Vec<u8>,
) -> u16 {
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.certificate.clone()], certified.key())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            answer(StreamOwned::new(connection, stream.unwrap()), &response);
        }
    });
    port
}

/// Answers the requests of a connection until it ends, or until the client rejects the certificate.
fn answer(mut stream: StreamOwned<ServerConnection, TcpStream>, response: &[u8]) {
    let mut request = Vec::new();
    let mut byte = [0];
    while stream.read_exact(&mut byte).is_ok() {
        request.push(byte[0]);
        // Requests of these tests are `{}`.
        if request.ends_with(b"\r\n\r\n{}") {
            stream.write_all(response).unwrap();
            stream.flush().unwrap();
            request.clear();
        }
    }
}
