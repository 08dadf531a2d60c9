//! What a careful reviewer would say about the text.

use maud::{Markup, html};
use plan_lint::{Finding, Severity};

use super::sheet::Work;
use crate::sight::Sight;

/// More than these are counted, not listed.
const MOST_SHOWN: usize = 100;

/// Findings, the worst first.
pub(super) fn list(sight: &Sight, work: &Work) -> Markup {
    let w = sight.w;
    let mut all: Vec<(usize, &Finding)> = work.findings.iter().enumerate().collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.rule.severity));
    html! {
        section.sec aria-labelledby="findings" {
            header { h2 id="findings" { (w.with("page-plan-findings", &[("count", all.len())])) } }
            @if all.is_empty() { p.pad { (w.say("check-nothing")) } }
            ol."rows bare" {
                @for (nth, finding) in all.iter().take(MOST_SHOWN) { (row(sight, *nth, finding)) }
            }
            @if all.len() > MOST_SHOWN {
                p."pad sm" { (w.with("page-plan-more", &[("count", all.len() - MOST_SHOWN)])) }
            }
        }
    }
}

fn row(sight: &Sight, nth: usize, finding: &Finding) -> Markup {
    let w = sight.w;
    let (class, severity) = match finding.rule.severity {
        Severity::Critical => ("tag bad", "check-severity-critical"),
        Severity::Major => ("tag bad", "check-severity-major"),
        Severity::Minor => ("tag", "check-severity-minor"),
    };
    html! {
        li id={ "f" (nth) } {
            div {
                span class=(class) { (w.say(severity)) } " " b { (finding.message(w)) }
                p.sm { (w.with("check-instead", &[("fix", finding.fix(w))])) }
                @if finding.span.is_some() {
                    p.sm { a href={ "#m-f" (nth) } { (w.say("page-plan-to-text")) } }
                }
            }
        }
    }
}
