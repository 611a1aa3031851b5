//! The life cycle of every resource: create, get, list, update, delete.
//!
//! The resources and the keys of requests come from the plans, so RPCs that are added later are
//! tested too.

use std::collections::BTreeSet;

use gitpod_api::runtime::json::encode_to_string;
use gitpod_api::runtime::message::Value;
use gitpod_api::{Code, Message, Router};
use serde_json::Value as Json;

use crate::support::{
    Plan, call, filled, index, inner, items, json_name, plan_of, plans, router, set, string,
};

/// A resource that was created, and the request that created it.
struct Created {
    request: Box<dyn Message>,
    /// The resource in the response; for some resources, only the id.
    returned: Json,
}

impl Created {
    async fn by(router: &Router, plan: &Plan, seed: u64) -> Self {
        let mut request = filled(plan.method, seed);
        for (key, field) in &plan.keys {
            if field.is_none() {
                let id = format!("0199a7d4-52c8-7e13-8f02-{seed:012}");
                set(&mut *request, &[key.as_str()], Value::String(&id));
            }
        }
        let response = call(router, plan.method, &*request).await;
        let response = response.unwrap_or_else(|error| panic!("{error}"));
        let returned = match &plan.given {
            Some(given) => inner(&*response, given),
            None => encode_to_string(&*response),
        };
        Self { request, returned: serde_json::from_str(&returned).expect("JSON") }
    }

    /// Sets the keys of a request to those of the resource.
    fn name_in(&self, plan: &Plan, mut request: Box<dyn Message>) -> Box<dyn Message> {
        for (key, field) in &plan.keys {
            let returned =
                field.as_ref().and_then(|field| self.returned[json_name(field)].as_str());
            let id = returned.unwrap_or_else(|| string(&*self.request, key)).to_owned();
            set(&mut *request, &[key.as_str()], Value::String(&id));
        }
        request
    }

    /// Reads it back, from a list if there is no RPC to get it.
    async fn read(&self, router: &Router, plans: &[Plan], resource: &str) -> Option<Json> {
        let Some(get) = plan_of(plans, "get", resource) else {
            return self.find(router, plans, resource).await;
        };
        let request = self.name_in(&get, get.method.request().new_message());
        match call(router, get.method, &*request).await {
            Ok(response) => {
                let returned = inner(&*response, get.given.as_ref().expect("Get has a resource"));
                Some(serde_json::from_str(&returned).expect("JSON"))
            }
            Err(error) => {
                assert_eq!(error.code(), Code::NotFound, "{error}");
                None
            }
        }
    }

    /// Finds it in the list of all resources of its type.
    async fn find(&self, router: &Router, plans: &[Plan], resource: &str) -> Option<Json> {
        let list = plan_of(plans, "list", resource)?;
        let request = self.name_in(&list, list.method.request().new_message());
        let response = call(router, list.method, &*request).await.expect("a page");
        let items = items(&*response, list.given.as_ref().expect("items"));
        let mut items = items.iter().map(|item| serde_json::from_str::<Json>(item).expect("JSON"));
        items.find(|item| {
            let ids = ["id", "runnerId", "groupId", "userId"];
            let id = ids.iter().find(|id| self.returned.get(**id).is_some()).expect("an id");
            item[*id] == self.returned[*id]
        })
    }
}

/// Checks that the resource has the values of the request, and returns the number of values.
fn agree(sent: &Json, returned: &Json, path: &str) -> usize {
    match (sent, returned) {
        (Json::Object(sent), Json::Object(returned)) => sent
            .iter()
            .filter_map(|(key, value)| {
                Some(agree(value, returned.get(key)?, &format!("{path}.{key}")))
            })
            .sum(),
        // A list wrapped in a message, as in updates.
        (Json::Object(sent), returned) if sent.len() == 1 => {
            sent.values().map(|value| agree(value, returned, path)).sum()
        }
        (sent, returned) => {
            assert_eq!(sent, returned, "{path}");
            1
        }
    }
}

fn json(message: &dyn Message) -> Json {
    serde_json::from_str(&encode_to_string(message)).expect("JSON")
}

