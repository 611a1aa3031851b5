//! Clients and servers over the structs of `derived`, as a user would write them by hand: traits with native async
//! methods, a client over a transport, and dispatch by path.
//!
//! They do less than the bindings: no validation, deadlines, retries, interceptors, error details or redaction.
//!
//! Used by `inputs`.

use std::fmt::Write as _;

use gitpod_codegen::ir::{Api, Rpc, Service};

use super::derived;

/// What all services share.
const SHARED: &str = include_str!("services.rs.txt");

/// The traits, the client and the dispatch of all services.
pub(super) fn services(api: &Api) -> String {
    let mut out = SHARED.to_owned();
    for service in &api.services {
        let Service { name, .. } = service;
        let methods = |line: &dyn Fn(&Method) -> String| -> String {
            service.rpcs.iter().map(|rpc| line(&Method::new(api, rpc))).collect()
        };
        let signatures = methods(&|method| format!("{};\n", method.signature()));
        let calls = methods(&|Method { name, request, response, path }| {
            format!(
                "async fn {name}(&self, request: {request}) -> Result<{response}, Error> {{\n\
                 call(&self.transport, \"{path}\", &request).await\n}}\n"
            )
        });
        let handlers = methods(&|method| {
            format!(
                "{} {{\nasync move {{ Err(unimplemented()) }}\n}}\n",
                method.named_signature("_request")
            )
        });
        let arms = methods(&|Method { name, path, .. }| {
            format!("\"{path}\" => handle(body, |request| service.{name}(request)).await,\n")
        });
        let _ = writeln!(
            out,
            "pub trait {name}Client: Send + Sync {{\n{signatures}}}\n\n\
             impl<T: Transport> {name}Client for Client<T> {{\n{calls}}}\n\n\
             pub trait {name}: Send + Sync + 'static {{\n{handlers}}}\n\n\
             pub async fn dispatch_{module}<S: {name}>(service: &S, path: &str, body: &[u8]) -> Result<Vec<u8>, Error> \
             {{\nmatch path {{\n{arms}_ => Err(unimplemented()),\n}}\n}}\n",
            module = service.rust.module,
        );
    }
    out
}

/// A program that makes each call, or serves each of them, with the structs of `derived`.
pub(super) fn derived_program(api: &Api) -> String {
    let mut out = String::new();
    let mut calls = String::new();
    let mut uses = String::new();
    for service in &api.services {
        let Service { name, .. } = service;
        let mut handlers = String::new();
        for rpc in service.rpcs.iter() {
            let Method { name, request, response, path } = Method::new(api, rpc);
            let _ = writeln!(
                handlers,
                "async fn {name}(&self, _: derived::{request}) -> Result<derived::{response}, Error> \
                 {{\nOk(Default::default())\n}}"
            );
            let _ = writeln!(calls, "\"{path}\" => write(client.{name}(read(text)?).await?),");
        }
        let _ = writeln!(out, "impl derived::{name} for Api {{\n{handlers}}}\n");
        let _ = writeln!(uses, "use derived::{name}Client as _;");
    }
    let _ = writeln!(
        out,
        "async fn one<T: derived::Transport>(client: &derived::Client<T>, path: &str, text: &str) -> Result<String, \
         Error> {{\n{uses}match path {{\n{calls}_ => Err(Error(\"unknown\".to_owned())),\n}}\n}}\n",
    );
    let services = api.services.iter().map(|service| {
        let Service { full_name, .. } = service;
        format!(
            "\"{full_name}\" => derived::dispatch_{}(&Api, path, body).await,\n",
            service.rust.module
        )
    });
    let _ = writeln!(
        out,
        "async fn dispatch(path: &str, body: &[u8]) -> Result<Vec<u8>, Error> {{\n\
         match path.trim_start_matches('/').split('/').next().unwrap_or_default() {{\n{}\
         _ => Err(Error(\"unknown\".to_owned())),\n}}\n}}",
        services.collect::<String>(),
    );
    out
}

/// The same program with the bindings.
pub(super) fn our_program(api: &Api) -> String {
    let mut out = String::new();
    let mut calls = String::new();
    let mut uses = String::new();
    let mut router =
        String::from("fn router() -> gitpod_api::Router {\ngitpod_api::Router::new()\n");
    for service in &api.services {
        let mut handlers = String::new();
        for rpc in service.rpcs.iter() {
            let (request, response) = (&api[rpc.request].path.name, &api[rpc.response].path.name);
            let (method, path) = (&rpc.method, &rpc.path);
            let _ = writeln!(
                handlers,
                "async fn {method}(&self, _: Request<model::{request}>) -> Result<Response<model::{response}>, Error> \
                 {{\nOk(model::{response}::default().into())\n}}"
            );
            let _ = writeln!(calls, "\"{path}\" => write(client.{method}(read(text)?).await?),");
        }
        let names = &service.rust;
        let _ = writeln!(out, "impl server::{} for Api {{\n{handlers}}}\n", names.server_trait);
        let _ = writeln!(uses, "use gitpod_api::client::{} as _;", names.client_trait);
        let _ = writeln!(router, ".add(server::{}::new(Api))", names.server);
    }
    let _ = writeln!(
        out,
        "async fn one(client: &gitpod_api::Client, path: &str, text: &str) -> Result<String, Failure> {{\n\
         {uses}match path {{\n{calls}_ => Err(\"unknown\".into()),\n}}\n}}\n\n{router}}}"
    );
    out
}

struct Method {
    name: String,
    request: String,
    response: String,
    path: String,
}

impl Method {
    fn new(api: &Api, rpc: &Rpc) -> Self {
        Self {
            name: rpc.method.to_string(),
            request: derived::name(&api[rpc.request].path),
            response: derived::name(&api[rpc.response].path),
            path: rpc.path.clone(),
        }
    }

    fn signature(&self) -> String {
        self.named_signature("request")
    }

    fn named_signature(&self, argument: &str) -> String {
        let Self { name, request, response, .. } = self;
        format!(
            "fn {name}(&self, {argument}: {request}) -> impl Future<Output = Result<{response}, Error>> + Send"
        )
    }
}
