//! Pages and items.

use std::sync::atomic::{AtomicUsize, Ordering};

use gitpod_runtime::rpc::{Call, Code, Error, Items, Paged, Pages};

use crate::support::{
    BookServiceClient, ListBooksRequest, ListBooksResponse, block_on, yield_once,
};

/// The titles and the next token of each page, by page token.
struct Catalogue {
    pages: Vec<(&'static str, Vec<&'static str>, &'static str)>,
    calls: AtomicUsize,
}

impl Catalogue {
    fn new(pages: Vec<(&'static str, Vec<&'static str>, &'static str)>) -> Self {
        Self { pages, calls: AtomicUsize::new(0) }
    }

    fn pages(&self, token: &str) -> Pages<'_, ListBooksRequest> {
        self.list_books_pages(ListBooksRequest::at(token))
    }
}

impl BookServiceClient for Catalogue {
    fn list_books(&self, request: ListBooksRequest) -> Call<'_, ListBooksResponse> {
        Call::from_future(async move {
            self.calls.fetch_add(1, Ordering::Relaxed);
            yield_once().await;
            let mut pages = self.pages.iter();
            let page = pages.find(|(token, ..)| *token == request.page_token());
            let (_, titles, next) = page.ok_or_else(|| Error::unavailable("closed"))?;
            Ok(ListBooksResponse {
                titles: titles.iter().map(|title| (*title).to_owned()).collect(),
                next: (*next).to_owned(),
            })
        })
    }
}

/// Returns all items and the error that ended the list. Nothing may follow the error.
fn drain(mut items: Items<'_, ListBooksRequest>) -> (Vec<String>, Option<Error>) {
    let mut titles = Vec::new();
    let mut failure = None;
    block_on(async {
        while let Some(item) = items.next().await {
            assert!(failure.is_none());
            match item {
                Ok(title) => titles.push(title),
                Err(error) => failure = Some(error),
            }
        }
        assert!(items.next().await.is_none());
    });
    (titles, failure)
}

fn three_pages() -> Catalogue {
    Catalogue::new(vec![("", vec!["a", "b"], "2"), ("2", vec![], "3"), ("3", vec!["c"], "")])
}

#[test]
fn items_of_all_pages_skip_an_empty_page() {
    let catalogue = three_pages();
    let (titles, failure) = drain(catalogue.pages("").items());
    assert_eq!(titles, ["a", "b", "c"]);
    assert!(failure.is_none());
    assert_eq!(catalogue.calls.load(Ordering::Relaxed), 3);
}

#[test]
fn pages_are_fetched_on_demand() {
    let catalogue = three_pages();
    let mut pages = catalogue.pages("");
    assert_eq!(catalogue.calls.load(Ordering::Relaxed), 0);
    let first = block_on(pages.next()).unwrap().unwrap();
    assert_eq!(first.titles, ["a", "b"]);
    assert_eq!(catalogue.calls.load(Ordering::Relaxed), 1);
    block_on(pages.next()).unwrap().unwrap();
    block_on(pages.next()).unwrap().unwrap();
    assert!(block_on(pages.next()).is_none());
    assert!(block_on(pages.next()).is_none());
}

#[test]
fn a_list_starts_at_the_token_of_the_request() {
    let catalogue = three_pages();
    assert_eq!(drain(catalogue.pages("3").items()).0, ["c"]);
}

#[test]
fn streams_return_the_same_pages_and_items() {
    use futures_core::Stream;
    fn collect<S: Stream + Unpin>(mut stream: S) -> usize {
        block_on(std::future::poll_fn(|context| {
            let mut count = 0;
            loop {
                match std::pin::Pin::new(&mut stream).poll_next(context) {
                    std::task::Poll::Ready(Some(_)) => count += 1,
                    std::task::Poll::Ready(None) => return std::task::Poll::Ready(count),
                    std::task::Poll::Pending => {}
                }
            }
        }))
    }
    let catalogue = three_pages();
    assert_eq!(collect(catalogue.pages("")), 3);
    assert_eq!(collect(catalogue.pages("").items()), 3);
}

