//! The fire brigade called only when self-help has failed.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// The alarm waits until the fire could not be put out.
pub const RULE: Rule = Rule {
    code: "P013",
    name: "help-called-late",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["fire-alarm"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/help-called-late.md"),
    fix: "check-help-called-late-fix",
    check: Check::Text(check),
};

const FAILS: &[&str] = &[
    "不能控制",
    "无法控制",
    "难以控制",
    "控制不住",
    "不能扑灭",
    "无法扑灭",
    "扑救无效",
    "不能扑救",
    "无法扑救",
    "未能扑灭",
    "未能控制",
    "扑灭不了",
    "自救无效",
    "灭火无效",
];
const CALLS: &[&str] = &["报警", "119", "报火警"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter_map(|sentence| {
            let fails = first(&sentence.text, FAILS)?;
            let calls = first(&sentence.text[fails.end..], CALLS)?;
            let about_fire = has(&sentence.text[..fails.end + calls.start], &["火"]);
            // Called before as well, or called again for more: 同时已报警.
            let before = has(&sentence.text[..fails.start], CALLS);
            let near = calls.start <= 60;
            (about_fire && !before && near)
                .then(|| sentence.span(fails.start..fails.end + calls.end))
        })
        .map(|span| Hit::at(span, "check-help-called-late", []))
        .collect()
}
