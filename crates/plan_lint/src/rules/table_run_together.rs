//! A table flattened into a line.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::upto;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// The column names of a table stand in one run.
pub const RULE: Rule = Rule {
    code: "P081",
    name: "table-run-together",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/table-run-together.md"),
    fix: "check-table-run-together-fix",
    check: Check::Text(check),
};

const OPENS: &[&str] = &[
    "场所", "序号", "项目", "部位", "区域", "类别", "地点", "岗位",
];
const COLUMNS: &[&str] = &[
    "措施",
    "要求",
    "内容",
    "责任人",
    "频次",
    "注意事项",
    "备注",
    "时限",
    "负责人",
    "标准",
    "方法",
    "完成时间",
    "检查人",
    "联系电话",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            OPENS.iter().find(|it| sentence.text.starts_with(**it))?;
            let run = upto(&sentence.text, 20)
                .split([',', '、', ':', '的'])
                .next()?;
            let one = first(run, COLUMNS)?;
            let two = first(&run[one.end..], COLUMNS)?;
            let end = one.end + two.end;
            let goes_on = sentence.text[end..].chars().count() >= 3;
            (two.start <= 12 && goes_on)
                .then(|| Hit::at(sentence.span(0..end), "check-table-run-together", []))
        })
        .collect()
}
