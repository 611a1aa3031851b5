//! Prints tokens as formatted Rust.
//!
//! Emitters quote what is valid, so no syntax tree is built and checked only to be printed and dropped:
//! the printer walks the tokens once and knows the constructs that are emitted. A construct that it does
//! not know is an error. The layout is that of prettyplease, from which the rules and the algorithm in
//! `page` are taken; a test compares the two on every generated file.
//!
//! Used by `emit` for snippets in documentation, and by `render`. Depends on `tokens`.

mod attributes;
mod cursor;
mod expressions;
mod generics;
mod items;
mod lists;
mod macros;
mod page;
mod patterns;
mod shape;
mod statements;
#[cfg(test)]
mod tests;
mod types;

use std::fmt;

use crate::tokens::Tokens;
pub(crate) use page::Page;

/// Prints the items of a file on a page, which may have been used before.
///
/// # Errors
///
/// Returns an error if the tokens are not Rust, a construct that is not known here, or more than [`Tokens::MAX`].
pub(crate) fn print<'p>(tokens: &Tokens, page: &'p mut Page) -> Result<&'p str, Unprintable> {
    check_size(tokens, Tokens::MAX)?;
    page.clear(tokens.letters());
    Printer { tokens, at: 0, page }.file()?;
    Ok(page.finish())
}

fn check_size(tokens: &Tokens, max: usize) -> Printed {
    if tokens.size() <= max {
        return Ok(());
    }
    Err(Unprintable { expected: "at most 4 GiB", found: format!("{} bytes", tokens.size()) })
}

/// Tokens that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unprintable {
    expected: &'static str,
    found: String,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.found)
    }
}

/// The result of a step. What it prints is on the page.
type Printed<T = ()> = Result<T, Unprintable>;

/// The tokens with the position of the next one, and the page.
struct Printer<'t> {
    tokens: &'t Tokens,
    at: usize,
    page: &'t mut Page,
}
