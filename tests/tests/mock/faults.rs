//! Errors on demand, random errors and delays.

use gitpod_api::mock::Mock;
use gitpod_api::{
    ActionableErrorDetails, Code, EncodedRequest, PolicyEnforcedFailedPreconditionDetails,
    Transport,
};
use serde_json::json;

use crate::support::{all, ask, builder, method, router, send};

#[tokio::test]
async fn any_rpc_returns_any_requested_error_and_does_nothing() {
    let router = router();
    let before = ask(&router, "ListProjects", json!({})).await.expect("a page");
    assert_eq!(Code::ALL.len(), 16);
    for method in all() {
        for code in Code::ALL {
            let headers = [("x-mock-error", code.as_str())];
            let error = send(&router, method, "{}", &headers).await.expect_err("requested");
            assert_eq!(error.code(), *code, "{}", method.name());
            assert!(error.message().contains("x-mock-error"), "{error}");
        }
    }
    assert_eq!(ask(&router, "ListProjects", json!({})).await.expect("a page"), before);
    let headers = [("x-mock-error", "data_loss")];
    let error =
        send(&router, method("GetProject"), "no JSON", &headers).await.expect_err("requested");
    assert_eq!(error.code(), Code::DataLoss);
}

#[tokio::test]
async fn an_unknown_error_code_is_rejected_with_the_known_codes() {
    let headers = [("X-Mock-Error", "not_fuond")];
    let error =
        send(&router(), method("GetProject"), "{}", &headers).await.expect_err("unknown code");
    assert_eq!(error.code(), Code::InvalidArgument);
    for text in ["not_fuond", "not_found", "unauthenticated", "data_loss"] {
        assert!(error.message().contains(text), "{error}");
    }
}

#[tokio::test]
async fn a_requested_error_carries_the_requested_details() {
    let headers = [
        ("x-mock-error", "failed_precondition"),
        (
            "x-mock-error-detail",
            "gitpod.v1.PolicyEnforcedFailedPreconditionDetails, gitpod.v1.ActionableErrorDetails",
        ),
    ];
    let call = async || {
        let router = router();
        send(&router, method("GetProject"), "{}", &headers).await.expect_err("requested")
    };
    let error = call().await;
    assert_eq!((error.code(), error.details().len()), (Code::FailedPrecondition, 2));
    let policy = error.details_as::<PolicyEnforcedFailedPreconditionDetails>().next();
    let policy = policy.expect("a detail").expect("it can be decoded");
    assert!(policy.details.is_some(), "{policy:?}");
    assert_eq!(error.details_as::<ActionableErrorDetails>().flatten().count(), 1);
    assert_eq!(call().await.details(), error.details(), "the seed determines details");
}

#[tokio::test]
async fn an_unknown_detail_is_rejected() {
    let headers = [("x-mock-error", "not_found"), ("x-mock-error-detail", "acme.Unknown")];
    let error = send(&router(), method("GetProject"), "{}", &headers).await.expect_err("unknown");
    assert_eq!(error.code(), Code::InvalidArgument);
    assert!(error.message().contains("acme.Unknown"), "{error}");
}

#[tokio::test]
async fn the_seed_determines_which_calls_fail() {
    async fn failures(seed: u64, rate: f64) -> Vec<bool> {
        let router = Mock::builder().seed(seed).fail_rate(rate).build().router();
        let mut failed = Vec::new();
        for _ in 0..200 {
            let outcome = ask(&router, "GetAuthenticatedUser", json!({})).await;
            if let Err(error) = &outcome {
                assert_eq!(error.code(), Code::Unavailable);
            }
            failed.push(outcome.is_err());
        }
        failed
    }
    let quarter = failures(1, 0.25).await;
    let count = quarter.iter().filter(|failed| **failed).count();
    assert!((25..75).contains(&count), "{count}");
    assert_eq!(failures(1, 0.25).await, quarter);
    assert_ne!(failures(2, 0.25).await, quarter);
    assert!(failures(1, 0.0).await.iter().all(|failed| !failed));
    assert!(failures(1, 1.0).await.iter().all(|failed| *failed));
    assert!(failures(1, f64::NAN).await.iter().all(|failed| !failed));
}

#[tokio::test(start_paused = true)]
async fn every_call_is_delayed() {
    let latency = std::time::Duration::from_millis(250);
    let router = builder().latency(latency).build().router();
    let start = tokio::time::Instant::now();
    ask(&router, "GetAuthenticatedUser", json!({})).await.expect("a reply");
    assert_eq!(start.elapsed(), latency);
}

#[tokio::test]
async fn malformed_requests_are_rejected() {
    let router = router();
    for body in [
        "",
        "nonsense",
        "[]",
        "{\"projectId\": 7}",
        "{\"projectId\": \"a\", \"project_id\": \"b\"}",
    ] {
        let request = EncodedRequest::new(method("GetProject"), body.into());
        let error = router.send(request).await.expect_err(body);
        assert_eq!(error.code(), Code::InvalidArgument, "{body}");
    }
}
