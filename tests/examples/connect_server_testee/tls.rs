//! TLS in front of a tower service.

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::sync::Arc;

use connect_conformance::TlsCreds;
use connect_conformance::runtime::http::server::ResponseBody;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

/// An acceptor of HTTP/2 and HTTP/1.1 with these credentials.
pub(crate) fn acceptor(credentials: &TlsCreds) -> Result<TlsAcceptor, Box<dyn Error>> {
    let certificates: Result<Vec<_>, _> =
        CertificateDer::pem_slice_iter(&credentials.cert).collect();
    let key = PrivateKeyDer::from_pem_slice(&credentials.key)?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(certificates?, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config).into())
}

/// Serves the connections of a listener until it fails.
pub(crate) async fn serve<S>(
    listener: &TcpListener,
    acceptor: &TlsAcceptor,
    service: S,
) -> io::Result<()>
where
    S: Service<Request<Incoming>, Response = Response<ResponseBody>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
{
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(connection(acceptor.clone(), stream, service.clone()));
    }
}

/// Serves a connection. The client sees its errors.
async fn connection<S>(acceptor: TlsAcceptor, stream: TcpStream, service: S)
where
    S: Service<Request<Incoming>, Response = Response<ResponseBody>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
{
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let service = TowerToHyperService::new(service);
    let builder = auto::Builder::new(TokioExecutor::new());
    let _ = builder.serve_connection(TokioIo::new(stream), service).await;
}
