//! Calls through a proxy to a server that speaks TLS.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};

use gitpod_runtime::http::client::ClientBuilder;
use gitpod_runtime::rpc::{Error, RetryPolicy};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::version::{TLS12, TLS13};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::server::emma;
use crate::tls::server::{Authority, Certified, serve, server_params};
use crate::{Client, builder, get_book};

/// The name of the server, which only the proxy knows.
const HOST: &str = "books.example.invalid";

/// A proxy that connects every tunnel to a port of this machine.
struct Proxy {
    port: u16,
    /// The requests for tunnels.
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts a proxy that speaks TLS if it has a certificate.
    async fn start(certified: Option<&Certified>, to: u16) -> Self {
        Self::with_tunnels(usize::MAX, 200, certified, to).await
    }

    /// Starts a proxy that answers so many requests for tunnels with a status, and lets others wait.
    async fn with_tunnels(
        most: usize,
        status: u16,
        certified: Option<&Certified>,
        to: u16,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (seen, acceptor) = (Arc::clone(&heads), certified.map(acceptor));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, acceptor) = (Arc::clone(&seen), acceptor.clone());
                tokio::spawn(async move {
                    match acceptor {
                        Some(acceptor) => {
                            // The client may reject the certificate.
                            if let Ok(stream) = acceptor.accept(stream).await {
                                tunnel(stream, to, most, status, &seen).await;
                            }
                        }
                        None => tunnel(stream, to, most, status, &seen).await,
                    }
                });
            }
        });
        Self { port, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn acceptor(certified: &Certified) -> TlsAcceptor {
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.certificate.clone()], certified.key())
        .unwrap();
    Arc::new(config).into()
}

async fn tunnel(
    mut client: impl AsyncRead + AsyncWrite + Unpin,
    to: u16,
    most: usize,
    status: u16,
    heads: &Mutex<Vec<String>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = client.read_u8().await else { return };
        head.push(byte);
    }
    let number = {
        let mut heads = heads.lock().unwrap();
        heads.push(String::from_utf8(head).unwrap());
        heads.len()
    };
    if number > most {
        // Until the client gives up.
        let _ = client.read_u8().await;
        return;
    }
    let head = format!("HTTP/1.1 {status} Connected\r\n\r\n");
    client.write_all(head.as_bytes()).await.unwrap();
    let mut server = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
    // Either side may end the tunnel.
    let _ = copy_bidirectional(&mut client, &mut server).await;
}

fn behind(proxy: &str) -> ClientBuilder<Client> {
    let proxy = proxy.to_owned();
    builder()
        .read_env_with(move |name| (name == "HTTPS_PROXY").then(|| OsString::from(&proxy)))
        .base_url(format!("https://{HOST}/api"))
        .token("secret-token")
        .retry(RetryPolicy::none())
}

async fn title(builder: ClientBuilder<Client>, authority: &Authority) -> Result<String, Error> {
    let builder = builder.add_root_certificate(&*authority.ca.certificate);
    let client = builder.build().unwrap();
    get_book(&client, "").await?;
    // Over the same tunnel.
    Ok(get_book(&client, "").await?.title)
}

#[tokio::test]
async fn a_tunnel_is_told_the_host_and_nothing_of_the_call() {
    let authority = Authority::new();
    let server = authority.issue(&server_params(HOST));
    let to = serve(&server, &[&TLS12, &TLS13], emma());
    let certified = authority.issue(&server_params("127.0.0.1"));
    for (scheme, certified) in [("http", None), ("https", Some(&certified))] {
        let proxy = Proxy::start(certified, to).await;
        let url = format!("{scheme}://me:p%40ss@127.0.0.1:{}", proxy.port);
        assert_eq!(title(behind(&url), &authority).await.unwrap(), "Emma", "{scheme}");
        let expected = format!(
            "CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\
             Proxy-Authorization: Basic bWU6cEBzcw==\r\n\r\n"
        );
        assert_eq!(proxy.heads(), [expected], "{scheme}");
    }
}

#[tokio::test]
async fn certificates_of_the_proxy_and_of_the_server_behind_it_are_verified() {
    let (authority, other) = (Authority::new(), Authority::new());
    let trusted = authority.issue(&server_params("127.0.0.1"));
    let untrusted = other.issue(&server_params("127.0.0.1"));
    for (proxy, server, tunnels) in [
        (&untrusted, authority.issue(&server_params(HOST)), 0),
        (&trusted, other.issue(&server_params(HOST)), 1),
        (&trusted, authority.issue(&server_params("127.0.0.1")), 1),
    ] {
        let proxy = Proxy::start(Some(proxy), serve(&server, &[&TLS13], emma())).await;
        let url = format!("https://127.0.0.1:{}", proxy.port);
        let error = title(behind(&url), &authority).await.unwrap_err();
        assert!(error.to_string().contains("no secure connection to https://books"), "{error}");
        assert!(error.nothing_sent(), "{error}");
        assert_eq!(proxy.heads().len(), tunnels, "{error}");
    }
}

#[tokio::test]
async fn any_successful_status_opens_a_tunnel() {
    let authority = Authority::new();
    let to = serve(&authority.issue(&server_params(HOST)), &[&TLS13], emma());
    for status in [201, 299] {
        let proxy = Proxy::with_tunnels(usize::MAX, status, None, to).await;
        let url = format!("http://127.0.0.1:{}", proxy.port);
        assert_eq!(title(behind(&url), &authority).await.unwrap(), "Emma", "{status}");
    }
}

#[tokio::test]
async fn a_call_that_is_connecting_takes_a_connection_that_becomes_idle() {
    let authority = Authority::new();
    let to = serve(&authority.issue(&server_params(HOST)), &[&TLS13], emma());
    let proxy = Proxy::with_tunnels(1, 200, None, to).await;
    let builder = behind(&format!("http://127.0.0.1:{}", proxy.port));
    let client = builder.add_root_certificate(&*authority.ca.certificate).build().unwrap();
    let calls = (get_book(&client, "").send(), get_book(&client, "").send());
    let (first, second) = tokio::join!(calls.0, calls.1);
    first.and(second).unwrap();
    assert_eq!(proxy.heads().len(), 2);
}
