//! Times in an example are in order, and agree with what the request asks for.

use gitpod_api::{Duration, Timestamp};
use serde_json::Value as Json;

/// Times that contradict each other in a resource, or a duration in the request.
pub(super) fn contradictions(request: &Json, resource: &Json) -> Vec<String> {
    let metadata = resource.get("metadata").unwrap_or(resource);
    let Some(created) = time(&metadata["createdAt"]) else { return Vec::new() };
    let mut wrong = Vec::new();
    if time(&metadata["updatedAt"]).is_some_and(|updated| updated < created) {
        wrong.push("updatedAt is before createdAt".to_owned());
    }
    let fields = resource.as_object().into_iter().flatten();
    for (name, value) in fields.filter(|(name, _)| name.to_lowercase().ends_with("expiresat")) {
        let Some(expires) = time(value) else { continue };
        if expires <= created {
            wrong.push(format!("{name} is not after createdAt"));
        }
        let lifetime = &request[name.replace("At", "In")];
        let lifetime = lifetime.as_str().map(|text| text.parse::<Duration>().expect("a duration"));
        if let Some(expected) = lifetime.and_then(|lifetime| created.checked_add(lifetime))
            && expected != expires
        {
            wrong.push(format!("{name}: expected `{expected}`, found `{expires}`"));
        }
    }
    wrong
}

fn time(value: &Json) -> Option<Timestamp> {
    value.as_str().map(|text| text.parse().expect("a time"))
}

#[test]
fn times_have_an_order() {
    use serde_json::json;

    let request = json!({"tokenExpiresIn": "60s"});
    let created = "2026-01-01T00:00:00Z";
    let resource = |updated: &str, expires: &str| json!({"createdAt": created, "updatedAt": updated, "tokenExpiresAt": expires});
    assert!(contradictions(&request, &resource(created, "2026-01-01T00:01:00Z")).is_empty());
    let wrong = contradictions(&request, &resource("2025-12-31T00:00:00Z", created));
    assert_eq!(
        wrong,
        [
            "updatedAt is before createdAt",
            "tokenExpiresAt is not after createdAt",
            "tokenExpiresAt: expected `2026-01-01T00:01:00Z`, found `2026-01-01T00:00:00Z`",
        ]
    );
}
