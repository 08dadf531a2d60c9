//! Mixed styles in one list.

use plan_text::{Node, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Mixed styles in one list.
pub const RULE: Rule = Rule {
    code: "P034",
    name: "number-style-mixed",
    kind: Kind::Numbering,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/number-style-mixed.md"),
    fix: "check-number-style-mixed-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in text.parts(OWN_TEXTS) {
        if text.lines_of(number).next().is_none() {
            continue;
        }
        let mut spans = Vec::new();
        odd(&part.nodes, &mut spans);
        hits.extend(Hit::together(spans, "check-number-style-mixed"));
    }
    hits
}

/// Walks the lists; a list is a run of siblings with numbers of one style that go up.
fn odd(nodes: &[Node], spans: &mut Vec<Span>) {
    let mut run: Vec<&Node> = Vec::new();
    for node in nodes {
        odd(&node.children, spans);
        let goes_on = match (run.last().and_then(|it| it.number.as_ref()), &node.number) {
            (Some(last), Some(number)) => {
                last.style == number.style && number.value == last.value + 1
            }
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if !goes_on {
            of_run(&run, spans);
            run.clear();
        }
        if node.number.is_some() {
            run.push(node);
        }
    }
    of_run(&run, spans);
}

/// The first item sets the sign behind the number; the ones with another are odd.
fn of_run(run: &[&Node], spans: &mut Vec<Span>) {
    const SHORTEST: usize = 3;
    if run.len() < SHORTEST {
        return;
    }
    let sign = |node: &Node| {
        let printed = &node.number.as_ref()?.printed.text;
        // A number without a sign may stand beside any other.
        let last = printed.chars().next_back().filter(|c| !c.is_alphanumeric());
        last.map(|c| if c == '．' { '.' } else { c })
    };
    let usual = sign(run[0]);
    for node in run {
        if usual.is_some() && sign(node).is_some_and(|sign| Some(sign) != usual) {
            spans.push(node.span);
        }
    }
}
