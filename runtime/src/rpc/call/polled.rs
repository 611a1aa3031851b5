//! [`Polled`]: responses that hold one message, whose calls can wait for a state of it.

use crate::message::Message;

/// The response of an RPC that reads one message. Generated code implements it.
///
/// It is implemented for the responses of RPCs that have no side effects, are named `Get…`, return
/// no pages, and whose response has a single field, which is a message. With the feature `retry`,
/// calls of these RPCs have `wait_until`.
pub trait Polled: Message + Default {
    /// The message in the response.
    type Item: Message;

    /// The message. `None` if the server omitted it.
    fn item(&self) -> Option<&Self::Item>;

    /// The message, taken out of the response.
    fn into_item(self) -> Option<Self::Item>;
}
