//! Drills that are held "regularly".

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// A drill without a number of times.
pub const RULE: Rule = Rule {
    code: "P017",
    name: "drill-without-period",
    kind: Kind::NoCadence,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["drill-plan", "drill-production", "drill-school"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/drill-without-period.md"),
    fix: "check-drill-without-period-fix",
    check: Check::Text(check),
};

const VAGUE: &[&str] = &[
    "定期或不定期",
    "定期和不定期",
    "不定期",
    "定期",
    "经常",
    "适时",
    "加强",
    "加大",
];
const DRILLS: &[&str] = &["演练", "演习"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in text.parts(OWN_TEXTS) {
        let counted = text.reading.facts.iter().any(|fact| {
            let Fact::Cadence(_) = &fact.kind else {
                return false;
            };
            part.span.contains(fact.span)
                && text.within(fact.span).any(|sentence| sentence.has(DRILLS))
        });
        if counted {
            continue;
        }
        let spans = text
            .of_part(number)
            .filter_map(|sentence| {
                let drills = first(&sentence.text, DRILLS)?;
                let start = sentence.text[..drills.start]
                    .rfind(['。', ';', ','])
                    .map_or(0, |at| at + 1);
                let vague = first(&sentence.text[start..drills.start], VAGUE)?;
                let has_number = has(
                    &sentence.text,
                    &[
                        "每年",
                        "每季",
                        "每月",
                        "每半年",
                        "每学期",
                        "每两年",
                        "每三年",
                    ],
                );
                (!has_number).then(|| sentence.span(start + vague.start..drills.end))
            })
            .collect();
        hits.extend(Hit::together(spans, "check-drill-without-period"));
    }
    hits
}
