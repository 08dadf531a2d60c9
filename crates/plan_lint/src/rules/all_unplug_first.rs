//! Everybody unplugs before anybody has checked.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// All departments cut the network, and only then does the administrator verify.
pub const RULE: Rule = Rule {
    code: "P201",
    name: "all-unplug-first",
    kind: Kind::RoleConflict,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/all-unplug-first.md"),
    fix: "check-all-unplug-first-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["各部门", "各科室", "全体人员", "所有人员", "各单位"],
    within: 16,
    closes: &["断开网络", "断开网线", "关闭服务器", "切断网络", "拔掉网线"],
    unless: &["请示", "同意"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-all-unplug-first", []))
        .collect()
}
