//! The list of RPCs.

use gitpod_api::methods::SERVICES;
use gitpod_api::types::message_type;
use serde_json::json;

use crate::support::run;

#[test]
fn every_rpc_is_a_plain_line_for_programs() {
    let run = run(&["methods"], "").exits_with(0);
    assert!(!run.stdout.contains('\u{1b}') && run.stderr.is_empty(), "{run:?}");
    let methods = SERVICES.iter().flat_map(|service| service.methods());
    let mut lines = run.stdout.lines();
    for of in methods {
        let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
        assert_eq!(format!("/{}", columns[0]), of.path());
        assert_eq!(Some(columns[1]), of.documented_name());
        assert_eq!(columns.len(), 3, "{columns:?}");
    }
    assert_eq!(lines.next(), None);
    let list =
        "gitpod.v1.ProjectService/ListProjects\tprojects.list\tno side effects, pages projects\n";
    assert!(run.stdout.contains(list), "{run:?}");
    assert!(run.stdout.contains("gitpod.v1.ProjectService/CreateProject\tprojects.create\t\n"));
}

#[test]
fn the_filter_applies_to_all_names() {
    for filter in ["domain_verif", "DOMAIN_VERIF", "DomainVerif"] {
        let run = run(&["methods", filter], "").exits_with(0);
        assert!(run.stdout.lines().count() > 3, "{run:?}");
        for line in run.stdout.lines() {
            assert!(line.to_lowercase().replace('_', "").contains("domainverif"), "{line}");
        }
    }
    run(&["methods", "projects.retrieve"], "")
        .prints("gitpod.v1.ProjectService/GetProject\tprojects.retrieve\tno side effects\n");
    let none = run(&["methods", "zzz"], "").exits_with(1);
    assert_eq!(
        (none.stdout.as_str(), none.stderr.as_str()),
        ("", "error: no RPC has `zzz` in its name\n")
    );
}

#[test]
fn json_has_all_columns() {
    let answers = run(&["methods", "--json"], "").exits_with(0).answers();
    let count: usize = SERVICES.iter().map(|service| service.methods().len()).sum();
    assert_eq!(answers.len(), count);
    for answer in &answers {
        for of in ["request", "response"] {
            assert!(message_type(answer[of].as_str().unwrap()).is_some(), "{answer}");
        }
        assert_eq!(answer.as_object().unwrap().len(), 7, "{answer}");
    }
    let [list] = run(&["methods", "--json", "projects.list"], "").answers().try_into().unwrap();
    let expected = json!({
        "method": "gitpod.v1.ProjectService/ListProjects",
        "documented": "projects.list",
        "request": "gitpod.v1.ListProjectsRequest",
        "response": "gitpod.v1.ListProjectsResponse",
        "idempotency": "no_side_effects",
        "paging": "projects",
        "deprecated": null,
    });
    assert_eq!(list, expected);
}

#[test]
fn an_rpc_is_described_with_fields_rules_and_an_example() {
    for name in ["projects.create", "ProjectService/CreateProject"] {
        let run = run(&["methods", name, "--describe"], "").exits_with(0);
        assert!(!run.stdout.contains('\u{1b}'), "{run:?}");
        let start = "gitpod.v1.ProjectService/CreateProject\n  documented as projects.create\n\n  ";
        assert!(run.stdout.starts_with(start), "{run:?}");
        for part in [
            "\nrequest CreateProjectRequest\n",
            "\n  name: string\n",
            "Constraints: 1 to 80 characters",
            "\n  initializer: EnvironmentInitializer\n",
            "\nresponse CreateProjectResponse\n",
            "\nmessage EnvironmentInitializer.Spec\n",
            "\n  git: GitInitializer, one of `spec`\n",
            "\nenum ",
            "\nexample ",
            "\n  gitpod-api call projects.create --data '{\n",
        ] {
            assert!(run.stdout.contains(part), "{part:?} is not in\n{}", run.stdout);
        }
    }
    let unknown = run(&["methods", "projects.creat", "--describe"], "").exits_with(2);
    assert!(unknown.stderr.contains("did you mean `projects.create`"), "{unknown:?}");
    run(&["methods", "--describe"], "").exits_with(2);
}

#[test]
fn an_error_detail_is_described_with_its_types() {
    let name = "PolicyEnforcedFailedPreconditionDetails";
    for name in [name.to_owned(), format!("gitpod.v1.{name}")] {
        let run = run(&["methods", &name, "--describe"], "").exits_with(0);
        let start = "error detail PolicyEnforcedFailedPreconditionDetails\n  ";
        assert!(run.stdout.starts_with(start), "{run:?}");
        for part in [
            "\n  policyName: string\n",
            "\n  maxLifetimeExceeded: EnvironmentMaxLifetimeExceededDetails, one of `details`\n",
            "\nmessage EnvironmentMaxLifetimeExceededDetails\n",
        ] {
            assert!(run.stdout.contains(part), "{part:?} is not in\n{}", run.stdout);
        }
    }
    run(&["methods", "Project", "--describe"], "").exits_with(2);
}
