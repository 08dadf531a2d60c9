//! Plans that never end.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Sentence, Text, after, before, first, has};

/// Nothing says when the response is over and who decides it.
pub const RULE: Rule = Rule {
    code: "P009",
    name: "no-end",
    kind: Kind::NoTermination,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-end", "response-end"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/no-end.md"),
    fix: "check-no-end-fix",
    check: Check::Text(check),
};

const ENDS: &[&str] = &[
    "终止",
    "结束",
    "解除",
    "关闭",
    "撤销",
    "停止",
    "降级",
    "转入常态",
];
/// What is ended; 停电结束 or 终止传播 ends no response.
const RESPONSES: &[&str] = &[
    "宣布", "应急", "响应", "预案", "状态", "警报", "任务", "命令", "预警", "紧急", "救援",
];

fn check(text: &Text) -> Vec<Hit> {
    let endless: Vec<_> = text
        .parts(PLANS)
        // A text without any procedure is a fragment or a scheme; its end stands elsewhere.
        .filter(|(part, _)| text.reading.procedures.iter().any(|it| it.part == *part))
        .filter(|(part, _)| !text.of_part(*part).any(is_ended))
        .map(|(_, part)| part)
        .collect();
    if endless.is_empty() {
        return Vec::new();
    }
    let titles = endless
        .iter()
        .filter_map(|part| Some(part.title.as_ref()?.span))
        .collect();
    let at_titles = Hit::together(titles, "check-no-end");
    vec![at_titles.unwrap_or_else(|| Hit::whole("check-no-end"))]
}

fn is_ended(sentence: &Sentence) -> bool {
    first(&sentence.text, ENDS).is_some_and(|end| {
        has(before(&sentence.text, end.start, 10), RESPONSES)
            || has(after(&sentence.text, end.end, 8), RESPONSES)
    })
}
