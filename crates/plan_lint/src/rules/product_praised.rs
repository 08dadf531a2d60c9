//! A product is held up as an example.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A brand of system or software is praised or taken as the example.
pub const RULE: Rule = Rule {
    code: "P095",
    name: "product-praised",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/product-praised.md"),
    fix: "check-product-praised-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["以", "例如", "比如"],
    within: 24,
    closes: &[
        "系统为例",
        "平台为例",
        "软件为例",
        "产品为例",
        "工具为例",
        "系统这样",
        "软件这样",
    ],
    unless: &[],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-product-praised", []))
        .collect()
}
