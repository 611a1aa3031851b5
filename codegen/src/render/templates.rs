//! The templates of everything that is not a Rust item. Undefined values are errors.
//!
//! `escape` escapes what they print, and `check` reads it back.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::{RenderBug, check, escape};
use crate::emit::{ExampleFacts, Facts, ManifestEntry, ManifestValue, MethodFacts, ServiceFacts};
use crate::tree::Tree;

/// The template of the comment at the top of Rust files.
const RUST_HEADER: &str = "rust_header.j2";

/// The template of the manifest.
const MANIFEST: &str = "Cargo.toml.j2";

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
            (MANIFEST, include_str!("../../../templates/Cargo.toml.j2")),
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
        tree.insert("Cargo.toml", self.manifest(facts)?);
        tree.insert("README.md", self.markdown("README.md.j2", facts)?);
        Ok(tree)
    }

    /// Renders the manifest and reads it back.
    fn manifest(&self, facts: &Facts) -> Result<String, RenderBug> {
        let text = self.fill(MANIFEST, &manifest_value(facts))?;
        let plain = self.fill(MANIFEST, &plain_manifest_value(facts))?;
        check::same_keys(&text, &plain).map_err(|reason| RenderBug::new(MANIFEST, &reason))?;
        Ok(text)
    }

    /// Renders Markdown, such as module docs, and reads it back.
    pub(super) fn markdown(&self, template: &str, facts: &Facts) -> Result<String, RenderBug> {
        let text = self.fill(template, &facts_value(facts))?;
        check::closed_fences(&text).map_err(|reason| RenderBug::new(template, &reason))?;
        Ok(text)
    }

    /// Renders the comment at the top of a Rust file and reads it back.
    pub(super) fn rust_header(&self, origin: &str) -> Result<String, RenderBug> {
        let text = self.fill(RUST_HEADER, &context! { origin })?;
        check::only_docs(&text, 0).map_err(|reason| RenderBug::new(RUST_HEADER, &reason))?;
        Ok(text)
    }

    fn fill(&self, template: &str, values: &Value) -> Result<String, RenderBug> {
        self.0
            .get_template(template)
            .and_then(|found| found.render(values))
            .map_err(|error| RenderBug::new(template, &error))
    }
}

/// The values of the manifest.
fn manifest_value(facts: &Facts) -> Value {
    manifest_value_with(facts, &|text| text.to_owned())
}

/// Values of a manifest that has the same keys, but other strings.
fn plain_manifest_value(facts: &Facts) -> Value {
    manifest_value_with(facts, &|_| "text".to_owned())
}

fn manifest_value_with(facts: &Facts, text: &dyn Fn(&str) -> String) -> Value {
    let entries = facts.manifest.iter().map(|ManifestEntry { key, value }| {
        let value = match value {
            ManifestValue::Text(value) => Value::from(text(value)),
            ManifestValue::List(values) => values.iter().map(|value| text(value)).collect(),
        };
        context! { key => safe(key), value }
    });
    let package: Vec<Value> = entries.collect();
    let runtime_version = text(&facts.runtime_version);
    let runtime_path = facts.runtime_path.as_deref().map(text);
    context! { package, runtime_version, runtime_path }
}

fn facts_value(facts: &Facts) -> Value {
    let Facts { title, package, doc, auth_doc, paging_doc, base_url, .. } = facts;
    let Facts { name, requirement, license, has_client_from_env, has_well_known_types, .. } = facts;
    let Facts { base_url_env, token_env, messages, enums, services, .. } = facts;
    let [library, name, requirement] = [&facts.library, name, requirement].map(|text| safe(text));
    let example = facts.example.as_ref().map(example_value);
    let rpcs: usize = services.iter().map(|service| service.methods.len()).sum();
    let services: Vec<Value> = services.iter().map(service_value).collect();
    let doc = lines(doc);
    let [auth_doc, paging_doc] = [auth_doc, paging_doc].map(|doc| doc.as_deref().map(lines));
    context! {
        title, package, doc, name, library, requirement, license, auth_doc, paging_doc, base_url,
        has_client_from_env, has_well_known_types, base_url_env, token_env, example, messages, enums, rpcs,
        services,
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
