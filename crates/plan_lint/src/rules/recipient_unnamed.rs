//! Reports to "the departments concerned".

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// A report or call whose recipient is not named.
pub const RULE: Rule = Rule {
    code: "P004",
    name: "recipient-unnamed",
    kind: Kind::Vague,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-reporting", "unit-plan-content"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/recipient-unnamed.md"),
    fix: "check-recipient-unnamed-fix",
    check: Check::Text(check),
};

const WHO: &[&str] = &[
    "有关部门",
    "相关部门",
    "上级部门",
    "有关单位",
    "相关单位",
    "有关方面",
    "上级有关部门",
    "上级主管部门",
    "有关主管部门",
    "相关主管部门",
    "有关人员",
    "相关人员",
];
const TELLS_AFTER: &[&str] = &[
    "报告",
    "上报",
    "汇报",
    "报案",
    "求助",
    "求援",
    "求救",
    "请求支援",
    "通报",
];
const TELLS_BEFORE: &[&str] = &[
    "报告", "上报", "报请", "报送", "报", "通知", "告知", "通报", "联系",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let spans = text
            .of_part(part)
            .filter(|sentence| !sentence.in_form)
            .filter_map(|sentence| Some(sentence.span(phrase(&sentence.text)?)))
            .collect();
        hits.extend(Hit::together(spans, "check-recipient-unnamed"));
    }
    hits
}

/// 向有关部门报告, 上报有关部门.
fn phrase(text: &str) -> Option<std::ops::Range<usize>> {
    let who = first(text, WHO)?;
    // 相关部门(供电公司): the name follows.
    if text[who.end..].starts_with('(') {
        return None;
    }
    let before: String = near_end(&text[..who.start], 6);
    let after: String = text[who.end..].chars().take(8).collect();
    let after = after
        .split([',', '。', ';', '、'])
        .next()
        .unwrap_or_default()
        .to_owned();
    if before.ends_with('向')
        && let Some(tells) = first(&after, TELLS_AFTER)
        && !has(&after, &["报告制度"])
    {
        return Some(who.start - '向'.len_utf8()..who.end + tells.end);
    }
    let verb = TELLS_BEFORE.iter().find(|verb| {
        before
            .trim_end_matches(['给', '到', '请', '至', '向'])
            .ends_with(**verb)
    })?;
    let given: usize = before.len()
        - before
            .trim_end_matches(['给', '到', '请', '至', '向'])
            .len();
    Some(who.start - given - verb.len()..who.end)
}

/// The last characters of a text, within its clause.
fn near_end(text: &str, most: usize) -> String {
    let clause = text
        .rsplit([',', '。', ';', '、', ':'])
        .next()
        .unwrap_or_default();
    let skip = clause.chars().count().saturating_sub(most);
    clause.chars().skip(skip).collect()
}
