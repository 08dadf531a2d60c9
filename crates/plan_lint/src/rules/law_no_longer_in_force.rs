//! A law that is no longer in force.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// The basis names a law that was repealed or replaced.
pub const RULE: Rule = Rule {
    code: "P153",
    name: "law-no-longer-in-force",
    kind: Kind::Obsolete,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/law-no-longer-in-force.md"),
    fix: "check-law-no-longer-in-force-fix",
    check: Check::Text(check),
};

const REPLACED: &[(&str, &str)] = &[
    ("民法通则", "民法典"),
    ("中华人民共和国民法通则", "民法典"),
    ("合同法", "民法典"),
    ("中华人民共和国合同法", "民法典"),
    ("侵权责任法", "民法典"),
    ("中华人民共和国侵权责任法", "民法典"),
    ("物权法", "民法典"),
    ("国家突发公共事件总体应急预案", "国家突发事件总体应急预案"),
    (
        "安全生产事故报告和调查处理条例",
        "生产安全事故报告和调查处理条例",
    ),
    (
        "企业职工伤亡事故报告和处理规定",
        "生产安全事故报告和调查处理条例",
    ),
    (
        "特别重大事故调查程序暂行规定",
        "生产安全事故报告和调查处理条例",
    ),
];
fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .flat_map(|sentence| {
            sentence
                .text
                .match_indices('《')
                .filter_map(move |(at, mark)| {
                    let from = at + mark.len();
                    let title = sentence.text[from..].split('》').next()?;
                    let (old, new) = REPLACED.iter().find(|(old, _)| *old == title)?;
                    let span = sentence.span(from..from + title.len());
                    let values = [("wrong", (*old).to_owned()), ("right", (*new).to_owned())];
                    Some(Hit::at(span, "check-law-no-longer-in-force", values))
                })
        })
        .collect()
}
