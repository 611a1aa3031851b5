//! The templates of everything that is not a Rust item. Undefined values are errors.
//!
//! `escape` escapes what they print, and `check` reads it back.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::escape::{self, Language};
use super::{RenderBug, check};
use crate::emit::{ExampleFacts, Facts, MethodFacts, ServiceFacts};
use crate::tree::Tree;

/// The template of the comment at the top of Rust files.
const RUST_HEADER: &str = "rust_header.j2";

/// Templates of whole files, with the path in the crate.
const FILES: &[(&str, &str)] = &[("Cargo.toml.j2", "Cargo.toml"), ("README.md.j2", "README.md")];

/// The parsed templates.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

impl Templates {
    /// Returns the templates that are compiled into the generator.
    ///
    /// # Errors
    ///
    /// Returns an error if a template has a syntax error, which is a bug.
    pub fn embedded() -> Result<Self, RenderBug> {
        Self::from_texts([
            (RUST_HEADER, include_str!("../../../templates/rust_header.j2")),
            ("Cargo.toml.j2", include_str!("../../../templates/Cargo.toml.j2")),
            ("README.md.j2", include_str!("../../../templates/README.md.j2")),
            ("crate.md.j2", include_str!("../../../templates/crate.md.j2")),
            ("mock.md.j2", include_str!("../../../templates/mock.md.j2")),
        ])
    }

    fn from_texts(texts: [(&'static str, &'static str); 5]) -> Result<Self, RenderBug> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .map_err(|error| RenderBug::new("the templates' syntax", &error))?;
        environment.set_syntax(syntax);
        escape::install(&mut environment);
        for (name, text) in texts {
            environment.add_template(name, text).map_err(|error| RenderBug::new(name, &error))?;
        }
        Ok(Self(environment))
    }

    /// Renders the files of the crate that are not Rust.
    pub(super) fn files(&self, facts: &Facts) -> Result<Tree, RenderBug> {
        let mut tree = Tree::default();
        let facts = facts_value(facts);
        for (template, path) in FILES {
            tree.insert(*path, self.apply(template, &facts)?);
        }
        Ok(tree)
    }

    /// Renders module docs.
    pub(super) fn markdown(&self, template: &str, facts: &Facts) -> Result<String, RenderBug> {
        self.apply(template, &facts_value(facts))
    }

    /// Renders the comment at the top of a Rust file.
    pub(super) fn rust_header(&self, origin: &str) -> Result<String, RenderBug> {
        self.apply(RUST_HEADER, &context! { origin })
    }

    /// Renders a template and reads the result back.
    fn apply(&self, template: &str, values: &Value) -> Result<String, RenderBug> {
        let text = self.fill(template, values)?;
        let checked = match Language::of(template) {
            Language::Toml => check::same_keys(&text, &self.fill(template, &plain_values())?),
            Language::Markdown => check::closed_fences(&text),
            Language::Rust => check::only_docs(&text, 0),
        };
        checked.map_err(|reason| RenderBug::new(template, &reason))?;
        Ok(text)
    }

    fn fill(&self, template: &str, values: &Value) -> Result<String, RenderBug> {
        self.0
            .get_template(template)
            .and_then(|found| found.render(values))
            .map_err(|error| RenderBug::new(template, &error))
    }
}

/// Values for a manifest with which any other must agree, except for its strings.
fn plain_values() -> Value {
    context! { title => "Shop API", package => "shop.v1" }
}

fn facts_value(facts: &Facts) -> Value {
    let Facts { title, package, doc, auth_doc, paging_doc, base_url, .. } = facts;
    let Facts { example, messages, enums, services, .. } = facts;
    let example = example.as_ref().map(example_value);
    let rpcs: usize = services.iter().map(|service| service.methods.len()).sum();
    let services: Vec<Value> = services.iter().map(service_value).collect();
    let (doc, auth_doc, paging_doc) = (lines(doc), lines(auth_doc), lines(paging_doc));
    context! {
        title, package, doc, auth_doc, paging_doc, base_url, example, messages, enums, rpcs, services,
    }
}

/// Markdown from the schema, which has been escaped, or a name in code.
fn safe(text: &str) -> Value {
    Value::from_safe_string(text.to_owned())
}

fn lines(markdown: &[String]) -> Vec<Value> {
    markdown.iter().map(|line| safe(line)).collect()
}

fn example_value(example: &ExampleFacts) -> Value {
    let ExampleFacts { server_trait, server, method, request, response, call } = example;
    let [server_trait, server, method] = [server_trait, server, method].map(|name| safe(name));
    let [request, response, call] = [request, response, call].map(|name| safe(name));
    context! { server_trait, server, method, request, response, call }
}

fn service_value(service: &ServiceFacts) -> Value {
    let ServiceFacts { name, summary, methods } = service;
    let methods: Vec<Value> = methods.iter().map(method_value).collect();
    let summary = safe(summary);
    context! { name, summary, methods }
}

fn method_value(method: &MethodFacts) -> Value {
    let MethodFacts { rpc, method, documented, summary } = method;
    let summary = safe(summary);
    context! { rpc, method, documented, summary }
}
