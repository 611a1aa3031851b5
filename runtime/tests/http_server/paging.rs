//! The paging parameters in the query string of list RPCs.

use crate::support::{
    EMMA, GET_BOOK, HttpResponse, LIST_BOOKS, Server, echo, frame, header, post, with_type,
};

/// The page token and size that the handler saw.
fn page(response: &HttpResponse) -> (String, String) {
    assert_eq!(response.status, 200, "{}", response.text());
    let body = response.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (text(&body["next"]), text(&body["titles"][0]))
}

const NEITHER: &str = "{}";
const BOTH: &str = r#"{"pagination":{"token":"body","pageSize":7}}"#;

#[tokio::test]
async fn the_query_string_selects_the_page() {
    let server = Server::start(echo()).await;
    for (query, body, token, size) in [
        ("", NEITHER, "", "0"),
        ("", BOTH, "body", "7"),
        ("?token=t", NEITHER, "t", "0"),
        ("?pageSize=3", NEITHER, "", "3"),
        ("?token=t&pageSize=3", NEITHER, "t", "3"),
        // It takes precedence over the body, which clients repeat from the first page.
        ("?token=t&pageSize=3", BOTH, "t", "3"),
        ("?token=t", BOTH, "t", "7"),
        ("?pageSize=3", BOTH, "body", "3"),
        // Empty parameters count as absent.
        ("?", BOTH, "body", "7"),
        ("?token=&pageSize=", BOTH, "body", "7"),
        ("?token", BOTH, "body", "7"),
        // Other parameters and spellings are ignored.
        ("?page_size=3&Token=t&pagination.token=t&x=%ff", BOTH, "body", "7"),
        // Any 32-bit integer is accepted; rules and handlers check its range.
        ("?pageSize=-1", NEITHER, "", "-1"),
        ("?pageSize=2147483647", NEITHER, "", "2147483647"),
        ("?token=a%2Bb+c%3D%26%C3%A9%00&to%6ben=", NEITHER, "a+b c=&é\0", "0"),
        ("?%74oken=a=b", NEITHER, "a=b", "0"),
    ] {
        let response = server.post(&format!("{LIST_BOOKS}{query}"), body).await;
        assert_eq!(page(&response), (token.to_owned(), size.to_owned()), "{query} {body}");
    }
}

#[tokio::test]
async fn invalid_parameters_are_named() {
    let server = Server::start(echo()).await;
    for (query, words) in [
        ("pageSize=many", ["pageSize", "\"many\""]),
        ("pageSize=1.5", ["pageSize", "32-bit"]),
        ("pageSize=2147483648", ["pageSize", "2147483648"]),
        ("pageSize=%201", ["pageSize", "\" 1\""]),
        ("pageSize=1&pageSize=1", ["pageSize", "more than once"]),
        ("token=a&x=1&token=b", ["token", "more than once"]),
        ("token=%ff", ["token", "UTF-8"]),
    ] {
        let response = server.post(&format!("{LIST_BOOKS}?{query}"), NEITHER).await;
        response.assert_error(400, "invalid_argument", &words);
    }
}

#[tokio::test]
async fn a_long_value_is_truncated_in_the_error() {
    let server = Server::start(echo()).await;
    let response = server.post(&format!("{LIST_BOOKS}?pageSize={}", "9".repeat(5_000)), "{}").await;
    response.assert_error(400, "invalid_argument", &["pageSize"]);
    assert!(response.error().2.len() < 200);
}

#[tokio::test]
async fn rpcs_without_paging_ignore_the_parameters() {
    let server = Server::start(echo()).await;
    let response = server.post(&format!("{GET_BOOK}?token=t&pageSize=x"), EMMA).await;
    assert_eq!(response.text(), EMMA);
}

#[tokio::test]
async fn paging_parameters_work_over_grpc() {
    let server = Server::start(echo()).await;
    let path = format!("{LIST_BOOKS}?token=t");
    let response = server.send2(with_type("application/grpc+json", &path, frame("{}"))).await;
    assert_eq!(response.body, frame(r#"{"titles":["0"],"next":"t"}"#));
    let path = format!("{LIST_BOOKS}?pageSize=x");
    let response = server.send2(with_type("application/grpc+json", &path, frame("{}"))).await;
    assert_eq!(response.header("grpc-status"), Some("3"));
}

#[tokio::test]
async fn paging_parameters_work_under_a_prefix() {
    let server = Server::start(echo().also_below("api")).await;
    let request = header(post(&format!("/api{LIST_BOOKS}?token=t"), BOTH), "x-a", "b");
    assert_eq!(page(&server.send(request).await), ("t".to_owned(), "7".to_owned()));
}
