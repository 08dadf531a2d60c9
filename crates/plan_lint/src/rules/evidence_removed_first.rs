//! Traces wiped before anybody kept them.

use plan_text::Step;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, first, has};

/// A step deletes or cleans what no step before has kept.
pub const RULE: Rule = Rule {
    code: "P014",
    name: "evidence-removed-first",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["keep-original-records", "illegal-content"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/evidence-removed-first.md"),
    fix: "check-evidence-removed-first-fix",
    check: Check::Text(check),
};

const EVENTS: &[&str] = &[
    "不良信息",
    "有害信息",
    "违法信息",
    "病毒",
    "入侵",
    "攻击",
    "篡改",
    "黑客",
    "木马",
    "网络",
    "网站",
];
const REMOVES: &[&str] = &["删除", "清除", "清理", "格式化", "重装", "重新安装"];
const KEEPS: &[&str] = &[
    "保存",
    "留存",
    "备份",
    "截图",
    "截屏",
    "打印",
    "取证",
    "保留",
    "拍照",
    "固定证据",
    "镜像",
    "封存",
    "记录",
];

fn check(text: &Text) -> Vec<Hit> {
    text.reading
        .procedures
        .iter()
        .filter(|it| {
            RULE.genres
                .contains(&text.reading.document.parts[it.part].genre)
        })
        .filter(|it| {
            has(&it.event, EVENTS)
                || it
                    .title
                    .as_ref()
                    .is_some_and(|title| has(&title.text, EVENTS))
        })
        .filter_map(|it| {
            let removes = it
                .steps
                .iter()
                .position(|step| removal(&step.words.text).is_some())?;
            let kept = it.steps[..removes].iter().any(keeps)
                || removal(&it.steps[removes].words.text)
                    .is_some_and(|at| has(&it.steps[removes].words.text[..at.start], KEEPS));
            if kept {
                return None;
            }
            text.within(it.steps[removes].words.span)
                .find_map(|sentence| Some(sentence.span(removal(&sentence.text)?)))
        })
        .map(|span| Hit::at(span, "check-evidence-removed-first", []))
        .collect()
}

/// The first word of removing that nothing before it forbids: 不重装 removes nothing.
fn removal(text: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    while let Some(at) = first(&text[from..], REMOVES) {
        let (start, end) = (from + at.start, from + at.end);
        if has(&text[..start], FORBIDS) {
            return None;
        }
        if !["不", "未", "没有"]
            .iter()
            .any(|no| text[..start].ends_with(no))
        {
            return Some(start..end);
        }
        from = end;
    }
    None
}

fn keeps(step: &Step) -> bool {
    has(&step.words.text, KEEPS)
        || step.more.iter().any(|more| has(&more.text, KEEPS))
        || step.nested.iter().any(keeps)
}
