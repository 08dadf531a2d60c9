//! A backup restored before anybody looked.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// After an intrusion the first act is to restore, with no isolation, evidence or cause.
pub const RULE: Rule = Rule {
    code: "P157",
    name: "restored-unexamined",
    kind: Kind::OrderError,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["keep-original-records"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/restored-unexamined.md"),
    fix: "check-restored-unexamined-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "黑客",
        "病毒侵入",
        "入侵",
        "侵入",
        "受到攻击",
        "被攻击",
        "被篡改",
        "木马",
    ],
    within: 40,
    closes: &[
        "恢复服务器备份",
        "恢复备份",
        "恢复系统",
        "还原系统",
        "重装系统",
        "恢复数据",
        "备份恢复",
    ],
    unless: &[
        "断开",
        "隔离",
        "取证",
        "镜像",
        "保存",
        "查明",
        "排查",
        "分析原因",
        "留存",
        "封存",
    ],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-restored-unexamined", []))
        .collect()
}