#[test]
fn a_repeated_token_is_an_error_after_its_page() {
    for (start, pages) in [
        ("", vec![("", vec!["a"], "2"), ("2", vec!["b"], "2")]),
        ("2", vec![("2", vec!["a"], "3"), ("3", vec!["b"], "2")]),
    ] {
        let catalogue = Catalogue::new(pages);
        let (titles, failure) = drain(catalogue.pages(start).items());
        assert_eq!(titles, ["a", "b"]);
        let failure = failure.unwrap();
        assert_eq!(failure.code(), Code::Internal);
        assert_eq!(failure.message(), "test.v1.ListBooksRequest: the server repeated a page token");
        assert_eq!(catalogue.calls.load(Ordering::Relaxed), 2);
    }
}

/// A server whose pages always have another token. `titles` are those of a page by its number.
struct Endless<F> {
    titles: F,
    calls: AtomicUsize,
}

impl<F: Fn(usize) -> usize + Send + Sync> BookServiceClient for Endless<F> {
    fn list_books(&self, request: ListBooksRequest) -> Call<'_, ListBooksResponse> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        assert_eq!(request.page_token().parse().unwrap_or(0), number);
        let titles = vec!["a".to_owned(); (self.titles)(number)];
        Call::ready(Ok(ListBooksResponse { titles, next: (number + 1).to_string() }))
    }
}

/// The number of items and of calls until an endless list ends, and its error.
fn end(
    titles: impl Fn(usize) -> usize + Send + Sync,
    change: impl FnOnce(Pages<'_, ListBooksRequest>) -> Pages<'_, ListBooksRequest>,
) -> (usize, usize, Error) {
    let endless = Endless { titles, calls: AtomicUsize::new(0) };
    let pages = change(endless.list_books_pages(ListBooksRequest::default()));
    let (titles, failure) = drain(pages.items());
    (titles.len(), endless.calls.load(Ordering::Relaxed), failure.unwrap())
}

#[test]
fn empty_pages_in_a_row_are_bounded() {
    let (items, calls, failure) = end(|_| 0, |pages| pages);
    assert_eq!((items, calls, failure.code()), (0, 101, Code::Internal));
    assert_eq!(
        failure.message(),
        "test.v1.ListBooksRequest: the server returned 101 empty pages in a row, and another token"
    );
    assert!(failure.hint().unwrap().ends_with("raise `max_empty_pages`"), "{failure}");
    for max in [0, 1, 7, 200] {
        let (_, calls, failure) = end(|_| 0, |pages| pages.max_empty_pages(max));
        assert_eq!(calls, max + 1, "{failure}");
    }
    // Only those in a row count.
    let (items, calls, _) = end(|page| usize::from(page < 500 && page % 101 == 100), |pages| pages);
    assert_eq!((items, calls), (4, 404 + 101));
}

#[test]
fn the_last_pages_may_be_empty() {
    let last = Catalogue::new(vec![("", vec!["a"], "2"), ("2", vec![], "3"), ("3", vec![], "")]);
    let (titles, failure) = drain(last.pages("").max_empty_pages(1).items());
    assert_eq!((titles.len(), failure.map(|error| error.to_string())), (1, None));
    let (_, failure) = drain(last.pages("").max_empty_pages(0).items());
    assert!(failure.unwrap().message().contains("returned 1 empty pages"));
}

#[test]
fn the_page_before_the_error_is_returned() {
    let endless = Endless { titles: |_| 0, calls: AtomicUsize::new(0) };
    let mut pages = endless.list_books_pages(ListBooksRequest::default()).max_empty_pages(2);
    for _ in 0..3 {
        assert!(block_on(pages.next()).unwrap().is_ok());
    }
    assert!(block_on(pages.next()).unwrap().is_err());
    assert!(block_on(pages.next()).is_none());
}

#[test]
fn an_error_ends_the_list() {
    let catalogue = Catalogue::new(vec![("", vec!["a"], "gone")]);
    let (titles, failure) = drain(catalogue.pages("").items());
    assert_eq!(titles, ["a"]);
    assert_eq!(failure.unwrap().to_string(), "unavailable: closed");
}

#[test]
fn a_dropped_next_loses_no_page() {
    let catalogue = three_pages();
    let mut items = catalogue.pages("").items();
    {
        let mut next = std::pin::pin!(items.next());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(drain(items).0, ["a", "b", "c"]);
    assert_eq!(catalogue.calls.load(Ordering::Relaxed), 3);
}

#[test]
fn streams_are_send() {
    fn is_send<T: Send>(_: &T) {}
    let catalogue = three_pages();
    is_send(&catalogue.pages(""));
    is_send(&catalogue.pages("").items());
}
