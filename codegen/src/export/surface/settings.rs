//! The settings of the API as a whole: its crate, base URL, authentication and paging convention.

use crate::ir::{Api, Auth, AuthScheme, PagingConvention, PagingQuery};

/// Returns a line for each setting.
pub(super) fn lines(api: &Api) -> Vec<String> {
    let (name, version) = (&api.manifest.name, &api.manifest.version);
    let mut lines = vec![format!("crate  {name} {version}, package {}", api.package)];
    lines.extend(api.base_url.iter().map(|url| format!("url    {url}")));
    lines.extend(variables("url", &api.base_url_env));
    lines.extend(api.auth.iter().flat_map(auth));
    lines.extend(api.paging.iter().flat_map(paging));
    lines
}

/// Environment variables in order of precedence.
fn variables(of: &str, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("{of:6} from the environment: {}", names.join(", ")))
}

fn auth(auth: &Auth) -> Vec<String> {
    let Auth { scheme, env, doc: _ } = auth;
    let scheme = match scheme {
        AuthScheme::Bearer => "auth   bearer".to_owned(),
        AuthScheme::Header(name) => format!("auth   header {name}"),
    };
    [scheme].into_iter().chain(variables("auth", env)).collect()
}

fn paging(paging: &PagingConvention) -> Vec<String> {
    let PagingConvention { request_field, token, page_size, response_field, next_token, .. } =
        paging;
    let query = paging.query.iter();
    let query = query.map(|PagingQuery { token, page_size }| {
        format!("paging query parameters {token}, {page_size}")
    });
    let fields = [
        format!("paging request fields {request_field}.{token}, {request_field}.{page_size}"),
        format!("paging response field {response_field}.{next_token}"),
    ];
    fields.into_iter().chain(query).collect()
}
