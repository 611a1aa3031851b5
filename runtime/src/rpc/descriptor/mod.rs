//! The method table: one static descriptor per service and RPC, which clients, servers and tools
//! read. It depends on messages and on [`Error`](super::Error), and on nothing else of `rpc`.

mod idempotency;
mod message_type;
mod method;
mod paging;
mod service;

pub use idempotency::Idempotency;
pub use message_type::MessageType;
pub use method::MethodDescriptor;
pub use paging::PagingDescriptor;
pub use service::ServiceDescriptor;
