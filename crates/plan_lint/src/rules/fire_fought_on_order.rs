//! A fire is fought only on order.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A small fire may be fought only after an order.
pub const RULE: Rule = Rule {
    code: "P141",
    name: "fire-fought-on-order",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["fire-alarm"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/fire-fought-on-order.md"),
    fix: "check-fire-fought-on-order-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "指令下达后",
        "命令下达后",
        "下达指令后",
        "下达命令后",
        "批准后",
        "同意后",
        "指示后",
        "命令后",
        "指令后",
    ],
    within: 36,
    closes: &["灭火", "扑救", "扑灭", "灭火器"],
    unless: &["断电后", "消防队", "重新"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-fire-fought-on-order", []))
        .collect()
}
