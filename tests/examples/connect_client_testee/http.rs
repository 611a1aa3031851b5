//! The client of a call: its connection, its codec and its limits.

use std::error::Error;
use std::sync::Arc;

use connect_conformance::runtime::Codec;
use connect_conformance::runtime::rpc::RetryPolicy;
use connect_conformance::{
    Client, ClientCompatRequest, Codec as SuiteCodec, Compression, HttpVersion,
};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// The header with the name of the test.
///
/// The client would redact it in errors, as it does with all headers of the caller, and with it the
/// words that the name shares with the messages of errors. So the HTTP client adds it.
pub(crate) const TEST_NAME: &str = "x-test-case-name";

/// The client for a call.
pub(crate) fn client(request: &ClientCompatRequest) -> Result<Client, Box<dyn Error>> {
    let is_tls = !request.server_tls_cert.is_empty();
    let scheme = if is_tls { "https" } else { "http" };
    let builder = Client::builder()
        .base_url(format!("{scheme}://{}:{}", request.host, request.port))
        .reqwest_client(connection(request)?)
        .codec(codec(&request.codec)?)
        .use_get(request.use_get_http_method)
        .retry(RetryPolicy::none())
        .timeout(None);
    let builder = match request.compression {
        Compression::Identity => builder,
        Compression::Gzip => builder.compress_requests(0),
        ref other => return Err(format!("the client has no compression {other:?}").into()),
    };
    Ok(match usize::try_from(request.message_receive_limit)? {
        0 => builder.build()?,
        limit => builder.max_response_size(limit).build()?,
    })
}

fn codec(codec: &SuiteCodec) -> Result<Codec, Box<dyn Error>> {
    match codec {
        SuiteCodec::Proto => Ok(Codec::Binary),
        SuiteCodec::Json => Ok(Codec::Json),
        other => Err(format!("the client has no codec {other:?}").into()),
    }
}

/// The HTTP client, which speaks only the version of the test.
fn connection(request: &ClientCompatRequest) -> Result<reqwest::Client, Box<dyn Error>> {
    let mut headers = HeaderMap::new();
    headers.insert(TEST_NAME, HeaderValue::from_str(&request.test_name)?);
    let builder =
        reqwest::Client::builder().redirect(Policy::none()).no_proxy().default_headers(headers);
    let (builder, protocol) = match request.http_version {
        HttpVersion::_1 => (builder.http1_only(), "http/1.1"),
        HttpVersion::_2 => (builder.http2_prior_knowledge(), "h2"),
        ref other => return Err(format!("the client does not speak {other:?}").into()),
    };
    Ok(builder.tls_backend_preconfigured(tls(&request.server_tls_cert, protocol)?).build()?)
}

/// TLS that trusts the certificates in a PEM text, and negotiates a protocol.
fn tls(pem: &[u8], protocol: &str) -> Result<ClientConfig, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate?)?;
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    Ok(config)
}
