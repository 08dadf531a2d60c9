//! “The members are …” is not finished.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// 成员由 or 小组由 is followed by no word such as 组成 or 担任.
pub const RULE: Rule = Rule {
    code: "P082",
    name: "members-not-said",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/members-not-said.md"),
    fix: "check-members-not-said-fix",
    check: Check::Text(check),
};

const OPENS: &[&str] = &["成员由", "小组由", "指挥部由", "工作组由"];
const CLOSES: &[&str] = &[
    "组成", "担任", "构成", "兼任", "负责", "参加", "承担", "抽调", "选派", "指定", "确定", "任命",
    "产生", "批准", "调整", "安排", "推荐", "委派", "指派", "兼", "牵头", "为", "是", "领导",
    "指挥", "管理", "成立", "组建", "任",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            let opens = first(&sentence.text, OPENS)?;
            let behind = sentence.text[opens.end..].split([',', ';']).next()?;
            let open = behind.chars().count() >= 3 && !has(behind, CLOSES);
            open.then(|| {
                Hit::at(
                    sentence.span(opens.start..opens.end + behind.len()),
                    "check-members-not-said",
                    [],
                )
            })
        })
        .collect()
}
