//! What the authors of a plan allow, each with its reason; and what is left over of it.

use plan_text::Span;

use crate::finding::{Finding, Hit, of_rule};
use crate::rules::ALLOWANCE_UNUSED;

/// Findings of some rules that are allowed in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Codes or names of rules.
    pub rules: Vec<String>,
    /// Why; without a reason nothing is allowed.
    pub reason: String,
    /// Where findings are allowed; none: in the whole text.
    pub within: Option<Span>,
    /// Words that the finding has to show; none: any.
    pub quote: Option<String>,
    /// Where it is written itself, if that is in the text.
    pub at: Option<Span>,
}

/// A finding with the reason for which it is allowed.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// The finding.
    pub finding: Finding,
    /// The reason that was given.
    pub reason: String,
    /// It was given in the text itself.
    pub in_text: bool,
}

/// What is left when the allowances are taken into account.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// What is to be mended, left-over allowances among it.
    pub findings: Vec<Finding>,
    /// What was allowed.
    pub allowed: Vec<Allowed>,
}

impl Review {
    /// Takes further allowances into account. `text` are the characters that places count in.
    #[must_use]
    pub fn settle(self, allowances: &[Allowance], text: &[char]) -> Self {
        let Self {
            findings,
            mut allowed,
        } = self;
        let mut left = Vec::new();
        let mut used = vec![Vec::new(); allowances.len()];
        for finding in findings {
            let by = allowances.iter().position(|it| it.takes(&finding));
            match by {
                Some(at) => {
                    used[at].push(finding.rule.code);
                    allowed.push(Allowed {
                        reason: allowances[at].reason.clone(),
                        in_text: allowances[at].at.is_some(),
                        finding,
                    });
                }
                None => left.push(finding),
            }
        }
        for (allowance, used) in allowances.iter().zip(&used) {
            for name in &allowance.rules {
                let rule = crate::rule(name);
                let key = match rule {
                    None => "check-allowance-unknown",
                    Some(_) if allowance.reason.is_empty() => "check-allowance-without-reason",
                    Some(rule) if used.contains(&rule.code) => continue,
                    Some(_) => "check-allowance-unused",
                };
                let mut hit = Hit::whole(key);
                hit.span = allowance.at;
                if let crate::Message::Said { values, .. } = &mut hit.message {
                    values.push(("rule", name.clone()));
                }
                left.extend(of_rule(ALLOWANCE_UNUSED, vec![hit], text));
            }
        }
        left.sort_by_key(|finding| (finding.span, finding.rule.code));
        Self {
            findings: left,
            allowed,
        }
    }
}

impl Allowance {
    fn takes(&self, finding: &Finding) -> bool {
        let rule = finding.rule;
        let named = |it: &String| it.eq_ignore_ascii_case(rule.code) || it == rule.name;
        let here = self.within.is_none_or(|within| {
            finding
                .span
                .is_some_and(|span| within.start <= span.start && span.end <= within.end)
        });
        let shown = self
            .quote
            .as_ref()
            .is_none_or(|quote| finding.quote.contains(quote.as_str()));
        !self.reason.is_empty() && here && shown && self.rules.iter().any(named)
    }
}

/// The comments of a YAML text that allow something: `# changbei: allow P012 because …`. Behind a line
/// they speak about the line, over an element about the element, over everything about everything.
pub(crate) fn in_yaml(text: &str) -> Vec<Allowance> {
    let mut start = 0;
    let lines: Vec<(usize, &str)> = text
        .split('\n')
        .map(|line| {
            let here = start;
            start += line.chars().count() + 1;
            (here, line)
        })
        .collect();
    let says_something = |line: &str| {
        let bare = line.trim();
        !bare.is_empty() && !bare.starts_with('#')
    };
    let mut found = Vec::new();
    for (number, (at, line)) in lines.iter().enumerate() {
        let Some((hash, words)) = comment(line) else {
            continue;
        };
        let own_line = line[..hash].trim().is_empty();
        let within = if !own_line {
            Some(Span {
                start: *at,
                end: at + line.chars().count(),
            })
        } else if lines[..number].iter().any(|(_, line)| says_something(line)) {
            let next = (number + 1..lines.len()).find(|it| says_something(lines[*it].1));
            // Over nothing: nothing is allowed.
            let from = next.map_or(start, |it| lines[it].0);
            let deep = next.map_or(0, |it| depth(lines[it].1));
            let end = next.and_then(|next| {
                let rest = lines[next + 1..].iter();
                rest.clone()
                    .find(|(_, line)| says_something(line) && depth(line) <= deep)
                    .map(|(at, _)| *at)
            });
            Some(Span {
                start: from,
                end: end.unwrap_or(start),
            })
        } else {
            None
        };
        let from = at + line[..hash].chars().count();
        let (rules, reason) = parsed(words);
        found.push(Allowance {
            rules,
            reason,
            within,
            quote: None,
            at: Some(Span {
                start: from,
                end: at + line.trim_end().chars().count(),
            }),
        });
    }
    found
}

/// The byte of the sign that opens a comment to the checker, and its words.
fn comment(line: &str) -> Option<(usize, &str)> {
    let (hash, words) = line.match_indices('#').find_map(|(at, sign)| {
        let words = line[at + sign.len()..].trim_start();
        Some((at, words.strip_prefix("changbei:")?))
    })?;
    let apart = hash == 0 || line[..hash].ends_with([' ', '\t']);
    apart.then_some((hash, words.trim()))
}

/// The rules and the reason. What is no allowance counts as an unknown rule, so that it is seen.
fn parsed(words: &str) -> (Vec<String>, String) {
    let Some(named) = ["allow", "允许"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
    else {
        return (vec![words.to_owned()], String::new());
    };
    let (rules, reason) = ["because", "因为"]
        .iter()
        .find_map(|word| named.split_once(word))
        .unwrap_or((named, ""));
    let rules: Vec<String> = rules
        .split([',', '，', '、', ' '])
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    let rules = if rules.is_empty() {
        vec![words.to_owned()]
    } else {
        rules
    };
    (rules, reason.trim().to_owned())
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
