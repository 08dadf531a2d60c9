//! What a careful reviewer would say about a plan: one rule a file, each with its place, its reason,
//! the clause it rests on and what to write instead. Pure.
//!
//! A rule is three things: `src/rules/<name>.rs`, its page `rules/<name>.md` whose examples are run as
//! tests, and its sentences in the catalogue file `check.ftl` of `words`. [`RULES`] lists them all.

mod allowance;
mod course;
mod finding;
mod index;
mod kind;
mod law;
mod misprint;
mod own_words;
mod page;
mod phrase;
mod rule;
mod rules;
mod text;
mod yaml;

pub use allowance::{Allowance, Allowed, Review};
pub use finding::{Finding, Message};
pub use index::index;
pub use kind::Kind;
pub use law::{Entry, law, laws};
pub use page::{HEADINGS, Page};
pub use rule::{Certainty, Rule, Severity, Status};
pub use rules::RULES;

use plan::Plan;
use plan_text::Reading;

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The text as decoded; every place counts in it.
    pub text: &'a str,
    /// What was read in it, where it is a written plan.
    pub reading: Option<&'a Reading>,
    /// The plan that it says, where the text is YAML.
    pub plan: Option<&'a Plan>,
}

/// Applies every rule; what the text itself allows is left out. The findings come in the order of
/// their places; those about a whole document come first. Time and memory grow with the length of the
/// text.
pub fn check(input: &Input) -> Vec<Finding> {
    review(input).findings
}

/// Applies every rule, and says what the text itself allows.
pub fn review(input: &Input) -> Review {
    let mut findings = Vec::new();
    let chars: Vec<char> = input.text.chars().collect();
    if let Some(reading) = input.reading {
        let text = text::Text::new(&chars, reading);
        for rule in RULES {
            if let rule::Check::Text(check) = rule.check {
                findings.extend(finding::of_rule(rule, check(&text), &chars));
            }
        }
    }
    let mut allowances = Vec::new();
    if let Some(plan) = input.plan {
        let yaml = yaml::Yaml::new(input.text, plan);
        for rule in RULES {
            if let rule::Check::Plan(check) = rule.check {
                findings.extend(finding::of_rule(rule, check(&yaml), &chars));
            }
        }
        allowances = allowance::in_yaml(input.text);
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule.code));
    let review = Review {
        findings,
        allowed: Vec::new(),
    };
    review.settle(&allowances, &chars)
}

/// The rule of that code or name.
pub fn rule(handle: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(handle) || rule.name == handle)
}
