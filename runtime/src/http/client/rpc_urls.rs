//! [`RpcUrls`]: the URLs of RPCs, cached by the address of the descriptor.

use std::ptr;
use std::sync::{PoisonError, RwLock};

use super::base_url::BaseUrl;
use super::url::Url;
use crate::rpc::{EncodedRequest, Error};

/// The URLs of RPCs below a base URL.
pub(super) struct RpcUrls {
    pub(super) base: BaseUrl,
    /// The URLs of RPCs of the schema that were called, sorted by the addresses of their descriptors.
    /// Generated descriptors are constants, so one may have several addresses, each with an entry. A
    /// vector, because a map would take longer to compile.
    known: RwLock<Vec<(usize, Url)>>,
}

impl RpcUrls {
    pub(super) const fn new(base: BaseUrl) -> Self {
        Self { base, known: RwLock::new(Vec::new()) }
    }

    /// The URL of a request.
    ///
    /// # Errors
    ///
    /// Those of [`BaseUrl::join`].
    pub(super) fn of(&self, request: &EncodedRequest) -> Result<Url, Error> {
        let Some(method) = request.method() else { return self.base.join(request.path()) };
        let address = ptr::from_ref(method).addr();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Ok(at) = place(&known, address) {
            return Ok(known[at].1.clone());
        }
        drop(known);
        let url = self.base.join(method.path())?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Err(at) = place(&known, address) {
            known.insert(at, (address, url.clone()));
        }
        Ok(url)
    }
}

/// Where an address is, or where it belongs.
fn place(known: &[(usize, Url)], address: usize) -> Result<usize, usize> {
    known.binary_search_by_key(&address, |(other, _)| *other)
}
