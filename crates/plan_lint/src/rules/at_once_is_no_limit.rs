//! Acts whose only limit is 第一时间.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, clauses, has};
/// Acts whose only limit is 第一时间.
pub const RULE: Rule = Rule {
    code: "P204",
    name: "at-once-is-no-limit",
    kind: Kind::DeadlineMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/at-once-is-no-limit.md"),
    fix: "check-at-once-is-no-limit-fix",
    check: Check::Text(check),
};

const REPORTS: &[&str] = &[
    "报告", "上报", "汇报", "报送", "通报", "报请", "发布", "发现",
];
const ACTS: &[&str] = &[
    "处理", "处置", "恢复", "赶到", "赶赴", "到达", "启用", "更换", "替换", "组织", "采取", "升级",
    "抢修", "切断", "停止", "响应", "还原", "救治", "疏散", "隔离",
];
const FIGURES: &[&str] = &["分钟", "小时", "当日", "当天", "日内"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let sentences = text.of_part(part);
        let spans = sentences
            .filter(|it| !it.in_form && !it.has(FIGURES) && !it.has(FORBIDS))
            .flat_map(|sentence| {
                clauses(&sentence.text)
                    .filter_map(|(start, clause)| {
                        let at = clause.find("第一时间")?;
                        let behind = &clause[at..];
                        let acts = has(behind, ACTS) && !has(clause, REPORTS);
                        acts.then(|| sentence.span(start + at..start + clause.len()))
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        hits.extend(Hit::together(spans, "check-at-once-is-no-limit"));
    }
    hits
}
