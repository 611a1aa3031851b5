//! [`Polled`]: responses of RPCs that read, whose calls can wait for a state.

use crate::message::Message;

/// The response of an RPC that reads. Generated code implements it.
///
/// It is implemented for the responses of RPCs that are named `Get…`, return no pages, and have a
/// response of their own. With the feature `retry`, calls of these RPCs have `wait_until`.
pub trait Polled: Message + Default {
    /// The message in the only field of the response, or the response itself if it has other
    /// fields.
    type Item: Message;

    /// The message. `None` if the server omitted it.
    fn item(&self) -> Option<&Self::Item>;

    /// The message, taken out of the response.
    fn into_item(self) -> Option<Self::Item>;
}
