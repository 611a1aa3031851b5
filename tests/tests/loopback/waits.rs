//! `wait_until` of generated calls, over a fake and over the mock, on a paused clock.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gitpod_api::client::Client;
use gitpod_api::mock::Mock;
use gitpod_api::{
    CreateRunnerRequest, Fake, GetOrganizationInviteSummaryRequest,
    GetOrganizationInviteSummaryResponse, GetRunnerRequest, GetRunnerResponse, Runner, RunnerPhase,
    RunnerStatus, methods,
};

/// A client of a runner that is active from a poll on.
fn active_after(polls: usize) -> Client {
    let calls = AtomicUsize::new(0);
    Client::new(Fake::new().on(
        methods::runner_service::GET_RUNNER,
        move |request: GetRunnerRequest| {
            let number = calls.fetch_add(1, Ordering::Relaxed) + 1;
            let phase = if number < polls { RunnerPhase::Created } else { RunnerPhase::Active };
            let status = RunnerStatus::default().with_phase(phase).with_message("secret words");
            let runner = Runner::default().with_runner_id(request.runner_id).with_status(status);
            Ok(GetRunnerResponse::default().with_runner(runner))
        },
    ))
}

fn is_active(runner: &Runner) -> bool {
    runner.status.as_ref().is_some_and(|status| status.phase == RunnerPhase::Active)
}

#[tokio::test(start_paused = true)]
async fn a_runner_becomes_active() {
    let client = active_after(5);
    let request = GetRunnerRequest::default().with_runner_id("r");
    let runner = client.runners().retrieve(request).wait_until(is_active).await.unwrap();
    assert_eq!(runner.runner_id, "r");
    assert!(is_active(&runner));
}

#[tokio::test(start_paused = true)]
async fn the_error_has_the_last_phase_and_no_text() {
    let client = active_after(100);
    let wait = client.runners().retrieve(GetRunnerRequest::default()).wait_until(is_active);
    let error = wait.timeout(Duration::from_secs(30)).await.unwrap_err();
    let last = "last response: runner.status.phase: RUNNER_PHASE_CREATED";
    assert_eq!(error.waited().unwrap().split("; ").last(), Some(last), "{error}");
    let text = format!("{error} {error:#?}");
    assert!(text.contains(last) && !text.contains("secret words"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn the_mock_is_polled_too() {
    let client = Client::new(Mock::new().router());
    let request = CreateRunnerRequest::default().with_name("runner");
    let created = client.runners().create(request).await.unwrap().runner.unwrap();
    let request = GetRunnerRequest::default().with_runner_id(created.runner_id.clone());
    let call = client.runners().retrieve(request);
    let runner = call.wait_until(|runner| runner.name == "runner").await.unwrap();
    assert_eq!(runner.runner_id, created.runner_id);
}

#[tokio::test(start_paused = true)]
async fn a_response_with_several_fields_is_waited_for_as_a_whole() {
    let calls = AtomicUsize::new(0);
    let client = Client::new(Fake::new().on(
        methods::organization_service::GET_ORGANIZATION_INVITE_SUMMARY,
        move |_: GetOrganizationInviteSummaryRequest| {
            let number = calls.fetch_add(1, Ordering::Relaxed) + 1;
            let members = i32::try_from(number).expect("few polls");
            Ok(GetOrganizationInviteSummaryResponse::default()
                .with_organization_member_count(members))
        },
    ));
    let request = GetOrganizationInviteSummaryRequest::default();
    let call = client.organizations().invites().get_summary(request);
    let summary = call.wait_until(|summary| summary.organization_member_count == 3).await.unwrap();
    assert_eq!(summary.organization_member_count, 3);
}
