//! An activity outside its campaign.

use plan_text::Genre;
use std::ops::Range;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::text::Text;

/// An activity outside its campaign.
pub const RULE: Rule = Rule {
    code: "P066",
    name: "activity-outside-campaign",
    kind: Kind::DeadlineConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[Genre::CampaignNotice],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/activity-outside-campaign.md"),
    fix: "check-activity-outside-campaign-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let mut window = None;
        let mut announced = false;
        let mut spans = Vec::new();
        for sentence in text.of_part(part) {
            let own = period(&sentence.text);
            let says = sentence.text.contains("活动时间") || sentence.text.contains("宣传时间");
            match (own, window) {
                (Some((days, _)), None) if announced || says => window = Some(days),
                (Some(((from, to), range)), Some((first, last)))
                    if to < first || from < first || from > last =>
                {
                    spans.push(sentence.span(range));
                }
                (Some(_) | None, Some(_) | None) => {}
            }
            announced = says;
        }
        hits.extend(Hit::together(spans, "check-activity-outside-campaign"));
    }
    hits
}

/// Month and day as one number that grows.
type Day = u32;

/// 9月9日至10月31日, 9月19—25日.
fn period(text: &str) -> Option<((Day, Day), Range<usize>)> {
    let month = text.find('月')?;
    let (start, first_month) = number_before(text, month)?;
    let rest = &text[month + '月'.len_utf8()..];
    let (first_day, behind) = number_at(rest)?;
    let behind = behind.trim_start_matches('日');
    let to = behind.trim_start_matches(['至', '到', '—', '-', '~', '－']);
    if to.len() == behind.len() {
        return None;
    }
    let (number, last) = number_at(to)?;
    let (last_month, last_day, end) = match last.strip_prefix('月') {
        Some(days) => {
            let (day, end) = number_at(days)?;
            (number, day, end)
        }
        None => (first_month, number, last),
    };
    let end = text.len() - end.strip_prefix('日')?.len();
    let days = (first_month * 100 + first_day, last_month * 100 + last_day);
    Some((days, start..end))
}

fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let start = text[..at]
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .len();
    Some((start, text[start..at].parse().ok().filter(|it| *it <= 12)?))
}

fn number_at(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text[..text.len() - rest.len()].parse().ok()?;
    (number <= 31).then_some((number, rest))
}
