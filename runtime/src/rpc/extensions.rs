//! Values that travel beside a request, found by their type.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::Arc;

/// Values that travel beside a request without being part of it, one of each type: who the caller
/// is, once somebody has found out, or a span of a trace.
///
/// Layers of an HTTP service put them into the request's `http::Extensions`, and a test into
/// [`Context::with_extension`](super::Context::with_extension); a handler looks in one place.
/// Clones share the values.
#[derive(Clone, Default)]
pub struct Extensions {
    // Few enough that looking through them costs less than hashing.
    values: Vec<(TypeId, Arc<dyn Any + Send + Sync>)>,
    // Its values cannot be listed, so the whole map comes along.
    #[cfg(feature = "http-server")]
    http: Option<Arc<http::Extensions>>,
}

impl Extensions {
    /// No values.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            values: Vec::new(),
            #[cfg(feature = "http-server")]
            http: None,
        }
    }

    /// Adds a value in place of one of the same type.
    pub fn insert<T: Any + Send + Sync>(&mut self, value: T) {
        let id = TypeId::of::<T>();
        self.values.retain(|(other, _)| *other != id);
        self.values.push((id, Arc::new(value)));
    }

    /// The value of a type: one that was inserted here, or else one of the HTTP request.
    #[must_use]
    pub fn get<T: Any + Send + Sync>(&self) -> Option<&T> {
        let id = TypeId::of::<T>();
        let own = self.values.iter().find(|(other, _)| *other == id);
        let own = own.and_then(|(_, value)| value.downcast_ref());
        #[cfg(feature = "http-server")]
        let own = own.or_else(|| self.http.as_ref()?.get());
        own
    }

    /// Adds all values of an HTTP request.
    #[cfg(feature = "http-server")]
    pub(crate) fn of_http(values: http::Extensions) -> Self {
        Self { http: Some(Arc::new(values)), ..Self::new() }
    }
}

// The values need not be `Debug`, and may be credentials.
impl fmt::Debug for Extensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extensions { .. }")
    }
}
