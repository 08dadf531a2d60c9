//! One group under two names.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Within a document a group has two names that are nearly the same.
pub const RULE: Rule = Rule {
    code: "P087",
    name: "one-group-two-names",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/one-group-two-names.md"),
    fix: "check-one-group-two-names-fix",
    check: Check::Text(check),
};

/// Words that writers take for each other.
const PAIRS: &[(&str, &str)] = &[
    ("通信", "通讯"),
    ("联络", "联系"),
    ("救护", "救治"),
    ("警戒", "警卫"),
    ("保卫", "安保"),
    ("抢险", "抢修"),
    ("疏散", "疏导"),
    ("宣传", "宣教"),
    ("处置", "处理"),
    ("后勤保障", "后勤服务"),
    ("善后处理", "善后处置"),
];
const ENDS: &[&str] = &["组", "小组", "工作组", "队", "分队"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        for (one, other) in PAIRS {
            for end in ENDS {
                let [a, b] = [one, other].map(|it| format!("{it}{end}"));
                let place = |name: &str| {
                    text.of_part(part)
                        .find_map(|it| Some(it.span(first(&it.text, &[name])?)))
                };
                if let (Some(at), Some(there)) = (place(&a), place(&b)) {
                    hits.push(Hit {
                        places: vec![there],
                        ..Hit::at(
                            at,
                            "check-one-group-two-names",
                            [("wrong", a), ("right", b)],
                        )
                    });
                }
            }
        }
    }
    hits
}
