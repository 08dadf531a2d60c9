//! Covered and never dealt with.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Covered and never dealt with.
pub const RULE: Rule = Rule {
    code: "P036",
    name: "covered-and-not-treated",
    kind: Kind::ScopeGap,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/covered-and-not-treated.md"),
    fix: "check-covered-and-not-treated-fix",
    check: Check::Text(check),
};

/// Words that say nothing about the thing.
const EMPTY: &[&str] = &[
    "学校", "系统", "设备", "设施", "场所", "以及", "其它", "其他", "本单", "单位", "公司", "用房",
    "校外", "有关", "相关",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(PLANS) {
        // The list of things before the first running text.
        let lines: Vec<_> = text.lines_of(part).collect();
        let mut spans = Vec::new();
        for line in lines
            .iter()
            .skip_while(|line| line.node.number.is_none())
            .take_while(|line| {
                line.node.number.is_some() && !line.node.words.text.contains(['，', ',', '；'])
            })
        {
            let is_short = line.node.words.span.len() <= 40;
            if is_short && !comes_back(text, part, line.node.span.end, &line.node.words.text) {
                spans.push(line.node.span);
            }
        }
        // One of many is a gap; when nothing comes back the list is something else.
        let said_later = it.span.len() > 2 * spans.iter().map(|span| span.len()).sum::<usize>();
        if said_later
            && spans.len() == 1
            && lines.iter().any(|line| is_trigger(&line.node.words.text))
        {
            hits.extend(Hit::together(spans, "check-covered-and-not-treated"));
        }
    }
    hits
}

/// 有下列情况启动: what follows are the cases.
fn is_trigger(words: &str) -> bool {
    words.contains("下列情况")
        || words.contains("下列情形")
        || words.contains("以下情况")
        || words.contains("以下情形")
}

fn comes_back(text: &Text, part: usize, behind: usize, words: &str) -> bool {
    let chars: Vec<char> = words
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .collect();
    chars
        .windows(2)
        .map(|pair| pair.iter().collect::<String>())
        .filter(|pair| !EMPTY.contains(&pair.as_str()))
        .any(|pair| {
            text.of_part(part)
                .any(|sentence| sentence.whole().start >= behind && sentence.text.contains(&pair))
        })
}
