//! Network logs that are thrown away before six months are over.

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, has};

/// A keeping time of network logs below six months.
pub const RULE: Rule = Rule {
    code: "P005",
    name: "log-kept-too-short",
    kind: Kind::Retention,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["network-logs", "provider-logs-60", "police-logs-60"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/log-kept-too-short.md"),
    fix: "check-log-kept-too-short-fix",
    check: Check::Text(check),
};

/// What the statute asks, in days.
const SIX_MONTHS_DAYS: u64 = 180;
/// The floor that older rules had, in days.
const OLD_FLOOR_DAYS: u64 = 60;
const NETWORK: &[&str] = &[
    "网",
    "防火墙",
    "服务器",
    "系统",
    "路由",
    "主机",
    "机房",
    "信息",
];
/// Diaries of people are no logs of machines.
const DIARIES: &[&str] = &[
    "施工日志",
    "工作日志",
    "值班日志",
    "巡查日志",
    "监理日志",
    "班组日志",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for fact in &text.reading.facts {
        let Fact::Retention(kept) = &fact.kind else {
            continue;
        };
        let Some(days) = days(&kept.period).filter(|days| *days < SIX_MONTHS_DAYS) else {
            continue;
        };
        let said: String = text.within(fact.span).map(|it| it.text.as_str()).collect();
        let is_log = has(&said, &["日志"]) || has(&kept.what, &["日志"]);
        let own = text.within(fact.span).next().is_some_and(|it| {
            RULE.genres
                .contains(&text.reading.document.parts[it.part].genre)
        });
        let around = text
            .within(fact.span)
            .next()
            .is_some_and(|it| text.part_has(it.part, &["网络", "防火墙", "服务器"]));
        let network = has(&said, NETWORK) || around;
        if own && is_log && network && !has(&said, DIARIES) {
            let key = if days == OLD_FLOOR_DAYS {
                "check-log-kept-sixty-days"
            } else {
                "check-log-kept-too-short"
            };
            hits.push(Hit::at(fact.span, key, [("days", days.to_string())]));
        }
    }
    hits
}

/// The days of an ISO 8601 period of one unit; a month counts 30.
fn days(period: &str) -> Option<u64> {
    let date = period.strip_prefix('P')?;
    if let Some(time) = date.strip_prefix('T') {
        let hours: u64 = time.strip_suffix('H')?.parse().ok()?;
        return Some(hours / 24);
    }
    let unit = date.chars().next_back()?;
    let count: u64 = date[..date.len() - unit.len_utf8()].parse().ok()?;
    let each = match unit {
        'D' => 1,
        'W' => 7,
        'M' => 30,
        'Y' => 365,
        _ => return None,
    };
    count.checked_mul(each)
}
