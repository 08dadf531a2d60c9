//! Nothing is reported outside.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, clauses, first, opening};

/// Nothing is reported outside.
pub const RULE: Rule = Rule {
    code: "P059",
    name: "no-report-outside",
    kind: Kind::DeadlineMissing,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["no-late-report", "network-4h", "computer-case-24h"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/no-report-outside.md"),
    fix: "check-no-report-outside-fix",
    check: Check::Text(check),
};

const TELLS: &[&str] = &[
    "报告",
    "上报",
    "报警",
    "报案",
    "通报",
    "报请",
    "拨打",
    "汇报",
    "报送",
    "移交",
    "报公安",
    "报119",
    "报110",
    "报“1",
    "报上级",
    "报有关",
    "报镇",
    "报县",
    "报市",
    "报区",
    "报教育",
    "报集团",
];
const OUTSIDE: &[&str] = &[
    "上级",
    "公安",
    "网信",
    "教育局",
    "教体局",
    "教育厅",
    "主管部门",
    "应急管理",
    "119",
    "110",
    "120",
    "消防",
    "卫生",
    "疾控",
    "政府",
    "党委",
    "县委",
    "市委",
    "集团",
    "有关部门",
    "相关部门",
    "街道",
    "监管",
    "安监",
    "派出所",
    "有关单位",
    "总公司",
];
/// Where the report is missing: the group in charge acts on the event.
const IN_CHARGE: &[&str] = &["领导小组", "指挥部", "总指挥", "指挥小组", "工作小组"];
const ACTS: &[&str] = &["查处", "处置", "处理", "调查"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.whole_plans() {
        let told = text.of_part(part).any(|sentence| {
            clauses(&sentence.text).any(|(_, clause)| {
                first(clause, TELLS).is_some()
                    && first(clause, OUTSIDE).is_some()
                    && !clause.contains("通讯报道")
            })
        });
        if told {
            continue;
        }
        let mut spans: Vec<_> = text
            .of_part(part)
            .filter_map(|sentence| {
                let group = first(&sentence.text, IN_CHARGE)?;
                let acts = first(after(&sentence.text, group.end, 16), ACTS)?;
                Some(sentence.span(group.start..group.end + acts.end))
            })
            .collect();
        if spans.is_empty() {
            spans.push(opening(it));
        }
        hits.extend(Hit::together(spans, "check-no-report-outside"));
    }
    hits
}
