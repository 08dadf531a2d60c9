//! A recurring act without a period.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{PERIODS, Text, after, clauses, first, has};

/// A recurring act without a period.
pub const RULE: Rule = Rule {
    code: "P029",
    name: "act-without-period",
    kind: Kind::NoCadence,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/act-without-period.md"),
    fix: "check-act-without-period-fix",
    check: Check::Text(check),
};

const VAGUE: &[&str] = &[
    "定期或不定期",
    "定期不定期",
    "不定期",
    "定期",
    "定时",
    "经常性",
];
const ACTS: &[&str] = &[
    "备份", "检查", "检测", "培训", "维护", "更新", "升级", "评估", "修订", "测试", "教育", "巡查",
    "巡检", "盘点", "保养", "消毒", "清理", "会议", "会商", "通报", "汇报", "汇总", "召开",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(OWN_TEXTS, "check-act-without-period", |sentence| {
        clauses(&sentence.text).find_map(|(at, clause)| {
            let vague = first(clause, VAGUE)?;
            let act = first(after(clause, vague.end, 24), ACTS)?;
            let counted = has(&sentence.text, PERIODS);
            (!counted).then_some(at + vague.start..at + vague.end + act.end)
        })
    })
}