#[tokio::test]
async fn created_resources_can_be_read_listed_updated_and_deleted() {
    let (plans, router) = (plans(), router());
    let mut lived = BTreeSet::new();
    for (seed, create) in (0..).zip(plans.iter().filter(|plan| plan.verb == "create")) {
        let resource = create.resource.as_str();
        let created = Created::by(&router, create, seed).await;
        let name = create.method.name();
        let read = created.read(&router, &plans, resource).await;
        let read = read.unwrap_or_else(|| panic!("{name}: it is not there"));
        agree(&created.returned, &read, name);
        agree(&json(&*created.request), &read, name);
        if plan_of(&plans, "list", resource).is_some() {
            let listed = created.find(&router, &plans, resource).await;
            assert_eq!(listed, Some(read), "{name}: it is not listed");
        }

        if let Some(update) = plan_of(&plans, "update", resource) {
            let request = created.name_in(&update, filled(update.method, seed + 1000));
            call(&router, update.method, &*request).await.expect("it is updated");
            let read = created.read(&router, &plans, resource).await.expect("it is there");
            let agreed = agree(&json(&*request), &read, update.method.name());
            assert!(agreed > 0, "{}: nothing is remembered", update.method.name());
            lived.insert(update.method.name());
        }
        if let Some(delete) = plan_of(&plans, "delete", resource) {
            let request = created.name_in(&delete, delete.method.request().new_message());
            call(&router, delete.method, &*request).await.expect("it is deleted");
            assert_eq!(created.read(&router, &plans, resource).await, None, "{name}");
            assert_eq!(created.find(&router, &plans, resource).await, None, "{name}");
            let again = call(&router, delete.method, &*request).await;
            assert_eq!(again.map(|_| ()).expect_err("it is gone").code(), Code::NotFound);
            lived.insert(delete.method.name());
        }
    }
    let created: BTreeSet<_> = plans
        .iter()
        .filter(|plan| plan.verb == "create")
        .map(|plan| plan.resource.as_str())
        .collect();
    let expected = plans.iter().filter(|plan| {
        ["update", "delete"].contains(&plan.verb.as_str())
            && created.contains(plan.resource.as_str())
    });
    assert_eq!(lived, expected.map(|plan| plan.method.name()).collect());
    assert!(!lived.is_empty());
}

#[tokio::test]
async fn an_update_of_one_field_keeps_the_others() {
    let (plans, router) = (plans(), router());
    for (seed, update) in (0..).zip(plans.iter().filter(|plan| plan.verb == "update")) {
        let Some(create) = plan_of(&plans, "create", &update.resource) else { continue };
        let created = Created::by(&router, &create, seed).await;
        let before = created.read(&router, &plans, &update.resource).await.expect("it is there");
        let mut request = created.name_in(update, update.method.request().new_message());
        call(&router, update.method, &*request).await.expect("nothing is updated");
        let same = created.read(&router, &plans, &update.resource).await;
        assert_eq!(same.as_ref(), Some(&before), "{}", update.method.name());

        let names = ["name", "display_name", "description"];
        let fields = request.descriptor().fields();
        let Some(field) = fields.iter().find(|field| names.contains(&field.name())) else {
            continue;
        };
        set(&mut *request, &[field.name()], Value::String("Renamed"));
        call(&router, update.method, &*request).await.expect("it is renamed");
        let mut after = created.read(&router, &plans, &update.resource).await.expect("there");
        assert!(after.to_string().contains("\"Renamed\""), "{after}");
        let place = [before.pointer("/metadata/name"), before.get(field.json_name())];
        let old = place.into_iter().flatten().next().expect("a name").clone();
        match after.pointer_mut("/metadata/name") {
            Some(name) => *name = old,
            None => after[field.json_name()] = old,
        }
        for path in ["/updatedAt", "/metadata/updatedAt"] {
            if let (Some(after), Some(before)) = (after.pointer_mut(path), before.pointer(path)) {
                assert_ne!(after, before, "{}", update.method.name());
                *after = before.clone();
            }
        }
        assert_eq!(after, before, "{}", update.method.name());
    }
}

#[tokio::test]
async fn an_unknown_id_gets_the_same_resource_every_time() {
    let (plans, router) = (plans(), router());
    for get in plans.iter().filter(|plan| plan.verb == "get" && !plan.keys.is_empty()) {
        let mut request = get.method.request().new_message();
        for (key, _) in &get.keys {
            let id = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";
            set(&mut *request, &[key.as_str()], Value::String(id));
        }
        let given = get.given.as_ref().expect("Get has a resource");
        let first = call(&router, get.method, &*request).await.expect("a reply");
        let second = call(&router, get.method, &*request).await.expect("a reply");
        assert_eq!(inner(&*first, given), inner(&*second, given));
        let Value::Message(resource) = first.get(index(&*first, given)) else { panic!("{given}") };
        for (_, field) in &get.keys {
            if let Some(field) = field {
                assert!(string(resource, field).ends_with("b4d91e6a7c35"), "{get:?}");
            }
        }
    }
}
