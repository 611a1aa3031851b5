//! A snapshot of what the mock does for each RPC, for reviewers.

use gitpod_api::mock::Mock;

use crate::support::all;

#[test]
fn every_rpc_has_a_plan() {
    let plans = Mock::new().plans();
    assert_eq!(plans.lines().count(), all().count());
    for (line, method) in plans.lines().zip(all()) {
        assert!(line.starts_with(method.path().trim_start_matches('/')), "{line}");
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
        insta::assert_snapshot!("mock_plans", plans);
    });
}
