//! The server of the @TITLE@. It keeps its books in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use @LIBRARY@::server::{BookService, BookServiceServer};
use @LIBRARY@::{
    Book, CreateBookRequest, CreateBookResponse, Error, GetBookRequest, GetBookResponse, Request,
    Response, Router,
};

/// The books by their IDs.
#[derive(Default)]
pub struct Books(Mutex<BTreeMap<String, Book>>);

impl BookService for Books {
    async fn create_book(
        &self,
        request: Request<CreateBookRequest>,
    ) -> Result<Response<CreateBookResponse>, Error> {
        let CreateBookRequest { title, genre, .. } = request.message;
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("book-{}", books.len() + 1);
        let book = Book::default().with_id(id.as_str()).with_title(title).with_genre(genre);
        books.insert(id, book.clone());
        Ok(CreateBookResponse::default().with_book(book).into())
    }

    async fn get_book(
        &self,
        request: Request<GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        let books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let book = books.get(&request.message.book_id);
        let book = book.ok_or_else(|| Error::not_found("no book has this ID"))?;
        Ok(GetBookResponse::default().with_book(book.clone()).into())
    }
}

/// The services of the server. A router is also a transport for clients in the same process.
pub fn router() -> Router {
    Router::new().add(BookServiceServer::new(Books::default()))
}
