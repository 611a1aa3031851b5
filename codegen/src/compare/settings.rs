//! The settings in `api.yaml`.

use super::change::{Aspect, Change, Comparison, Kind};
use super::context::Context;
use super::pairs;
use super::prose;
use super::rule::Rule;
use crate::ir::{Api, AuthScheme, FieldId, Message, PagingConvention};
use crate::raw;
use crate::source::Span;

pub(super) fn compare(context: &Context<'_>, found: &mut Comparison) {
    let settings = Settings {
        context,
        old: context.old.api,
        new: context.new.api,
        written: (&context.old.schema.api, &context.new.schema.api),
    };
    let compared = [
        settings.package(),
        settings.crate_name(),
        settings.base_url(),
        settings.base_url_env(),
        settings.auth(),
        settings.paging(),
    ];
    found.changes.extend(compared.into_iter().flatten());
    settings.prose(found);
}

struct Settings<'a> {
    context: &'a Context<'a>,
    old: &'a Api,
    new: &'a Api,
    written: (&'a raw::Api, &'a raw::Api),
}

impl Settings<'_> {
    fn change(
        &self,
        rule: Rule,
        message: String,
        (from, to): (String, String),
        place: impl Fn(&raw::Api) -> Option<Span>,
    ) -> Option<Change> {
        if from == to {
            return None;
        }
        let at = |api: &raw::Api| Some(place(api).unwrap_or(api.package.span));
        let change = Change::new(rule, Kind::Changed, &self.new.package, message)
            .was(&self.old.package)
            .values(from, to)
            .at(at(self.written.0), at(self.written.1));
        Some(change)
    }

    fn package(&self) -> Option<Change> {
        let (old, new) = (self.old.package.clone(), self.new.package.clone());
        let message = format!("the package is `{new}` instead of `{old}`");
        let mut change = self.change(Rule::FileSamePackage, message, (old, new), |_| None)?;
        change.kind = Kind::Renamed;
        change.breaks_wire("old clients call paths that new servers do not have");
        Some(change)
    }

    fn crate_name(&self) -> Option<Change> {
        let (old, new) = (self.old.manifest.name.clone(), self.new.manifest.name.clone());
        let message = format!("the crate is named `{new}` instead of `{old}`");
        let place = |api: &raw::Api| Some(api.package_crate.as_ref()?.name.as_ref()?.span);
        let mut change = self.change(Rule::CrateSameName, message, (old, new), place)?;
        change.breaks(Aspect::Rust, "programs name the crate in manifests and paths");
        Some(change)
    }

    fn base_url(&self) -> Option<Change> {
        let text = |api: &Api| api.base_url.clone().unwrap_or_else(|| "none".to_owned());
        let (old, new) = (text(self.old), text(self.new));
        let message = format!("the default base URL is `{new}` instead of `{old}`");
        let place = |api: &raw::Api| Some(api.base_url.as_ref()?.span);
        let mut change = self.change(Rule::ApiSameBaseUrl, message, (old, new), place)?;
        if self.old.base_url.is_some() && self.new.base_url.is_none() {
            change.breaks(Aspect::Rust, "clients have to set a base URL");
        }
        change.note(Aspect::RunTime, "clients that set no base URL call another host");
        Some(change)
    }

    fn base_url_env(&self) -> Option<Change> {
        let (old, new) = (&self.old.base_url_env, &self.new.base_url_env);
        let message = "the environment variables for the base URL have changed".to_owned();
        let place = |api: &raw::Api| api.base_url_env.first().map(|name| name.span);
        let values = (old.join(", "), new.join(", "));
        let mut change = self.change(Rule::ApiSameBaseUrlEnv, message, values, place)?;
        for name in old.iter().filter(|name| !new.contains(name)) {
            change.breaks(Aspect::Rust, format!("clients do not read `{name}`"));
        }
        Some(change)
    }

    fn auth(&self) -> Option<Change> {
        let scheme = |api: &Api| api.auth.as_ref().map(|auth| auth.scheme.clone());
        let text = |api: &Api| {
            let scheme = match scheme(api) {
                None => return "none".to_owned(),
                Some(AuthScheme::Bearer) => "bearer".to_owned(),
                Some(AuthScheme::Header(name)) => format!("header {name}"),
            };
            format!("{scheme}, env: {}", api.token_env().join(", "))
        };
        let message = "the authentication has changed".to_owned();
        let place = |api: &raw::Api| Some(api.auth.as_ref()?.span);
        let values = (text(self.old), text(self.new));
        let mut change = self.change(Rule::ApiSameAuth, message, values, place)?;
        if scheme(self.old) != scheme(self.new) {
            if scheme(self.new).is_some() {
                change.breaks_wire("old clients send no token that new servers read");
            }
            if scheme(self.old).is_some() && scheme(self.new).is_none() {
                change.breaks(Aspect::Rust, "clients have no method for a token");
            }
        }
        for name in self.old.token_env().iter().filter(|name| !self.new.token_env().contains(name))
        {
            change.breaks(Aspect::Rust, format!("clients do not read `{name}`"));
        }
        Some(change)
    }

    fn paging(&self) -> Option<Change> {
        let (old, new) = (self.old.paging.as_ref(), self.new.paging.as_ref());
        if self.same_paging_fields() && query(old) == query(new) {
            return None;
        }
        let message = "the paging convention has changed".to_owned();
        let place = |api: &raw::Api| Some(api.paging.as_ref()?.span);
        let values = (describe_paging(old), describe_paging(new));
        let mut change = self.change(Rule::ApiSamePaging, message, values, place)?;
        if query(old).is_some() && query(old) != query(new) {
            change.breaks_wire("new servers do not read the paging parameters of the query string");
        }
        Some(change)
    }

    /// Whether RPCs find tokens and page sizes in the same fields, which may have other names.
    fn same_paging_fields(&self) -> bool {
        let (old, new) = (self.old, self.new);
        self.context.pairs.rpcs.iter().all(|(was, is)| {
            let (was, is) = (&old[was], &new[is]);
            let (Some(from), Some(to)) = (&was.paging, &is.paging) else { return true };
            let request = (&old[was.request], &new[is.request]);
            let response = (&old[was.response], &new[is.response]);
            [
                (request, from.page_token, to.page_token),
                (request, from.page_size, to.page_size),
                (response, from.next_page_token, to.next_page_token),
            ]
            .into_iter()
            .all(|((was, is), from, to)| {
                continues((was, from.outer), (is, to.outer))
                    && continues((&old[from.message], from.inner), (&new[to.message], to.inner))
            })
        })
    }

    /// The texts of `api.yaml` and of the manifest.
    fn prose(&self, found: &mut Comparison) {
        let (old, new) = self.written;
        let mut text = |key, of: fn(&raw::Api) -> Option<&raw::Text>| {
            let (was, is) = ((of(old), old.package.span), (of(new), new.package.span));
            prose::text(&self.new.package, key, was, is, found);
        };
        text("title", |api| Some(&api.title));
        text("doc", |api| Some(&api.doc));
        text("auth.doc", |api| api.auth.as_ref()?.doc.as_ref());
        text("paging.doc", |api| Some(&api.paging.as_ref()?.doc));
        text("crate.description", |api| api.package_crate.as_ref()?.description.as_ref());
        text("crate.license", |api| api.package_crate.as_ref()?.license.as_ref());
    }
}

/// Whether a field continues another.
fn continues((old, was): (&Message, FieldId), (new, is): (&Message, FieldId)) -> bool {
    let (was, is) = (&old[was].name, &new[is].name);
    pairs::fields(old, new).pairs.iter().any(|(old, new)| old.name == *was && new.name == *is)
}

/// The paging parameters of the query string.
fn query(paging: Option<&PagingConvention>) -> Option<(&str, &str)> {
    let query = paging?.query.as_ref()?;
    Some((&query.token, &query.page_size))
}

fn describe_paging(paging: Option<&PagingConvention>) -> String {
    let Some(paging) = paging else { return "none".to_owned() };
    let (request, response) = (&paging.request_field, &paging.response_field);
    let (token, page_size, next) = (&paging.token, &paging.page_size, &paging.next_token);
    let fields = format!("{request}.{token}, {request}.{page_size}, {response}.{next}");
    match query(Some(paging)) {
        Some((token, page_size)) => format!("{fields}, query: {token}, {page_size}"),
        None => fields,
    }
}
