//! A handwritten service with two RPCs, in the form of generated code.

use std::future;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use gitpod_runtime::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value,
};
use gitpod_runtime::rpc::{
    BoxFuture, Call, Channel, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, Paged, Pages, PagingDescriptor, Request, Response, Service,
    ServiceDescriptor, Transport, unary, unknown_method,
};

/// Runs a future that is ready or wakes itself. Panics if it stays pending.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the future is still pending");
}

/// Returns `Pending` once, so that futures are polled more than once.
pub(crate) async fn yield_once() {
    let mut yielded = false;
    future::poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

macro_rules! message {
    ($type:ident, $name:literal, $($index:literal $field:ident: $kind:ident,)*) => {
        impl Message for $type {
            fn descriptor(&self) -> &'static MessageDescriptor {
                static FIELDS: &[FieldDescriptor] = &[$(FieldDescriptor::new(
                    $index + 1, stringify!($field), stringify!($field), Presence::Implicit,
                ),)*];
                static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new($name, FIELDS, &[]);
                &DESCRIPTOR
            }

            fn chunk(&self, _: usize) -> FieldChunk<'_> {
                let values = [$(message!(@value $kind &self.$field)),*];
                FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
            }

            fn slots(&mut self, _: usize) -> SlotChunk<'_> {
                let descriptor = self.descriptor();
                let slots = [$(message!(@slot $kind &mut self.$field)),*];
                SlotChunk::without_unknown(descriptor, slots)
            }
        }
    };
    (@value Optional $field:expr) => { Value::optional($field) };
    (@value $kind:ident $field:expr) => { Value::$kind($field) };
    (@slot Optional $field:expr) => { LazySlot::Optional($field) };
    (@slot $kind:ident $field:expr) => { LazySlot::Slot(Slot::$kind($field)) };
}

/// Selects a book.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct GetBookRequest {
    pub(crate) title: String,
}

/// A book.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct GetBookResponse {
    pub(crate) title: String,
    pub(crate) author: String,
}

/// Requests a page of titles.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ListBooksRequest {
    pub(crate) pagination: Option<Pagination>,
}

impl ListBooksRequest {
    /// Requests the page of a token.
    pub(crate) fn at(token: &str) -> Self {
        Self { pagination: Some(Pagination { token: token.into(), page_size: 0 }) }
    }
}

/// The page token and the number of titles.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pagination {
    pub(crate) token: String,
    pub(crate) page_size: i32,
}

/// A page of titles.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ListBooksResponse {
    pub(crate) titles: Vec<String>,
    pub(crate) next: String,
}

message!(GetBookRequest, "test.v1.GetBookRequest", 0 title: String,);
message!(GetBookResponse, "test.v1.GetBookResponse", 0 title: String, 1 author: String,);
message!(ListBooksRequest, "test.v1.ListBooksRequest", 0 pagination: Optional,);
message!(ListBooksResponse, "test.v1.ListBooksResponse", 0 titles: List, 1 next: String,);

impl Message for Pagination {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: &[FieldDescriptor] = &[
            FieldDescriptor::new(1, "token", "token", Presence::Implicit),
            FieldDescriptor::new(2, "page_size", "pageSize", Presence::Implicit)
                .encoded(Encoding::Varint),
        ];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new("test.v1.Pagination", FIELDS, &[]);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [Value::String(&self.token), Value::I32(self.page_size)],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Slot(Slot::String(&mut self.token)),
                LazySlot::Slot(Slot::I32(&mut self.page_size)),
            ],
        )
    }
}

impl Paged for ListBooksRequest {
    type Response = ListBooksResponse;
    type Item = String;

    fn page_token(&self) -> &str {
        self.pagination.as_ref().map_or("", |pagination| &pagination.token)
    }

    fn set_page_token(&mut self, token: String) {
        self.pagination.get_or_insert_default().token = token;
    }

    fn next_page_token(response: &ListBooksResponse) -> &str {
        &response.next
    }

    fn is_empty(response: &ListBooksResponse) -> bool {
        response.titles.is_empty()
    }

