//! Errors on the wire: status, code, message, details and metadata.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use gitpod_runtime::rpc::{
    BoxFuture, Code, EncodedRequest, EncodedResponse, Error, ErrorDetail, HandlerOptions, Metadata,
    Service, ServiceDescriptor,
};
use gitpod_runtime::{MessageExt, Router};
use serde_json::json;

use crate::books::{GetBookRequest, SERVICE};
use crate::support::{EMMA, GET_BOOK, Server, echo, frame, router, with_type};

const CODES: [(&str, u16); 16] = [
    ("canceled", 499),
    ("unknown", 500),
    ("invalid_argument", 400),
    ("deadline_exceeded", 504),
    ("not_found", 404),
    ("already_exists", 409),
    ("permission_denied", 403),
    ("resource_exhausted", 429),
    ("failed_precondition", 400),
    ("aborted", 409),
    ("out_of_range", 400),
    ("unimplemented", 501),
    ("internal", 500),
    ("unavailable", 503),
    ("data_loss", 500),
    ("unauthenticated", 401),
];

/// A server whose handler fails with the code in the title.
async fn failing() -> Server {
    let service = router(|request| async move {
        let mut metadata = Metadata::new();
        metadata.insert("retry-after", "5")?;
        metadata.insert("content-type", "text/html")?;
        Err(Error::new(request.message.title.parse().unwrap(), "no \"luck\" – Пусто")
            .with_detail(
                ErrorDetail::new("test.v1.Hint", [1, 2, 250]).with_debug(json!({"try": "Emma"})),
            )
            .with_detail(ErrorDetail::new("test.v1.Other", []))
            .with_metadata(metadata)
            .with_source("the password of the database"))
    });
    Server::start(service.into_http()).await
}

#[tokio::test]
async fn every_code_has_its_status_and_keeps_message_details_and_metadata() {
    let server = failing().await;
    for (code, status) in CODES {
        let response = server.post(GET_BOOK, format!(r#"{{"title":"{code}"}}"#)).await;
        assert_eq!(response.status, status, "{code}");
        let body = json!({
            "code": code,
            "message": "no \"luck\" – Пусто",
            "details": [
                {"type": "test.v1.Hint", "value": "AQL6", "debug": {"try": "Emma"}},
                {"type": "test.v1.Other", "value": ""},
            ],
        });
        assert_eq!(response.json(), body);
        assert_eq!(response.header("retry-after"), Some("5"));
        assert_eq!(response.headers.get_all("content-type").iter().count(), 1);
        // Our own client reads back the same error.
        let error = Error::from_json(&response.body, Code::Unknown).unwrap();
        assert_eq!(error.code().as_str(), code);
        assert_eq!(error.details()[0].value(), [1, 2, 250]);
    }
}

#[tokio::test]
async fn error_metadata_is_sent_as_trailers_in_grpc() {
    let server = failing().await;
    let request = with_type("application/grpc+json", GET_BOOK, frame(r#"{"title":"not_found"}"#));
    let response = server.send2(request).await;
    assert_eq!(response.header("grpc-status"), Some("5"));
    assert_eq!(
        response.header("grpc-message"),
        Some("no \"luck\" %E2%80%93 %D0%9F%D1%83%D1%81%D1%82%D0%BE")
    );
    let retry = response.trailers.get("retry-after").or(response.headers.get("retry-after"));
    assert_eq!(retry.unwrap(), "5");
    let details = response.trailers["grpc-status-details-bin"].to_str().unwrap();
    let details = STANDARD_NO_PAD.decode(details).unwrap();
    assert!(String::from_utf8_lossy(&details).contains("type.googleapis.com/test.v1.Hint"));
}

#[tokio::test]
async fn the_error_of_an_undecodable_request_names_the_place() {
    let server = Server::start(echo()).await;
    let bodies: [(&[u8], &str); 6] = [
        (b"", "GetBookRequest"),
        (b"{", "GetBookRequest"),
        (b"[]", "GetBookRequest"),
        (br#"{"title":7}"#, "title"),
        (b"{\"title\":\"\xff\"}", "UTF-8"),
        (b"\xef\xbb\xbf{}", "GetBookRequest"),
    ];
    for (body, word) in bodies {
        let response = server.post(GET_BOOK, body).await;
        response.assert_error(400, "invalid_argument", &[word]);
        let expected = GetBookRequest::from_json(body).unwrap_err();
        assert_eq!(response.error().2, expected.to_string());
    }
}

#[tokio::test]
async fn a_panic_is_internal_and_the_server_goes_on() {
    let service = router(|request| async move {
        assert_ne!(request.message.title, "broken", "the secret of the shelf");
        Ok(crate::support::book("fine"))
    });
    let server = Server::start(service.into_http()).await;
    let broken = server.post(GET_BOOK, r#"{"title":"broken"}"#).await;
    broken.assert_error(500, "internal", &["the handler panicked"]);
    assert!(!broken.text().contains("secret"));
    assert_eq!(server.post(GET_BOOK, EMMA).await.status, 200);
}

/// A service written without `unary` that panics before or inside of its future.
struct Careless {
    early: bool,
}

impl Service for Careless {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    fn call<'a>(
        &'a self,
        _: usize,
        request: EncodedRequest,
        _: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        assert!(!self.early, "before the future");
        Box::pin(async move { panic!("in the future of {}", request.path()) })
    }
}

#[tokio::test]
async fn a_panic_outside_of_a_handler_is_internal_too() {
    for early in [true, false] {
        let server = Server::start(Router::new().add(Careless { early }).into_http()).await;
        for _ in 0..2 {
            let response = server.post(GET_BOOK, EMMA).await;
            response.assert_error(500, "internal", &["panicked"]);
        }
    }
}
