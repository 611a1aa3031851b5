//! One handler for each action of a plan.
//!
//! A handler checks references, identifies the resource, reads or changes the store, and returns
//! the response. Handlers do not depend on each other, except that `list_within` gets the resource
//! and `each` applies the action of another RPC.
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

use super::handler_input::HandlerInput;
use super::plan::Action;
use crate::message::Message;
use crate::rpc::Error;

/// Handles a call.
pub(super) fn handle(
    input: &mut HandlerInput<'_>,
    action: &Action,
) -> Result<Box<dyn Message>, Error> {
    input.policy.check_request(input.request)?;
    match action {
        Action::One(one) => one::handle(input, one),
        Action::List { target, page } => list::handle(input, target, *page),
        Action::ListWithin { target, list, page } => {
            list_within::handle(input, target, *list, *page)
        }
        Action::Each(each) => each::handle(input, each),
        Action::Answer => answer::handle(input),
    }
}
