//! [`Extensions`]: values that interceptors and HTTP layers attach to a request. The only place in
//! `rpc` that knows a type of the `http` crate.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::Arc;

/// Values attached to a request, looked up by type, such as the authenticated user. Holds at most
/// one value of each type.
///
/// Interceptors insert values here, and tower layers of an HTTP server insert them into the
/// request's `http::Extensions`. Handlers read both from their [`Context`](super::Context), and
/// tests set them with [`Context::with_extension`](super::Context::with_extension). Clones share
/// the values.
#[derive(Clone, Default)]
pub struct Extensions {
    // A linear search, because there are few values.
    values: Vec<(TypeId, Arc<dyn Any + Send + Sync>)>,
    // The whole map, because its values cannot be enumerated.
    #[cfg(feature = "http-server")]
    http: Option<Arc<http::Extensions>>,
}

impl Extensions {
    /// Creates an empty set of values.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            values: Vec::new(),
            #[cfg(feature = "http-server")]
            http: None,
        }
    }

    /// Inserts a value. Replaces a value of the same type.
    pub fn insert<T: Any + Send + Sync>(&mut self, value: T) {
        let id = TypeId::of::<T>();
        self.values.retain(|(other, _)| *other != id);
        self.values.push((id, Arc::new(value)));
    }

    /// The value of a type. Values inserted here take precedence over those of the HTTP request.
    #[must_use]
    pub fn get<T: Any + Send + Sync>(&self) -> Option<&T> {
        let id = TypeId::of::<T>();
        let own = self.values.iter().find(|(other, _)| *other == id);
        let own = own.and_then(|(_, value)| value.downcast_ref());
        #[cfg(feature = "http-server")]
        let own = own.or_else(|| self.http.as_ref()?.get());
        own
    }

    /// The extensions of an HTTP request.
    #[cfg(feature = "http-server")]
    pub(crate) fn of_http(values: http::Extensions) -> Self {
        Self { http: Some(Arc::new(values)), ..Self::new() }
    }
}

// Values need not implement `Debug` and may be credentials.
impl fmt::Debug for Extensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extensions { .. }")
    }
}
