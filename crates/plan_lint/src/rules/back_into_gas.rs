//! Windows opened after everybody has left the gas.

use plan_text::{Procedure, Step};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, first, has};

/// After the evacuation a step sends people back into gas or smoke.
pub const RULE: Rule = Rule {
    code: "P012",
    name: "back-into-gas",
    kind: Kind::OrderError,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["right-to-leave"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/back-into-gas.md"),
    fix: "check-back-into-gas-fix",
    check: Check::Text(check),
};

const GASES: &[&str] = &[
    "燃气",
    "煤气",
    "天然气",
    "液化气",
    "毒气",
    "有毒气体",
    "泄漏",
    "泄露",
    "氨气",
    "氯气",
];
const LEAVES: &[&str] = &["疏散", "撤离", "撤出", "离开现场"];
const GOES_IN: &[&str] = &["打开", "开启", "进入", "返回", "关闭室内"];
const INDOORS: &[&str] = &["窗", "门窗", "室内", "车间内", "厨房", "现场"];
/// Done by those who are trained and protected, or from outside.
const PROTECTED: &[&str] = &[
    "专业",
    "佩戴",
    "穿戴",
    "防护",
    "消防",
    "抢修人员",
    "抢险人员",
    "检测合格",
    "检测确认",
    "远程",
    "室外",
    "外部",
    "撤离时",
    "疏散时",
    "撤离前",
    "疏散前",
    "同时",
    "燃气公司",
];

fn check(text: &Text) -> Vec<Hit> {
    text.reading
        .procedures
        .iter()
        .filter(|it| {
            RULE.genres
                .contains(&text.reading.document.parts[it.part].genre)
        })
        .filter(|it| is_about_gas(it))
        .filter_map(|it| {
            let left = it.steps.iter().position(|step| {
                has(&step.words.text, LEAVES) && !has(&step.words.text, FORBIDS)
            })?;
            it.steps[left + 1..]
                .iter()
                .find_map(|step| sent_back(text, step))
        })
        .collect()
}

fn is_about_gas(procedure: &Procedure) -> bool {
    let title = procedure
        .title
        .as_ref()
        .map_or("", |title| title.text.as_str());
    has(title, GASES) || has(&procedure.event, GASES)
}

fn sent_back(text: &Text, step: &Step) -> Option<Hit> {
    text.within(step.words.span)
        .filter(|it| !it.has(FORBIDS) && !it.has(PROTECTED))
        .find_map(|it| {
            let goes = first(&it.text, GOES_IN)?;
            let behind: String = it.text[goes.end..].chars().take(10).collect();
            let indoors = first(&behind, INDOORS)?;
            Some(it.span(goes.start..goes.end + indoors.end))
        })
        .map(|span| Hit::at(span, "check-back-into-gas", []))
}
