//! A call while it is handled: its request, and access to the store in pieces of work.
//!
//! The store is locked for one piece at a time. Between the pieces of a long call, the thread is
//! given back, so that other calls and the server go on.
//!
//! Used by `service` and by the handlers in `verbs`. It must not depend on them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::entries::Entries;
use super::entry::Entry;
use super::generator::Generator;
use super::handler_input::HandlerInput;
use super::plan::{Resource, Rpc, Target};
use super::policy::Policy;
use super::store::{Collection, Store};
use crate::message::Message;
use crate::scalar::Timestamp;

/// The number of resources that one piece of work creates, changes or looks at.
pub(super) const PIECE: usize = 32;

/// A call that is being handled.
pub(super) struct Call<'a> {
    pub(super) rpc: &'a Rpc,
    pub(super) request: &'a (dyn Message + 'static),
    pub(super) generator: &'a Generator,
    pub(super) policy: Policy,
    /// The time of the call.
    pub(super) now: Timestamp,
    pub(super) store: &'a Mutex<Store>,
}

impl<'a> Call<'a> {
    /// Does a piece of work, for which the store is locked.
    pub(super) fn piece<T>(&self, work: impl FnOnce(&mut HandlerInput<'_>) -> T) -> T {
        let Self { rpc, request, generator, policy, now, .. } = *self;
        let mut store = lock(self.store);
        let input = &mut HandlerInput { rpc, request, generator, policy, now, store: &mut store };
        let result = work(input);
        store.trim();
        result
    }

    pub(super) fn resource(&self, target: &Target) -> &'a Resource {
        &self.generator.resources[target.resource]
    }

    /// Gives the thread back, so that other tasks go on.
    pub(super) async fn pause(&self) {
        tokio::task::yield_now().await;
    }

    /// Visits the resources after the one with this number, in pieces. Resources that are added or
    /// deleted meanwhile are visited or not. Returns the number of the last one.
    pub(super) async fn walk(
        &self,
        target: &Target,
        entries: fn(&Collection) -> &Entries,
        mut after: u64,
        visit: &mut (dyn FnMut(u64, &Entry) + Send),
    ) -> u64 {
        loop {
            let visited = self.piece(|input| {
                let piece = entries(input.collection(target)).after(after).take(PIECE);
                piece
                    .map(|(number, entry)| {
                        visit(number, entry);
                        after = number;
                    })
                    .count()
            });
            if visited < PIECE {
                return after;
            }
            self.pause().await;
        }
    }
}

/// Locks a store. After a panic, a resource may be changed in part, which a mock can live with.
pub(super) fn lock(store: &Mutex<Store>) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}
