//! The title says otherwise.

use plan_text::Genre;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::text::Text;

/// The title says otherwise.
pub const RULE: Rule = Rule {
    code: "P069",
    name: "title-says-otherwise",
    kind: Kind::TitleMismatch,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[Genre::DutyList],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/title-says-otherwise.md"),
    fix: "check-title-says-otherwise-fix",
    check: Check::Text(check),
};

/// Words of titles that name no post.
const GENERIC: &[&str] = &[
    "岗位", "职责", "工作", "公司", "企业", "部门", "责任", "制度", "要求", "范本", "范文", "说明",
    "经理", "主任", "人员", "位职", "项目", "有限",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(RULE.genres) {
        let Some(line) = text
            .lines_of(part)
            .find(|line| line.node.words.text.contains("职责"))
        else {
            continue;
        };
        let chars: Vec<char> = line.node.words.text.chars().collect();
        let words: Vec<String> = chars
            .windows(2)
            .filter(|pair| pair.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)))
            .map(|pair| pair.iter().collect::<String>())
            .filter(|word| !GENERIC.contains(&word.as_str()))
            .collect();
        let title = line.node.span;
        let is_title = title.end <= it.span.start + 60 && line.node.number.is_none();
        let back = text
            .of_part(part)
            .filter(|sentence| sentence.whole().start >= title.end)
            .any(|sentence| {
                words
                    .iter()
                    .any(|word| sentence.text.contains(word.as_str()))
            });
        if is_title && words.len() >= 2 && !back {
            hits.push(Hit::at(title, "check-title-says-otherwise", []));
        }
    }
    hits
}
