//! The items of a document that edits apply to.
//!
//! Used by `edits`. Depends on `document` and `yaml`.

use super::document::{Document, Path};
use super::yaml::Yaml;

/// The items of a document. Names are within the package.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) services: Vec<Place>,
    pub(super) resources: Vec<Place>,
    pub(super) rpcs: Vec<Rpc>,
    pub(super) messages: Vec<Message>,
    pub(super) enums: Vec<Enum>,
    /// `api.yaml`.
    pub(super) api: Option<Path>,
}

/// An item with its name.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: Path,
    pub(super) name: String,
}

/// An RPC.
#[derive(Debug)]
pub(super) struct Rpc {
    /// Its name is `Service.Rpc`.
    pub(super) place: Place,
}

/// A message.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) place: Place,
    /// Whether it has a name of its own: it is neither a request nor a response.
    pub(super) is_named: bool,
    pub(super) fields: Vec<Place>,
    pub(super) oneofs: Vec<Place>,
}

/// An enum.
#[derive(Debug)]
pub(super) struct Enum {
    pub(super) place: Place,
    pub(super) values: Vec<Place>,
}

impl Places {
    /// Finds the items of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut places = Self::default();
        for (file, found) in document.files.iter().enumerate() {
            let path = Path { file, steps: Vec::new() };
            if found.name == "api.yaml" {
                places.api = Some(path);
            } else {
                places.file(&found.root, &path);
            }
        }
        places
    }

    fn file(&mut self, root: &Yaml, path: &Path) {
        let service = root.get("service").and_then(|service| service.line("name"));
        if let Some(name) = service {
            self.services.push(Place { path: path.key("service"), name: name.to_owned() });
        }
        for (at, resource) in root.items("resources").iter().enumerate() {
            let path = path.item("resources", at);
            let name = resource.line("name").unwrap_or_default().to_owned();
            self.resources.push(Place { path: path.clone(), name });
            for (at, rpc) in resource.items("rpcs").iter().enumerate() {
                self.rpc(rpc, service.unwrap_or_default(), path.item("rpcs", at));
            }
            self.types(resource, &path, "");
        }
        self.types(root, path, "");
    }

    fn rpc(&mut self, rpc: &Yaml, service: &str, path: Path) {
        let name = rpc.line("name").unwrap_or_default();
        for (key, suffix) in [("request", "Request"), ("response", "Response")] {
            if let Some(body @ Yaml::Map(_)) = rpc.get(key)
                && body.get("type").is_none()
            {
                let place = Place { path: path.key(key), name: format!("{name}{suffix}") };
                self.message(body, place, false);
            }
        }
        let place = Place { path, name: format!("{service}.{name}") };
        self.rpcs.push(Rpc { place });
    }

    /// The messages and enums of a file, a resource or a message.
    fn types(&mut self, of: &Yaml, path: &Path, prefix: &str) {
        for (at, message) in of.items("messages").iter().enumerate() {
            let name = format!("{prefix}{}", message.line("name").unwrap_or_default());
            self.message(message, Place { path: path.item("messages", at), name }, true);
        }
        for (at, found) in of.items("enums").iter().enumerate() {
            let name = format!("{prefix}{}", found.line("name").unwrap_or_default());
            let place = Place { path: path.item("enums", at), name };
            let values = named(found, "values", &place);
            self.enums.push(Enum { place, values });
        }
    }

    fn message(&mut self, body: &Yaml, place: Place, is_named: bool) {
        self.types(body, &place.path, &format!("{}.", place.name));
        let (fields, oneofs) = (named(body, "fields", &place), named(body, "oneofs", &place));
        self.messages.push(Message { place, is_named, fields, oneofs });
    }
}

/// The elements of a list that have names.
fn named(of: &Yaml, key: &'static str, place: &Place) -> Vec<Place> {
    let items = of.items(key).iter().enumerate().map(|(at, item)| Place {
        path: place.path.item(key, at),
        name: format!("{}.{}", place.name, item.line("name").unwrap_or_default()),
    });
    items.collect()
}
