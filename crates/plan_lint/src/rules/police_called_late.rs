//! Staff go to look before 110 is called.

use crate::course::{about, place, says};
use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// In a robbery or attack somebody is sent to look before the police are called.
pub const RULE: Rule = Rule {
    code: "P165",
    name: "police-called-late",
    kind: Kind::OrderError,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["guards-limits"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/police-called-late.md"),
    fix: "check-police-called-late-fix",
    check: Check::Text(check),
};

const CRIMES: &[&str] = &[
    "抢劫",
    "盗窃",
    "行凶",
    "刑事",
    "治安",
    "劫持",
    "斗殴",
    "暴力",
    "恐怖",
    "入侵校园",
    "持刀",
];
const LOOKS: &[&str] = &[
    "现场确认",
    "现场核实",
    "查看情况",
    "现场查看",
    "到场确认",
    "现场了解",
];
const CALLS: &[&str] = &["110", "报警", "报案到公安"];

fn check(text: &Text) -> Vec<Hit> {
    about(text, CRIMES)
        .filter_map(|it| {
            let looked = it.steps.iter().position(|step| says(step, LOOKS))?;
            let early = it.steps[..looked].iter().any(|step| says(step, &["110"]));
            let late = it.steps[looked..].iter().any(|step| says(step, CALLS));
            (!early && late).then(|| {
                Some(Hit::at(
                    place(text, &it.steps[looked], LOOKS)?,
                    "check-police-called-late",
                    [],
                ))
            })?
        })
        .collect()
}
