//! Oneofs: conversions of what they hold, and of the messages that hold nothing else.

use gitpod_api::model::environment_initializer::{self, Spec};
use gitpod_api::{
    ContextUrlInitializer, CreateProjectRequest, EnvironmentInitializer, GitInitializer, MessageExt,
};

#[test]
fn a_repository_is_one_expression() {
    let request = CreateProjectRequest::default()
        .with_name("website")
        .with_initializer(EnvironmentInitializer::default().with_specs([
            GitInitializer::default().with_remote_uri("https://example.com/web.git"),
        ]));
    assert_eq!(
        request.to_json(),
        r#"{"name":"website","initializer":{"specs":[{"git":{"remoteUri":"https://example.com/web.git"}}]}}"#
    );
}

#[test]
fn the_oneof_and_its_arms_convert_into_the_message() {
    use environment_initializer::spec;
    let git = GitInitializer::default().with_remote_uri("https://example.com/web.git");
    let expected = Spec::default().with_git(git.clone());
    assert_eq!(spec::Spec::from(git.clone()), spec::Spec::Git(git.clone()));
    assert_eq!(Spec::from(spec::Spec::Git(git.clone())), expected);
    assert_eq!(Spec::from(git), expected);
    let url = ContextUrlInitializer::default().with_url("https://example.com");
    assert_eq!(Spec::from(url.clone()).spec, Some(spec::Spec::ContextUrl(url)));
}
