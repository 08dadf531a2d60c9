//! A post without work.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A post without work.
pub const RULE: Rule = Rule {
    code: "P114",
    name: "post-without-work",
    kind: Kind::RoleMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["standard-organisation"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/post-without-work.md"),
    fix: "check-post-without-work-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    // What is missing elsewhere may be the work of the post.
    if yaml.has_gaps() {
        return Vec::new();
    }
    let words = yaml.words();
    let posts = yaml.plan.posts.iter();
    posts
        .filter(|post| words.get(post.id.to_string().as_str()) == Some(&1))
        .filter_map(|post| {
            let span = yaml.element(&format!("post {}", post.id))?;
            Some(Hit::at(
                span,
                "check-post-without-work",
                [("post", post.name.clone())],
            ))
        })
        .collect()
}
