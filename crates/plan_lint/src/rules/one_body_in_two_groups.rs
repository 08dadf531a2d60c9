//! The same people in two groups.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// The same people in two groups.
pub const RULE: Rule = Rule {
    code: "P050",
    name: "one-body-in-two-groups",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/one-body-in-two-groups.md"),
    fix: "check-one-body-in-two-groups-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        // Several posts of one group are not two groups.
        let mut known: Vec<(String, &str)> = Vec::new();
        for role in text.reading.roles.iter().filter(|role| role.part == part) {
            let Some(holder) = &role.holder else { continue };
            let acts = role.is_group || role.name.text.ends_with("成员");
            if !acts {
                continue;
            }
            let group = role.name.text.trim_end_matches("成员");
            let who = bare(&holder.text).to_owned();
            let other = known.iter().any(|(name, of)| *name == who && *of != group);
            if other {
                hits.push(Hit::at(
                    role.span,
                    "check-one-body-in-two-groups",
                    [("who", who.clone())],
                ));
            }
            known.push((who, group));
        }
    }
    hits
}

/// 行政科安排人员 is 行政科.
fn bare(holder: &str) -> &str {
    let mut holder = holder;
    for tail in ["安排人员", "有关人员", "相关人员", "全体人员"] {
        holder = holder.strip_suffix(tail).unwrap_or(holder);
    }
    holder
}
