//! The RPCs that see each type, by direction.

use super::change::{Side, Used};
use crate::ir::{Api, EnumId, MessageId, RpcId, Table, TypeId, Walk};

/// The uses of all types of an API.
pub(super) struct Uses {
    requests: ByType,
    replies: ByType,
}

struct ByType {
    messages: Table<MessageId, Vec<RpcId>>,
    enums: Table<EnumId, Vec<RpcId>>,
}

/// The uses of one type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'a> {
    /// The RPCs whose requests contain it, in order.
    pub(super) requests: &'a [RpcId],
    /// The RPCs whose responses contain it, in order.
    pub(super) replies: &'a [RpcId],
    /// Whether details of errors contain it.
    pub(super) in_details: bool,
}

impl Uses {
    pub(super) fn new(api: &Api) -> Self {
        let walk = |root: fn(&Api, RpcId) -> MessageId| {
            let mut walk = Walk::new(api);
            for rpc in api.rpc_ids() {
                walk.start(rpc, [root(api, rpc)]);
            }
            ByType { messages: walk.reached.messages, enums: walk.reached.enums }
        };
        Self {
            requests: walk(|api, rpc| api[rpc].request),
            replies: walk(|api, rpc| api[rpc].response),
        }
    }

    /// The uses of a type.
    pub(super) fn of(&self, api: &Api, id: TypeId) -> Use<'_> {
        match id {
            TypeId::Message(id) => Use {
                requests: &self.requests.messages[id],
                replies: &self.replies.messages[id],
                in_details: !api[id].in_details.is_empty(),
            },
            TypeId::Enum(id) => Use {
                requests: &self.requests.enums[id],
                replies: &self.replies.enums[id],
                in_details: !api[id].in_details.is_empty(),
            },
        }
    }
}

impl Use<'_> {
    /// The side.
    pub(super) fn side(self) -> Side {
        match (!self.requests.is_empty(), !self.replies.is_empty() || self.in_details) {
            (true, true) => Side::Both,
            (true, false) => Side::Request,
            (false, true) => Side::Response,
            (false, false) => Side::None,
        }
    }

    /// The names of the RPCs, in order.
    pub(super) fn describe(self, api: &Api) -> Used {
        let mut rpcs: Vec<RpcId> = self.requests.iter().chain(self.replies).copied().collect();
        rpcs.sort_unstable();
        rpcs.dedup();
        let names = |rpcs: &[RpcId]| rpcs.iter().map(|rpc| path(api, *rpc)).collect();
        Used {
            side: self.side(),
            reach: names(&rpcs),
            requests: names(self.requests),
            responses: names(self.replies),
        }
    }
}

/// The name of an RPC as in its path, such as `gitpod.v1.ProjectService/ListProjects`.
pub(super) fn path(api: &Api, rpc: RpcId) -> String {
    api[rpc].path.trim_start_matches('/').to_owned()
}
