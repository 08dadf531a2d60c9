//! A group that was never set up.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A group that was never set up.
pub const RULE: Rule = Rule {
    code: "P063",
    name: "group-never-listed",
    kind: Kind::UndefinedRef,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/group-never-listed.md"),
    fix: "check-group-never-listed-fix",
    check: Check::Text(check),
};

const GROUPS: &[&str] = &[
    "事故处理小组",
    "应急处理小组",
    "应急处置小组",
    "应急小组",
    "抢险小组",
    "抢修小组",
    "救护小组",
    "疏散小组",
    "警戒小组",
    "技术小组",
    "后勤小组",
    "抢险组",
    "抢修组",
    "救护组",
    "疏散组",
    "警戒组",
    "后勤组",
    "抢险队",
    "抢修队",
    "救援队",
];
const SETS_UP: &[&str] = &[
    "成立", "设立", "下设", "组成", "担任", "包括", "组长", "组建", "名单", "成员", ":",
];

/// A group of the unit's own: 消防救援队伍 is nobody here.
fn own(text: &str, group: &str) -> Option<std::ops::Range<usize>> {
    let at = text.find(group)?;
    let end = at + group.len();
    let outside = text[..at].ends_with("消防") || text[end..].starts_with('伍');
    (!outside).then_some(at..end)
}

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        for group in GROUPS {
            let all: Vec<_> = text
                .of_part(part)
                .filter(|it| it.text.contains(group))
                .collect();
            let set_up = all
                .iter()
                .any(|it| it.has(SETS_UP) || it.text.ends_with(group));
            let listed = text
                .reading
                .roles
                .iter()
                .any(|role| role.part == part && role.name.text.contains(group));
            let spans = all
                .iter()
                .filter_map(|it| Some(it.span(own(&it.text, group)?)));
            if !set_up && !listed {
                let mut spans = spans;
                if let Some(span) = spans.next() {
                    let mut hit = Hit::at(
                        span,
                        "check-group-never-listed",
                        [("group", (*group).to_owned())],
                    );
                    hit.places = spans.collect();
                    hits.push(hit);
                }
            }
        }
    }
    // 应急小组 stands in 应急处理小组 only as written; the same place is said once.
    hits.sort_by_key(|hit| hit.span);
    hits.dedup_by(|next, before| match (next.span, before.span) {
        (Some(next), Some(before)) => next.overlaps(before),
        (_, None) | (None, _) => false,
    });
    hits
}
