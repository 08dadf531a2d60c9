//! Opinion is suppressed.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// News is to be blocked, posts deleted, complaints diluted.
pub const RULE: Rule = Rule {
    code: "P150",
    name: "opinion-suppressed",
    kind: Kind::LegalConflict,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["no-late-report"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/opinion-suppressed.md"),
    fix: "check-opinion-suppressed-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "封锁消息",
        "封锁信息",
        "封锁新闻",
        "删帖",
        "删贴",
        "压制舆论",
        "压制负面",
        "屏蔽负面",
        "删除负面",
        "打压",
        "收买媒体",
        "买通",
    ],
    within: 0,
    closes: &[],
    unless: &["谣言", "违法信息", "有偿删帖", "打击", "不现实"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-opinion-suppressed", []))
        .collect()
}
