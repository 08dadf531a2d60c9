//! A list that begins anew without a heading.

use plan_text::Style;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;
/// A list that begins anew without a heading.
pub const RULE: Rule = Rule {
    code: "P212",
    name: "list-without-heading",
    kind: Kind::Numbering,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/list-without-heading.md"),
    fix: "check-list-without-heading-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let lines: Vec<_> = text.lines_of(part).collect();
        let spans = lines
            .windows(2)
            .filter_map(|pair| {
                let [before, line] = pair else { return None };
                let (last, number) = (before.node.number.as_ref()?, line.node.number.as_ref()?);
                let simple = matches!(number.style, Style::Digit | Style::Han);
                let anew = number.value == 1 && last.value > 1 && last.style == number.style;
                // 如下: the item itself announces what follows.
                let leads = before.node.words.text.trim_end().ends_with([':', '：']);
                (simple && anew && !leads).then_some(number.printed.span)
            })
            .collect();
        hits.extend(Hit::together(spans, "check-list-without-heading"));
    }
    hits
}
