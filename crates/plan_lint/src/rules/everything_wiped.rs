//! Everything is wiped, evidence too.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// With the virus all files go, or the disk is formatted, and no image was made.
pub const RULE: Rule = Rule {
    code: "P167",
    name: "everything-wiped",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["keep-original-records"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/everything-wiped.md"),
    fix: "check-everything-wiped-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "清除所有",
        "删除所有",
        "删除全部",
        "清除全部",
        "格式化所有",
        "格式化全部",
        "销毁所有",
        "销毁全部",
        "清空所有",
        "清空全部",
    ],
    within: 24,
    closes: &["文件", "资料", "数据", "硬盘", "记录", "日志"],
    unless: &["备份后", "镜像", "备份重要", "过期", "保存后", "留存"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-everything-wiped", []))
        .collect()
}
