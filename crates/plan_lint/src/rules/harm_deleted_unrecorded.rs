//! Harmful content deleted before it was recorded.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::is_forbidden;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
/// Harmful content deleted before it was recorded.
pub const RULE: Rule = Rule {
    code: "P208",
    name: "harm-deleted-unrecorded",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["keep-original-records"],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/harm-deleted-unrecorded.md"),
    fix: "check-harm-deleted-unrecorded-fix",
    check: Check::Text(check),
};

use crate::text::{Text, first, has};
const HARMS: &[&str] = &[
    "有害信息",
    "有害的信息",
    "不良信息",
    "违法信息",
    "违规信息",
    "反动信息",
    "谣言信息",
    "违法内容",
    "有害内容",
    "不良内容",
];
const REMOVES: &[&str] = &["删除", "清除", "清理"];
const KEEPS: &[&str] = &[
    "保存", "留存", "备份", "截图", "截屏", "打印", "取证", "保留", "拍照", "证据", "镜像", "封存",
    "记录",
];

fn check(text: &Text) -> Vec<Hit> {
    let steps: Vec<_> = text
        .reading
        .procedures
        .iter()
        .flat_map(|it| &it.steps)
        .collect();
    let mut hits = Vec::new();
    for line in &text.lines {
        let span = line.node.words.span;
        let genre = text.reading.document.parts[line.part].genre;
        // Courses of steps have a rule that looks at their order.
        let in_course = steps.iter().any(|step| step.span.overlaps(span));
        if line.in_form || in_course || !RULE.genres.contains(&genre) {
            continue;
        }
        let mut before = String::new();
        for sentence in text.within(span) {
            before.push_str(&sentence.text);
            let Some(harm) = first(&sentence.text, HARMS) else {
                continue;
            };
            let near = sentence.text[harm.end..].split([';', '。']).next();
            let removes = near.and_then(|near| first(near, REMOVES));
            if let Some(removes) = removes
                && !has(&before, KEEPS)
                && !is_forbidden(&sentence.text, &(harm.start..harm.end + removes.end))
            {
                let range = harm.start..harm.end + removes.end;
                hits.push(Hit::at(
                    sentence.span(range),
                    "check-harm-deleted-unrecorded",
                    [],
                ));
            }
        }
    }
    hits
}
