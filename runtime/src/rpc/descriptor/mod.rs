//! Static descriptors of services, RPCs and message types. Generated code defines them; clients,
//! servers and tools read them. Depends on messages, their JSON form and
//! [`Error`](super::Error), and on nothing else of `rpc`.

mod idempotency;
mod message_type;
mod method;
mod paging;
mod service;

pub use crate::message::MessageType;
pub use idempotency::Idempotency;
pub use method::MethodDescriptor;
pub use paging::PagingDescriptor;
pub use service::ServiceDescriptor;
