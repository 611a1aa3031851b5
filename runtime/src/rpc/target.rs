//! [`Target`]: the RPC of a request, by descriptor or by path.

use std::borrow::Cow;

use super::{Idempotency, MethodDescriptor};

/// The RPC of a request.
#[derive(Clone)]
pub(super) enum Target {
    /// An RPC of the schema.
    Known(&'static MethodDescriptor),
    /// A path, of a raw request.
    Raw(Cow<'static, str>),
}

impl Target {
    /// The RPC at a path. A missing leading slash is added.
    pub(super) fn raw(path: impl Into<Cow<'static, str>>) -> Self {
        let path = path.into();
        let path = if path.starts_with('/') { path } else { Cow::Owned(format!("/{path}")) };
        Self::Raw(path)
    }

    pub(super) fn path(&self) -> &str {
        match self {
            Self::Known(method) => method.path(),
            Self::Raw(path) => path,
        }
    }

    pub(super) const fn method(&self) -> Option<&'static MethodDescriptor> {
        match self {
            Self::Known(method) => Some(method),
            Self::Raw(_) => None,
        }
    }

    pub(super) fn idempotency(&self) -> Idempotency {
        self.method().map_or(Idempotency::Unknown, MethodDescriptor::idempotency)
    }

    /// The path, for errors. Not copied for RPCs of the schema.
    pub(super) fn to_path(&self) -> Cow<'static, str> {
        match self {
            Self::Known(method) => method.path().into(),
            Self::Raw(path) => path.clone(),
        }
    }
}
