//! One handler for each action of a plan.
//!
//! A handler checks references, identifies the resource, reads or changes the store, and returns
//! the response. Handlers do not depend on each other, except that `list_within` gets the resource
//! and `each` applies the action of another RPC.
//!
//! A handler works on the whole store at once if it acts on one resource, and in pieces otherwise.
//!
//! | file | example |
//! | --- | --- |
//! | `get`, `create`, `update`, `set`, `delete` | `GetProject`, `SetDotfilesConfiguration` |
//! | `change` | `VerifyDomain`, `SetSuspended` |
//! | `list` | `ListProjects` |
//! | `list_within`, `replace_within` | `ListProjectEnvironmentClasses` and its update |
//! | `one` | dispatches by verb |
//! | `each` | `CreateProjects` |
//! | `answer` | `ParseContextURL` |

mod answer;
mod change;
mod create;
mod delete;
mod each;
mod get;
mod list;
mod list_within;
mod one;
mod replace_within;
mod set;
mod update;

use super::call::Call;
use super::plan::Action;
use crate::message::Message;
use crate::rpc::Error;

/// Handles a call.
pub(super) async fn handle(call: &Call<'_>, action: &Action) -> Result<Box<dyn Message>, Error> {
    call.policy.check_request(call.request)?;
    match action {
        Action::One(one) => call.piece(|input| one::handle(input, one)),
        Action::List { target, page } => list::handle(call, target, *page).await,
        Action::ListWithin { target, list, page } => {
            call.piece(|input| list_within::handle(input, target, *list, *page))
        }
        Action::Each(each) => each::handle(call, each).await,
        Action::Answer => call.piece(|input| answer::handle(input)),
    }
}