    fn into_items(response: ListBooksResponse) -> Vec<String> {
        response.titles
    }
}

/// The RPCs of [`BookServiceClient`] and [`BookService`].
pub(crate) static METHODS: [MethodDescriptor; 2] = [
    MethodDescriptor::new(
        "test.v1.BookService",
        "GetBook",
        "/test.v1.BookService/GetBook",
        MessageType::of::<GetBookRequest>("test.v1.GetBookRequest"),
        MessageType::of::<GetBookResponse>("test.v1.GetBookResponse"),
    )
    .no_side_effects()
    .documented("books.retrieve"),
    MethodDescriptor::new(
        "test.v1.BookService",
        "ListBooks",
        "/test.v1.BookService/ListBooks",
        MessageType::of::<ListBooksRequest>("test.v1.ListBooksRequest"),
        MessageType::of::<ListBooksResponse>("test.v1.ListBooksResponse"),
    )
    .paging(PagingDescriptor::new("titles").query("token", "pageSize"))
    .deprecated("use `SearchBooks`"),
];

/// The service of [`METHODS`].
pub(crate) static SERVICE: ServiceDescriptor =
    ServiceDescriptor::new("test.v1.BookService", &[&METHODS[0], &METHODS[1]]);

/// A client trait in the form of generated code.
pub(crate) trait BookServiceClient: Send + Sync {
    fn get_book(&self, request: GetBookRequest) -> Call<'_, GetBookResponse> {
        let _ = request;
        Call::unimplemented(&METHODS[0])
    }

    fn list_books(&self, request: ListBooksRequest) -> Call<'_, ListBooksResponse> {
        let _ = request;
        Call::unimplemented(&METHODS[1])
    }

    fn list_books_pages(&self, request: ListBooksRequest) -> Pages<'_, ListBooksRequest> {
        Pages::new(request, |request| self.list_books(request))
    }
}

/// A client in the form of generated code.
pub(crate) struct Client {
    channel: Channel,
}

impl Client {
    pub(crate) fn new(channel: impl Into<Channel>) -> Self {
        Self { channel: channel.into() }
    }
}

impl BookServiceClient for Client {
    fn get_book(&self, request: GetBookRequest) -> Call<'_, GetBookResponse> {
        Call::over(&self.channel, &METHODS[0], request)
    }

    fn list_books(&self, request: ListBooksRequest) -> Call<'_, ListBooksResponse> {
        Call::over(&self.channel, &METHODS[1], request)
    }
}

/// A server trait in the form of generated code.
pub(crate) trait BookService: Send + Sync + 'static {
    fn get_book(
        &self,
        request: Request<GetBookRequest>,
    ) -> impl Future<Output = Result<Response<GetBookResponse>, Error>> + Send {
        let _ = request;
        async { Err(METHODS[0].unimplemented()) }
    }

    fn list_books(
        &self,
        request: Request<ListBooksRequest>,
    ) -> impl Future<Output = Result<Response<ListBooksResponse>, Error>> + Send {
        let _ = request;
        async { Err(METHODS[1].unimplemented()) }
    }
}

/// A service in the form of generated code.
pub(crate) struct BookServiceServer<T>(pub(crate) T);

impl<T: BookService> Service for BookServiceServer<T> {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        match index {
            0 => unary(request, options, |request| self.0.get_book(request)),
            1 => unary(request, options, |request| self.0.list_books(request)),
            _ => unknown_method(&request),
        }
    }
}

/// A transport that records requests and always returns the same response.
#[derive(Default, Clone)]
pub(crate) struct Recorder {
    pub(crate) sent: Arc<Mutex<Vec<EncodedRequest>>>,
    pub(crate) reply: EncodedResponse,
}

impl Recorder {
    pub(crate) fn answering(body: &str) -> Self {
        Self { reply: EncodedResponse::new(body.into()), ..Self::default() }
    }

    pub(crate) fn sent(&self) -> Vec<EncodedRequest> {
        self.sent.lock().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.sent.lock().unwrap().push(request);
        Box::pin(future::ready(Ok(self.reply.clone())))
    }
}
