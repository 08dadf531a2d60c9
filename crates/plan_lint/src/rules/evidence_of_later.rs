//! Logs are to be kept that do not exist yet.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// At the moment of discovery the logs of the week before and after are to be kept.
pub const RULE: Rule = Rule {
    code: "P097",
    name: "evidence-of-later",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["keep-original-records"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/evidence-of-later.md"),
    fix: "check-evidence-of-later-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["前后"],
    within: 12,
    closes: &["日志", "录像", "记录", "监控"],
    unless: &["补充", "此后", "以后", "持续"],
};

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(PLANS)
        .filter_map(|sentence| {
            let range = PHRASE.find(sentence)?;
            let behind = sentence.text[range.start + "前后".len()..].chars().next()?;
            let counted =
                behind.is_ascii_digit() || "一二两三四五六七八九十几数半".contains(behind);
            counted.then(|| sentence.span(range))
        })
        .map(|span| Hit::at(span, "check-evidence-of-later", []))
        .collect()
}
