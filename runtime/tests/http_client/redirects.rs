//! Redirects, and the headers that follow them.

use gitpod_runtime::rpc::{Code, RetryPolicy};

use crate::server::{Answer, Server, emma, json, response};
use crate::{builder, client, get_book, list_books};

fn redirect(status: u16, location: &str) -> Answer {
    Answer::Send(response(&format!("{status} Elsewhere"), &[("location", location)], ""))
}

#[tokio::test]
async fn five_redirects_are_followed_with_method_and_body() {
    for status in [307, 308] {
        let server = Server::start(move |number, _| match number {
            0..5 => redirect(status, &format!("/hop{number}")),
            _ => Answer::Send(emma()),
        })
        .await;
        let client = builder().base_url(server.url()).token("secret-token").build().unwrap();
        assert_eq!(get_book(&client, "Emma").await.unwrap().title, "Emma");
        let seen = server.seen();
        assert_eq!(seen.len(), 6);
        for (request, target) in seen[1..].iter().zip(["/hop0", "/hop1", "/hop2", "/hop3", "/hop4"])
        {
            assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", target));
            assert_eq!(request.text(), r#"{"title":"Emma"}"#);
            assert_eq!(request.header("content-type"), Some("application/json"));
            assert_eq!(request.header("authorization"), Some("Bearer secret-token"));
        }
    }
}

#[tokio::test]
async fn the_sixth_redirect_is_an_error() {
    let server = Server::start(|_, _| redirect(307, "/again")).await;
    let client = client(&server.url());
    let error = get_book(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("again, after 5 redirects"), "{error}");
    assert_eq!(error.http_status(), Some(307));
    assert_eq!(server.seen().len(), 6);
}

/// Headers that other origins get, too.
const PUBLIC: [&str; 9] = [
    "accept",
    "accept-encoding",
    "connect-protocol-version",
    "connect-timeout-ms",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

/// Header names: those of well-known credentials and random ones.
fn names() -> Vec<String> {
    let known = "X-Auth X-Jwt apikey Private-Key X-Api-Key Cookie Proxy-Authorization X-Amz-Signature \
                 X-Shelf Traceparent Baggage Referer Origin Forwarded From If-Match Accept-Language \
                 Content-Language Content-Type2 User-Agents Connect-Timeout Accept-Charset";
    let mut names: Vec<String> = known.split(' ').map(str::to_owned).collect();
    let mut seed = 1_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let letters: Vec<char> = "abcxyzABCXYZ019!#$%&'*+-.^_`|~".chars().collect();
    for _ in 0..300 {
        let length = 1 + random(12);
        names.push((0..length).map(|_| letters[random(letters.len())]).collect());
    }
    names
}

#[tokio::test]
async fn no_header_of_the_caller_is_sent_to_another_origin() {
    let other = Server::answering(emma()).await;
    let away = format!("{}/away", other.other_origin());
    let server = Server::start(move |_, _| redirect(308, &away)).await;
    let mut base = builder().base_url(server.url()).token("secret-token").compress_requests(1);
    let names = names();
    for name in &names {
        base = base.header(name, "secret");
    }
    let client = base.build().unwrap();
    get_book(&client, "Emma").header("x-of-the-call", "secret").await.unwrap();

    let (first, second) = (&server.seen()[0], &other.seen()[0]);
    for name in names.iter().map(|name| name.to_lowercase()) {
        assert_eq!(first.header(&name), Some("secret"), "{name}");
    }
    assert_eq!(first.header("authorization"), Some("Bearer secret-token"));
    assert_eq!(first.header("x-of-the-call"), Some("secret"));
    assert_eq!((second.target.as_str(), &second.body), ("/api/away", &first.body));
    let mut sent: Vec<&str> = second.headers.iter().map(|(name, _)| name.as_str()).collect();
    sent.sort_unstable();
    assert_eq!(sent, PUBLIC);
    for name in PUBLIC.iter().filter(|name| **name != "host") {
        assert_eq!(first.header(name), second.header(name), "{name}");
    }
}

#[tokio::test]
async fn credentials_are_sent_to_trusted_hosts() {
    let other = Server::answering(emma()).await;
    let away = other.other_origin();
    let host = away.strip_prefix("http://").unwrap().strip_suffix("/api").unwrap().to_owned();
    let server = Server::start(move |_, _| redirect(308, &away)).await;
    for (trusted, sent) in [(host.as_str(), true), ("localhost", false), ("127.0.0.1", false)] {
        let client = builder().base_url(server.url()).token("secret-token");
        let client = client.trust_redirects_to("books.example").trust_redirects_to(trusted);
        get_book(&client.build().unwrap(), "").await.unwrap();
        let seen = other.seen().pop().unwrap();
        assert_eq!(seen.header("authorization").is_some(), sent, "{trusted}");
    }
    let Err(error) = builder().trust_redirects_to("https://books.example/").build() else {
        panic!("a URL was accepted as a host");
    };
    assert!(error.to_string().contains("`https://books.example/` is not a host"), "{error}");
}

#[tokio::test]
async fn a_token_that_did_not_follow_a_redirect_is_explained() {
    let rejection = json("401 No", r#"{"code":"unauthenticated","message":"who?"}"#);
    let other = Server::answering(rejection.clone()).await;
    let away = other.other_origin();
    let to = away.strip_suffix("/api").unwrap().to_owned();
    let server = Server::start(move |_, _| redirect(307, &away)).await;
    let from = server.url().strip_suffix("/api").unwrap().to_owned();
    let base = || builder().base_url(server.url()).retry(RetryPolicy::none());
    let error = get_book(&base().token("secret-token").build().unwrap(), "").await.unwrap_err();
    assert_eq!(
        error.hint().unwrap(),
        format!(
            "{from} redirected the call to {to}, which did not get its headers, such as the token: \
             use that server as base URL, or allow it with `trust_redirects_to`"
        )
    );
    // Without a token, that is the problem.
    let error = get_book(&base().build().unwrap(), "").await.unwrap_err();
    assert!(error.hint().unwrap().starts_with("no token was sent"), "{error}");
}

/// A server that redirects to another origin and back.
async fn detour() -> Server {
    Server::start(|number, seen| {
        let port = seen.header("host").unwrap().rsplit(':').next().unwrap().to_owned();
        match number {
            0 => redirect(307, &format!("http://localhost:{port}/away")),
            1 => redirect(307, &format!("http://127.0.0.1:{port}/home")),
            _ => Answer::Send(emma()),
        }
    })
    .await
}

#[tokio::test]
async fn credentials_are_not_sent_again_after_a_detour() {
    let server = detour().await;
    let client = builder().base_url(server.url()).token("secret-token").build().unwrap();
    get_book(&client, "").await.unwrap();
    let sent: Vec<_> =
        server.seen().iter().map(|seen| seen.header("authorization").is_some()).collect();
    assert_eq!(sent, [true, false, false]);
}

#[tokio::test]
async fn a_trusted_host_may_redirect_back() {
    let server = detour().await;
    let away = server.other_origin().replace("http://", "").replace("/api", "");
    let client = builder().base_url(server.url()).token("secret-token").trust_redirects_to(away);
    get_book(&client.build().unwrap(), "").await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("authorization"), Some("Bearer secret-token"), "{}", seen.target);
    }
}

#[tokio::test]
async fn other_redirects_are_errors_with_the_location() {
    for status in [301, 302, 303, 300, 305] {
        let server =
            Server::start(move |_, _| redirect(status, "https://login.example/in?token=t#x")).await;
        let client = client(&server.url());
        let error = get_book(&client, "").await.unwrap_err();
        assert_eq!(error.code(), Code::Unknown);
        let text = error.to_string();
        assert!(text.contains("redirects to https://login.example/in, which is not"), "{text}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn invalid_redirects_are_errors() {
    for (location, reason) in [
        (Some("ftp://127.0.0.1/x"), "redirects to an invalid URL"),
        (Some("http://"), "redirects to an invalid URL"),
        (Some("http://books.example/x"), "plain http and is not followed"),
        (None, "redirects without a location"),
    ] {
        let server = Server::start(move |_, _| match location {
            Some(location) => redirect(307, location),
            None => Answer::Send(response("308 Elsewhere", &[], "")),
        })
        .await;
        let client = client(&server.url());
        let error = get_book(&client, "").await.unwrap_err();
        assert!(error.to_string().contains(reason), "{location:?}: {error}");
    }
}

#[tokio::test]
async fn a_failure_after_a_redirect_is_not_a_failure_to_send() {
    let server = Server::start(|_, _| redirect(307, "http://127.0.0.1:1/nobody")).await;
    let client = builder().base_url(server.url()).build().unwrap();
    let error = list_books(&client).retry(RetryPolicy::default()).await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(!error.nothing_sent());
    assert_eq!(error.attempts(), Some(1));
}
