//! The query parameters beside the body of list RPCs.

use crate::support::{
    Answer, EMMA, GET_BOOK, LIST_BOOKS, Server, echo, frame, header, post, with_type,
};

/// The token and the size that the handler saw.
fn page(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (text(&body["next"]), text(&body["titles"][0]))
}

const NEITHER: &str = "{}";
const BOTH: &str = r#"{"pagination":{"token":"body","pageSize":7}}"#;

#[tokio::test]
async fn the_query_string_says_which_page() {
    let server = Server::start(echo()).await;
    for (query, body, token, size) in [
        ("", NEITHER, "", "0"),
        ("", BOTH, "body", "7"),
        ("?token=t", NEITHER, "t", "0"),
        ("?pageSize=3", NEITHER, "", "3"),
        ("?token=t&pageSize=3", NEITHER, "t", "3"),
        // It goes before the body: who pages by it repeats the body of the first page.
        ("?token=t&pageSize=3", BOTH, "t", "3"),
        ("?token=t", BOTH, "t", "7"),
        ("?pageSize=3", BOTH, "body", "3"),
        // Nothing is nothing.
        ("?", BOTH, "body", "7"),
        ("?token=&pageSize=", BOTH, "body", "7"),
        ("?token", BOTH, "body", "7"),
        // Others are ignored, and so is another spelling.
        ("?page_size=3&Token=t&pagination.token=t&x=%ff", BOTH, "body", "7"),
        // What the value is, is for rules and handlers to judge.
        ("?pageSize=-1", NEITHER, "", "-1"),
        ("?pageSize=2147483647", NEITHER, "", "2147483647"),
        ("?token=a%2Bb+c%3D%26%C3%A9%00&to%6ben=", NEITHER, "a+b c=&é\0", "0"),
        ("?%74oken=a=b", NEITHER, "a=b", "0"),
    ] {
        let answer = server.post(&format!("{LIST_BOOKS}{query}"), body).await;
        assert_eq!(page(&answer), (token.to_owned(), size.to_owned()), "{query} {body}");
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let server = Server::start(echo()).await;
    for (query, words) in [
        ("pageSize=many", ["pageSize", "\"many\""]),
        ("pageSize=1.5", ["pageSize", "32 bits"]),
        ("pageSize=2147483648", ["pageSize", "2147483648"]),
        ("pageSize=%201", ["pageSize", "\" 1\""]),
        ("pageSize=1&pageSize=1", ["pageSize", "more than once"]),
        ("token=a&x=1&token=b", ["token", "more than once"]),
        ("token=%ff", ["token", "UTF-8"]),
    ] {
        let answer = server.post(&format!("{LIST_BOOKS}?{query}"), NEITHER).await;
        answer.assert_error(400, "invalid_argument", &words);
    }
}

#[tokio::test]
async fn a_long_parameter_does_not_come_back_whole() {
    let server = Server::start(echo()).await;
    let answer = server.post(&format!("{LIST_BOOKS}?pageSize={}", "9".repeat(5_000)), "{}").await;
    answer.assert_error(400, "invalid_argument", &["pageSize"]);
    assert!(answer.error().2.len() < 200);
}

#[tokio::test]
async fn rpcs_that_do_not_page_have_no_such_parameters() {
    let server = Server::start(echo()).await;
    let answer = server.post(&format!("{GET_BOOK}?token=t&pageSize=x"), EMMA).await;
    assert_eq!(answer.text(), EMMA);
}

#[tokio::test]
async fn grpc_has_them_too() {
    let server = Server::start(echo()).await;
    let path = format!("{LIST_BOOKS}?token=t");
    let answer = server.send2(with_type("application/grpc+json", &path, frame("{}"))).await;
    assert_eq!(answer.body, frame(r#"{"titles":["0"],"next":"t"}"#));
    let path = format!("{LIST_BOOKS}?pageSize=x");
    let answer = server.send2(with_type("application/grpc+json", &path, frame("{}"))).await;
    assert_eq!(answer.header("grpc-status"), Some("3"));
}

#[tokio::test]
async fn they_survive_a_prefix() {
    let server = Server::start(echo().also_below("api")).await;
    let request = header(post(&format!("/api{LIST_BOOKS}?token=t"), BOTH), "x-a", "b");
    assert_eq!(page(&server.send(request).await), ("t".to_owned(), "7".to_owned()));
}
