//! “Try not to move things”.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::upto;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Things should rather not be moved; what to record when they must be is not said.
pub const RULE: Rule = Rule {
    code: "P169",
    name: "scene-may-be-moved",
    kind: Kind::Evidence,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["accident-scene"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/scene-may-be-moved.md"),
    fix: "check-scene-may-be-moved-fix",
    check: Check::Text(check),
};

const RATHER_NOT: &[&str] = &["尽量不要", "尽量不", "尽可能不", "尽量避免", "最好不要"];
const MOVES: &[&str] = &["移动", "破坏现场", "动现场", "挪动"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|it| !it.has(&["标志", "标记", "绘图", "拍照", "记录"]))
        .filter_map(|it| {
            let opens = first(&it.text, RATHER_NOT)?;
            let moves = first(upto(&it.text[opens.end..], 6), MOVES)?;
            Some(Hit::at(
                it.span(opens.start..opens.end + moves.end),
                "check-scene-may-be-moved",
                [],
            ))
        })
        .collect()
}
