//! What the mock takes each RPC to do, for reviewers.

use gitpod_api::mock::Mock;

use crate::support::all;

#[test]
fn every_rpc_has_a_plan_that_makes_sense() {
    let plans = Mock::new().plans();
    assert_eq!(plans.lines().count(), all().count());
    for (line, method) in plans.lines().zip(all()) {
        assert!(line.starts_with(method.path().trim_start_matches('/')), "{line}");
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
        insta::assert_snapshot!("mock_plans", plans);
    });
}
