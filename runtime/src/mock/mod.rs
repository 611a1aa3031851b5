//! A server of a whole API that makes its replies up, for tests of programs that call the API.
//!
//! It knows no RPC and no message by name: what each RPC does is derived from the method table,
//! from names and from types. `CreateProject` creates a `Project`, because that is what it gives;
//! `project_id` says which one, because a `Project` has an `id`. Generated crates bind it to their
//! tables as `MockServer` and `Mock`.
//!
//! # What it answers
//!
//! - A reply is full: every field is there, also those at their default, and one arm of each
//!   oneof. It is valid by the schema's rules, and the same seed and the same calls give the same
//!   replies. What tells of failures, such as `failed_projects`, has those that there were.
//! - Values that were sent come back where a field is called the same, also one message deeper:
//!   `name` as `metadata.name`, `oauth_client_id` as `oauth.client_id`. An update changes what it
//!   sets; a `Set…` also what it leaves at its default. A message that is sent replaces the one
//!   that was there. Flags and verbs show in a state of their name: `suspended`, `VerifyDomain`.
//! - What is created, updated and deleted is remembered and shows in get and list. Nothing else of
//!   what belonged to something deleted is given under its id.
//! - Three resources of each type are there from the start, and belong together: the caller is
//!   the first user, a member of the first organization.
//! - An id that was never seen is answered with a full resource of that id, and a list under such
//!   an id, or of a filter that nothing meets yet, with three. What was deleted is `not_found`.
//! - Lists are in the order of creation; `sort` is not looked at. A page has 25 items, or as many
//!   as are asked for up to 100. Filters are looked at where items have a field of their name.
//!   A token that the list did not give is `invalid_argument`.
//! - Creating again what there can be one of, such as the custom domain of an organization, changes
//!   it; one that cannot be updated is made anew, as an invite is.
//! - A request that leaves out what it is about means the first one that there is; it deletes
//!   nothing.
//! - With an `x-mock-error: CODE` header, any RPC answers that error and does nothing.
//!
//! # Being strict
//!
//! A strict mock makes nothing up but what comes with something, as policies come with an
//! organization. Other ids that nobody created are `not_found`, requests that break the schema's
//! rules or leave out what they are about are `invalid_argument` with violations as details.
//! `already_exists` is the answer to a second resource where there can be one (a custom domain
//! of an organization), of the same name, or, where a request gives no name, with the same
//! values throughout.
//!
//! | file | holds |
//! | --- | --- |
//! | `names`, `shape` | what names say; what fields are |
//! | `catalogue`, `plan` | resources and what each RPC does with them, derived once |
//! | `world`, `store`, `seed` | what is remembered, and what is made up |
//! | `acts`, `each`, `lists`, `filter`, `paging` | what RPCs do |
//! | `reply`, `overlay` | from requests to replies; values that go from one to the other |
//! | `faults`, `service`, `server`, `builder` | errors on demand, the services, the socket |

mod builder;
mod call;
mod edit;
mod fault_injection;
mod filter;
mod generator;
mod merge;
mod paging;
mod path;
mod plan;
mod policy;
mod response;
mod seed;
mod selector;
mod server;
mod service;
mod store;
mod verbs;

pub use builder::{Api, Builder, Mock};
pub use server::Server;
