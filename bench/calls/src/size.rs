//! The calls: their paths, requests and responses.

use gitpod_api::{
    GetProjectRequest, GetProjectResponse, ListProjectsRequest, ListProjectsResponse, MessageExt,
};
use serde_json::Value;

/// The ID in requests.
pub(crate) const ID: &str = "019cebb1-4c06-7e58-93d7-0ab4f6c80000";

/// How much a call returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// `GetProject`, with a project of two fields.
    Small,
    /// `ListProjects`, with 100 full projects.
    List,
}

impl Size {
    /// Parses the end of a case, such as `list-json`.
    pub(crate) fn parse(case: &str) -> Self {
        if case.starts_with("list") { Self::List } else { Self::Small }
    }

    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Small => "/gitpod.v1.ProjectService/GetProject",
            Self::List => "/gitpod.v1.ProjectService/ListProjects",
        }
    }

    /// The request in JSON.
    pub(crate) fn request(self) -> String {
        match self {
            Self::Small => GetProjectRequest::default().with_project_id(ID).to_json(),
            Self::List => ListProjectsRequest::default().to_json(),
        }
    }

    /// A response as the bindings write it, because pbjson writes times with an offset in place of `Z`.
    pub(crate) fn canonical(self, response: &Value) -> Value {
        let text = response.to_string();
        let written = match self {
            Self::Small => GetProjectResponse::from_json(&text).expect("valid").to_json(),
            Self::List => ListProjectsResponse::from_json(&text).expect("valid").to_json(),
        };
        serde_json::from_str(&written).expect("valid")
    }

    /// The response in JSON.
    pub(crate) fn response(self) -> String {
        match self {
            Self::Small => bench_sample::small().to_json(),
            Self::List => bench_sample::list(bench_sample::PROJECTS).to_json(),
        }
    }
}
