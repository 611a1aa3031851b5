//! Pages of a list, and page tokens.
//!
//! Used by `response`.

use gitpod_formats::base64;

use super::seed;
use crate::message::{Message, Slot, Value, copy};
use crate::rpc::{Error, PagingDescriptor};

/// The page size of a request without one.
const DEFAULT_SIZE: usize = 25;
/// The maximum page size. Larger sizes are reduced to it.
const MAX_SIZE: usize = 100;

/// The page that a request asks for.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) size: usize,
    pub(super) start: Start,
}

/// The items of a page, collected while its list is walked in order.
#[derive(Debug)]
pub(super) struct Items<T> {
    after: u64,
    offset: usize,
    size: usize,
    items: Vec<T>,
    /// The number of the last item on the page.
    last: u64,
    /// The number of items from where the page starts, without the offset.
    later: usize,
    /// The number of items on all pages.
    total: usize,
}

impl<T> Items<T> {
    pub(super) const fn new(page: &Page) -> Self {
        let (after, offset) = match page.start {
            Start::After(number) => (number, 0),
            Start::Offset(offset) => (0, offset),
        };
        Self { after, offset, size: page.size, items: Vec::new(), last: 0, later: 0, total: 0 }
    }

    /// Counts the next item of the list, and takes it if it is on the page.
    pub(super) fn offer(&mut self, number: u64, item: impl FnOnce() -> T) {
        self.total += 1;
        if number <= self.after {
            return;
        }
        self.later += 1;
        if self.later > self.offset && self.items.len() < self.size {
            self.items.push(item());
            self.last = number;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter()
    }

    pub(super) const fn total(&self) -> usize {
        self.total
    }

    /// The item after which the next page starts; `None` if there is no next page.
    pub(super) fn next_start(&self) -> Option<u64> {
        let shown = self.offset.saturating_add(self.items.len());
        (self.later > shown).then_some(self.last)
    }
}

/// Where a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// After the item with this number.
    After(u64),
    /// After this many items.
    Offset(usize),
}

/// The prefix of a decoded page token in documented requests; the number of items to skip follows.
const OFFSET: &[u8] = b"offset:";

/// Page tokens of one list. A token holds the last item of a page, so that items which are added or
/// deleted between two requests cause neither duplicates nor gaps.
///
/// `offset:2` in Base64 is accepted too, because documented requests contain such tokens. The mock
/// never issues them.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// The seed of the mock and the path of the RPC: tokens of other mocks and lists are rejected.
    pub(super) seed: u64,
    pub(super) path: &'a str,
    /// Whether to reject other tokens. If not, they stand for the first page.
    pub(super) is_strict: bool,
}

impl Tokens<'_> {
    fn mark(&self, after: u64) -> u64 {
        seed::mix(self.seed, &["page", self.path, &after.to_string()])
    }

    pub(super) fn write(&self, after: u64) -> String {
        let mut bytes = after.to_be_bytes().to_vec();
        bytes.extend(self.mark(after).to_be_bytes());
        base64::encode_url_safe(&bytes)
    }

    fn read(&self, token: &str) -> Result<Start, Error> {
        if token.is_empty() {
            return Ok(Start::After(0));
        }
        let bytes = base64::decode_url_safe(token).unwrap_or_default();
        let after = bytes.first_chunk().map(|number| u64::from_be_bytes(*number));
        let own = after.filter(|after| self.write(*after) == token).map(Start::After);
        match own.or_else(|| offset(&bytes)) {
            Some(start) => Ok(start),
            None if self.is_strict => Err(Error::invalid_argument(
                "the page token was not issued by this list; omit it for the first page",
            )),
            None => Ok(Start::After(0)),
        }
    }

    /// Returns the page that a request asks for.
    pub(super) fn page(
        &self,
        paging: &PagingDescriptor,
        request: &(dyn Message + 'static),
    ) -> Result<Page, Error> {
        let size = match paging.size_of(request) {
            0 => DEFAULT_SIZE,
            size => usize::try_from(size).map_err(|_| {
                Error::invalid_argument(format!("the page size is {size}, which is negative"))
            })?,
        };
        let start = self.read(paging.token_of(request))?;
        Ok(Page { size: size.min(MAX_SIZE), start })
    }
}

fn offset(bytes: &[u8]) -> Option<Start> {
    let number = std::str::from_utf8(bytes.strip_prefix(OFFSET)?).ok()?;
    number.parse().ok().map(Start::Offset)
}

/// Sets the number of items on all pages, if the response has a field for it.
pub(super) fn set_total(response: &mut dyn Message, total: usize) {
    let total = i32::try_from(total).unwrap_or(i32::MAX);
    match response.slot_by_name("count") {
        Slot::I32(slot) => *slot = total,
        Slot::Message(count) => {
            copy(Value::I32(total), count.slot_by_name("value"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_list_that_issued_a_token_accepts_it() {
        let tokens = Tokens { seed: 1, path: "/a/B", is_strict: true };
        let token = tokens.write(7);
        assert_eq!(tokens.read(&token).expect("its own"), Start::After(7));
        assert_eq!(tokens.read("").expect("the first page"), Start::After(0));
        assert_eq!(tokens.read("b2Zmc2V0OjI").expect("documented"), Start::Offset(2));
        let seed = Tokens { seed: 2, ..tokens };
        let path = Tokens { path: "/a/C", ..tokens };
        for other in [seed.read(&token), path.read(&token), tokens.read("7"), tokens.read("%")] {
            assert!(other.is_err(), "{other:?}");
        }
        assert!(tokens.read(&format!("{token}A")).is_err() && tokens.read(&token[1..]).is_err());
        let lenient = Tokens { is_strict: false, ..tokens };
        assert_eq!(lenient.read("7").expect("the first page"), Start::After(0));
        assert_eq!(lenient.read(&token).expect("its own"), Start::After(7));
    }
}
