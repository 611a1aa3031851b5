//! Connections that are kept alive between calls.

use std::future::{self, Future as _};
use std::io::{Read as _, Write as _};
use std::net::{self, Shutdown};
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use gitpod_runtime::rpc::RetryPolicy;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;
use tokio::time::{self, Instant};

use crate::server::{Answer, Server, answer, emma, json, response};
use crate::{Client, builder, client, get_book, list_books};

fn without_retries(url: &str) -> Client {
    builder().base_url(url).retry(RetryPolicy::none()).build().unwrap()
}

#[tokio::test]
async fn calls_and_redirects_and_errors_share_a_connection() {
    let server = Server::start(|number, seen| {
        Answer::Send(match number {
            1 => response("307 Go", &[("location", &seen.target)], "moved"),
            3 => json("400 Bad Request", r#"{"code":"invalid_argument"}"#),
            _ => emma(),
        })
    })
    .await;
    let client = without_retries(&server.url());
    get_book(&client, "").await.unwrap();
    get_book(&client, "").await.unwrap();
    get_book(&client, "").await.unwrap_err();
    get_book(&client, "").await.unwrap();
    assert_eq!((server.connections(), server.seen().len()), (1, 5));
}

#[tokio::test]
async fn concurrent_calls_have_connections_of_their_own_and_leave_them_to_others() {
    let server = Server::answering(emma()).await;
    let client = without_retries(&server.url());
    for _ in 0..3 {
        let (first, second) =
            tokio::join!(get_book(&client, "").send(), get_book(&client, "").send());
        first.and(second).unwrap();
    }
    assert_eq!((server.connections(), server.seen().len()), (2, 6));
}

#[tokio::test]
async fn a_request_that_a_closed_connection_did_not_take_is_sent_over_another_one() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let client = without_retries(&format!("http://{address}"));
    let (close, closing) = oneshot::channel::<()>();
    let closed = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        answer(&mut stream).await;
        closing.await.unwrap();
        listener
    });
    get_book(&client, "").await.unwrap();
    close.send(()).unwrap();
    let listener = closed.await.unwrap();
    // Events come in order, so that of the closed connection was there before this one's.
    let other = TcpStream::connect(address).await.unwrap();
    let answered = tokio::spawn(async move {
        assert_eq!(listener.accept().await.unwrap().1, other.local_addr().unwrap());
        answer(&mut listener.accept().await.unwrap().0).await;
    });
    // It may have side effects, so it is not retried.
    list_books(&client).await.unwrap();
    answered.await.unwrap();
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_a_while() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(&format!("http://{}", listener.local_addr().unwrap()));
    let ended = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        answer(&mut stream).await;
        stream.read(&mut [0]).await
    });
    get_book(&client, "").await.unwrap();
    tokio::time::pause();
    let idle = Instant::now();
    tokio::time::advance(Duration::from_secs(89)).await;
    assert!(!ended.is_finished());
    assert_eq!(ended.await.unwrap().unwrap(), 0);
    // The paused clock goes on to the next timer.
    assert_eq!(idle.elapsed().as_secs(), 90);
    drop(client);
}

/// Another waker, whose uses can be counted.
struct Counted(Waker);

impl Wake for Counted {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
    }
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_waker_of_its_last_call() {
    let server = Server::answering(emma()).await;
    let client = without_retries(&server.url());
    let task = future::poll_fn(|context| Poll::Ready(context.waker().clone())).await;
    let counted = Arc::new(Counted(task));
    let mut call = pin!(get_book(&client, "").send());
    let response = future::poll_fn(|_| {
        call.as_mut().poll(&mut Context::from_waker(&Arc::clone(&counted).into()))
    });
    response.await.unwrap();
    assert_eq!(Arc::strong_count(&counted), 1);
}

/// A runtime that sees events only within `block_on`.
fn one_thread() -> Runtime {
    runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Lets time pass, and handles the events so far.
async fn pass(duration: Duration) {
    time::pause();
    time::advance(duration).await;
    time::resume();
}

/// Reads a request, which is small.
fn read(stream: &mut net::TcpStream) {
    assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
}

/// Accepts a connection and answers its first request.
fn answer_next(listener: &net::TcpListener) -> net::TcpStream {
    let (mut stream, _) = listener.accept().unwrap();
    read(&mut stream);
    stream.write_all(&emma()).unwrap();
    stream
}

#[test]
fn a_connection_that_was_closed_while_nothing_ran_is_not_used() {
    let listener = net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = without_retries(&format!("http://{}", listener.local_addr().unwrap()));
    let (close, closing) = mpsc::channel::<()>();
    let server = thread::spawn(move || {
        let stream = answer_next(&listener);
        closing.recv().unwrap();
        drop(stream);
        listener
    });
    let runtime = one_thread();
    runtime.block_on(async {
        get_book(&client, "").await.unwrap();
        pass(Duration::from_secs(2)).await;
    });
    close.send(()).unwrap();
    let listener = server.join().unwrap();
    let server = thread::spawn(move || drop(answer_next(&listener)));
    // It may have side effects, so it is not retried.
    runtime.block_on(list_books(&client).send()).unwrap();
    server.join().unwrap();
}

#[test]
fn a_closed_connection_has_others_of_its_origin_checked() {
    let listener = net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = without_retries(&format!("http://{}", listener.local_addr().unwrap()));
    let (close, closing) = mpsc::channel::<()>();
    let server = thread::spawn(move || {
        let mut streams = [(); 3].map(|()| listener.accept().unwrap().0);
        streams.iter_mut().for_each(read);
        streams.iter_mut().for_each(|stream| stream.write_all(&emma()).unwrap());
        closing.recv().unwrap();
        // The last one is used first.
        streams[0].shutdown(Shutdown::Write).unwrap();
        streams[2].shutdown(Shutdown::Write).unwrap();
        streams
    });
    let runtime = one_thread();
    runtime.block_on(async {
        let [first, second, third] = [(); 3].map(|()| get_book(&client, "").send());
        let (first, second, third) = tokio::join!(biased; first, second, third);
        first.and(second).and(third).unwrap();
        pass(Duration::from_secs(2)).await;
    });
    close.send(()).unwrap();
    let [mut first, mut second, _third] = server.join().unwrap();
    let server = thread::spawn(move || {
        read(&mut second);
        second.write_all(&emma()).unwrap();
        second
    });
    runtime.block_on(get_book(&client, "").send()).unwrap();
    let _second = server.join().unwrap();
    // A client that keeps the connection lets this fail.
    first.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert_eq!(first.read(&mut [0]).unwrap(), 0);
}
