//! Personal data without purpose and term.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Identity numbers, addresses, health or travel are recorded, with no word on purpose, keeping and deletion.
pub const RULE: Rule = Rule {
    code: "P154",
    name: "personal-data-unbounded",
    kind: Kind::Privacy,
    severity: Severity::Minor,
    certainty: Certainty::Statute,
    basis: &["personal-data-need"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/personal-data-unbounded.md"),
    fix: "check-personal-data-unbounded-fix",
    check: Check::Text(check),
};

const COLLECTS: Phrase = Phrase {
    opens: &[
        "登记", "收集", "采集", "填报", "上报", "统计", "建立", "掌握", "排查",
    ],
    within: 24,
    closes: &[
        "身份证",
        "家庭住址",
        "行程",
        "行踪",
        "健康状况",
        "健康档案",
        "既往病史",
        "指纹",
        "人脸",
        "旅居史",
        "籍贯",
    ],
    unless: &["保密", "删除", "期限", "用途"],
};
const BOUNDED: &[&str] = &["个人信息保护", "个人信息", "隐私", "保存期限", "及时删除"];

fn check(text: &Text) -> Vec<Hit> {
    text.parts(RULE.genres)
        .filter(|(part, _)| !text.part_has(*part, BOUNDED))
        .flat_map(|(part, _)| text.of_part(part))
        .filter_map(|it| {
            Some(Hit::at(
                it.span(COLLECTS.find(it)?),
                "check-personal-data-unbounded",
                [],
            ))
        })
        .collect()
}
