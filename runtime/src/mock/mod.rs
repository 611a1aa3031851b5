//! A mock server for a whole API, for tests of programs that call it.
//!
//! The mock knows no RPC and no message by name. It derives what each RPC does from the method
//! table, from names and from types: `CreateProject` creates a `Project`, because that is what it
//! returns, and `project_id` identifies it, because a `Project` has an `id`. Generated crates bind
//! the mock to their tables as `MockServer` and `Mock`.
//!
//! # Responses
//!
//! - A response is complete: every field is set, including those at their default, and one field of
//!   each oneof. It is valid by the schema's rules. The same seed and the same calls give the same
//!   responses. Lists of failures, such as `failed_projects`, hold the failures that occurred.
//! - Values of the request are returned in fields with the same name, including fields of a message
//!   in the response: `name` as `metadata.name`, `oauth_client_id` as `oauth.client_id`. An update
//!   changes the fields that it sets; a `Set…` RPC also applies fields at their default. A message
//!   in the request replaces the stored one. Flags and verbs change a state with a matching name,
//!   as `suspended` and `VerifyDomain` do.
//! - Times are in order: what was just created was changed at that time and expires later, and
//!   `updated_at` moves with every change. If a request has a duration such as `token_expires_in`,
//!   `token_expires_at` is that much later. The clock starts in June 2026, depending on the seed, and
//!   moves by one second with every call. Sampled resources are not deleted or being deleted.
//! - Resources that you create, update or delete are stored, and later calls return them as they
//!   are. When you delete a resource, requests that name it as a parent are `not_found`.
//! - Three resources of each type exist from the start and belong together: the caller is the first
//!   user, a member of the first organization.
//! - The number and the size of stored resources are bounded: the oldest one makes room for another.
//!   So are the elements in the lists and maps of a request: one with more is `resource_exhausted`.
//! - For an unknown id, the mock returns a complete resource with that id. A list for such an id,
//!   or with a filter that no item matches yet, has three items. A deleted resource is `not_found`.
//! - Lists are in order of creation; `sort` is ignored. The page size defaults to 25 and is limited
//!   to 100. Filters apply if the items have a field of the same name. A page token that the list
//!   did not issue stands for the first page.
//! - Creating a resource of which there can be only one, such as the custom domain of an
//!   organization, updates it. One that cannot be updated, such as an invite, is replaced.
//! - A request that does not identify its resource gets the first one. It deletes nothing.
//! - With an `x-mock-error: CODE` header, any RPC returns that error and does nothing. An
//!   `x-mock-error-detail: TYPE, …` header, with full names of messages, adds sampled details.
//!
//! # Strict mocks
//!
//! A strict mock rejects unknown ids (`not_found`), duplicates (`already_exists`) and invalid
//! requests (`invalid_argument`). It samples only resources that exist without being created, such
//! as the policies of an organization.
//!
//! A request is invalid if it violates the schema's rules, which are then error details, does not
//! identify its resource, or has a page token that the list did not issue. A duplicate is a second resource where there can be only one, one
//! with a name that is taken or, if the request has no name, one with the same values.
//!
//! # Stateless mocks
//!
//! A stateless mock handles every request on its own and remembers nothing, so that tests may use
//! one id for creating, reading and deleting in any order. `not_found` is returned only if the
//! `x-mock-error` header requests it.
//!
//! # Modules
//!
//! Used by generated crates only. Depends on `http`, `json`, `message`, `rpc`, `sample`, `scalar`
//! and `validate`. The mock must not depend on the HTTP client.
//!
//! | module | contents |
//! | --- | --- |
//! | `plan` | resources and what each RPC does, derived once |
//! | `store` | state: resources that exist and those that were deleted |
//! | `entries`, `entry`, `index` | the resources of one type, found by the values that identify them |
//! | `size` | the size of messages, which is limited |
//! | `policy` | lenient, strict or stateless: unknown ids, duplicates, invalid requests |
//! | `generator`, `seed`, `states` | sampled resources |
//! | `verbs` | one handler for each action |
//! | `call` | access of a handler to the store, in pieces of work |
//! | `handler_input`, `selector` | the input of a piece; attribute values that identify resources |
//! | `edit`, `merge`, `path`, `times` | values from a request to a resource |
//! | `response`, `paging`, `filter` | responses, pages and filters of lists |
//! | `fault_injection` | errors and delays on demand |
//! | `insert` | resources that a test supplies |
//! | `service`, `server`, `builder` | the services, the socket and the settings |

mod builder;
mod call;
mod edit;
mod entries;
mod entry;
mod fault_injection;
mod filter;
mod generator;
mod handler_input;
mod index;
mod insert;
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
mod size;
mod states;
mod store;
mod times;
mod verbs;

pub use builder::{Api, Builder, Mock};
pub use server::Server;
