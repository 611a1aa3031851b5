//! What callers rely on, checked against the server and against the generated mock.

use @LIBRARY@::mock::Mock;
use @LIBRARY@::{Client, Code, CreateBookRequest, Error, Genre, GetBookRequest, Router};

/// Adds a book and looks it up.
async fn keeps_books(router: Router) -> Result<(), Error> {
    let client = Client::new(router);
    let request = CreateBookRequest::default().with_title("Emma").with_genre(Genre::Novel);
    let added = client.books().create(request).await?.into_book()?;
    assert_eq!(added.title, "Emma");
    assert_eq!(added.genre, Genre::Novel);

    let request = GetBookRequest::default().with_book_id(added.id.as_str());
    let found = client.books().get(request).await?.into_book()?;
    assert_eq!(found, added);

    let request = GetBookRequest::default().with_book_id("unknown");
    let error = client.books().get(request).await.expect_err("no book has this ID");
    assert_eq!(error.code(), Code::NotFound);
    Ok(())
}

#[tokio::test]
async fn the_server_keeps_books() -> Result<(), Error> {
    keeps_books(@SERVER_LIBRARY@::router()).await
}

#[tokio::test]
async fn the_mock_keeps_books() -> Result<(), Error> {
    keeps_books(Mock::builder().strict().build().router()).await
}
