//! Pages of a list and the tokens between them.

use gitpod_formats::base64;

use super::seed;
use super::shape::index_of;
use crate::message::{Message, Slot, Value};
use crate::rpc::{Error, PagingDescriptor};

/// How many items a page has where the request does not say.
const DEFAULT_SIZE: usize = 25;
/// How many items a page has at most, however many are asked for.
const MAX_SIZE: usize = 100;

/// What page of a list a request asks for.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) size: usize,
    pub(super) start: Start,
}

/// Where a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// After the item of this number.
    After(u64),
    /// After so many items.
    Offset(usize),
}

/// What a token that examples of requests carry says, before the number of items to skip.
const OFFSET: &[u8] = b"offset:";

/// Tokens of one list: they name the last item of a page, so that what is added or deleted in
/// between neither repeats nor hides another item.
///
/// `offset:2` in Base64 is understood too, so that a documented request with a token of another
/// server works. No page gives such a token.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// The seed of the mock and the path of the RPC, which tell tokens of others.
    pub(super) seed: u64,
    pub(super) path: &'a str,
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
        own.or_else(|| offset(&bytes)).ok_or_else(|| {
            Error::invalid_argument(
                "the page token is not one that this list gave; leave it out for the first page",
            )
        })
    }

    /// Reads what page a request asks for.
    pub(super) fn page(
        &self,
        paging: &PagingDescriptor,
        request: &dyn Message,
    ) -> Result<Page, Error> {
        let field = index_of(request.descriptor(), paging.request_field());
        let Some(Value::Message(asked)) = field.map(|index| request.get(index)) else {
            return Ok(Page { size: DEFAULT_SIZE, start: Start::After(0) });
        };
        let value = |name| index_of(asked.descriptor(), name).map(|index| asked.get(index));
        let size = match value(paging.size()) {
            Some(Value::I32(0)) | None => DEFAULT_SIZE,
            Some(Value::I32(size)) => usize::try_from(size).map_err(|_| {
                Error::invalid_argument(format!("a page of {size} items cannot be had"))
            })?,
            Some(_) => DEFAULT_SIZE,
        };
        let start = match value(paging.token()) {
            Some(Value::String(token)) => self.read(token)?,
            _ => Start::After(0),
        };
        Ok(Page { size: size.min(MAX_SIZE), start })
    }
}

fn offset(bytes: &[u8]) -> Option<Start> {
    let number = std::str::from_utf8(bytes.strip_prefix(OFFSET)?).ok()?;
    number.parse().ok().map(Start::Offset)
}

/// Puts the token of the next page, or that there is none, into a response.
pub(super) fn set_next(paging: &PagingDescriptor, response: &mut dyn Message, token: String) {
    let Some(field) = index_of(response.descriptor(), paging.response_field()) else { return };
    let Slot::Message(told) = response.slot(field) else { return };
    let Some(next) = index_of(told.descriptor(), paging.next_token()) else { return };
    if let Slot::String(place) = told.slot(next) {
        *place = token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_by_the_list_that_wrote_them_alone() {
        let tokens = Tokens { seed: 1, path: "/a/B" };
        let token = tokens.write(7);
        assert_eq!(tokens.read(&token).expect("its own"), Start::After(7));
        assert_eq!(tokens.read("").expect("the first page"), Start::After(0));
        assert_eq!(tokens.read("b2Zmc2V0OjI").expect("documented"), Start::Offset(2));
        let (seed, path) = (Tokens { seed: 2, path: "/a/B" }, Tokens { seed: 1, path: "/a/C" });
        for other in [seed.read(&token), path.read(&token), tokens.read("7"), tokens.read("%")] {
            assert!(other.is_err(), "{other:?}");
        }
        assert!(tokens.read(&format!("{token}A")).is_err() && tokens.read(&token[1..]).is_err());
    }
}
