//! A network plan forgets leaked data.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Attack and intrusion are handled; whom to tell when personal data leaks is not.
pub const RULE: Rule = Rule {
    code: "P155",
    name: "leak-not-foreseen",
    kind: Kind::Privacy,
    severity: Severity::Minor,
    certainty: Certainty::Statute,
    basis: &["leak-told"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/leak-not-foreseen.md"),
    fix: "check-leak-not-foreseen-fix",
    check: Check::Text(check),
};

const ATTACKS: &[&str] = &[
    "网络攻击",
    "网络恶意攻击",
    "网络受到攻击",
    "黑客",
    "入侵检测",
    "网页被篡改",
    "非法入侵",
];
const FORESEEN: &[&str] = &[
    "个人信息",
    "隐私",
    "信息泄露",
    "数据泄露",
    "信息泄漏",
    "数据泄漏",
    "泄密",
];

fn check(text: &Text) -> Vec<Hit> {
    text.parts(RULE.genres)
        .filter(|(part, _)| {
            let about = text.of_part(*part).filter(|it| it.has(ATTACKS)).count();
            about >= 1 && !text.part_has(*part, FORESEEN)
        })
        .filter_map(|(part, _)| {
            let mut of_part = text.of_part(part);
            of_part.find_map(|it| {
                Some(Hit::at(
                    it.span(first(&it.text, ATTACKS)?),
                    "check-leak-not-foreseen",
                    [],
                ))
            })
        })
        .collect()
}
