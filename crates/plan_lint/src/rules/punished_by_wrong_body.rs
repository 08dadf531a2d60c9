//! The wrong body is to punish.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// The police are to give disciplinary punishment, or a unit to punish like the police.
pub const RULE: Rule = Rule {
    code: "P144",
    name: "punished-by-wrong-body",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["staff-discipline"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/punished-by-wrong-body.md"),
    fix: "check-punished-by-wrong-body-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "公安机关",
        "派出所",
        "公安部门",
        "公安局",
        "消防部门",
        "消防机构",
        "消防救援机构",
    ],
    within: 16,
    closes: &["行政处分", "党纪处分", "政务处分", "纪律处分"],
    unless: &["监察", "任免", "纪检"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-punished-by-wrong-body", []))
        .collect()
}
