//! Branches: a step that the text takes only in some cases, as a fact that is asked with yes or no.

use plan::condition::Condition;
use plan::{EventType, FactId, FactType, Field};

use super::names::{Names, acts};

/// Words that open a case; longer ones first.
const OPENS: &[&str] = &[
    "如果", "如遇", "如有", "如发现", "如确认", "如属", "如经", "若是", "若", "倘若", "假如",
    "一旦", "万一", "如",
];

/// 如 in words that open no case.
const NO_CASE: &[&str] = &[
    "如实", "如期", "如下", "如何", "如数", "如同", "如上", "若干",
];

/// What a clause that ends with 的 or 时 must say to be a case.
const HAPPENS: &[&str] = &[
    "发生", "造成", "属于", "属", "涉及", "需要", "需", "未能", "无法", "不能", "仍", "超过",
    "达到", "出现", "确认", "存在", "有", "无",
];

/// The words before the first comma, stop or colon.
pub(super) fn first_clause(text: &str) -> &str {
    let end = text
        .find(['，', ',', '。', '；', ';', '：', ':', '、'])
        .unwrap_or(text.len());
    text[..end].trim()
}

/// The case in which a step is taken, in words that stand in it: of `发生重伤的，…` 发生重伤. None where
/// the step is always taken, or the case is the event itself.
pub(super) fn case<'t>(text: &'t str, event: &str, names: &Names) -> Option<&'t str> {
    if let Some(words) = before_actor(text, names) {
        return Some(words).filter(|words| is_case(words, event));
    }
    let clause = first_clause(text);
    if clause.len() == text.trim().len() {
        return None;
    }
    // `值班员如发现…，`: who acts may stand before it.
    let clause = names
        .at_start(clause)
        .map_or(clause, |(name, _)| clause[name.len()..].trim_start());
    let opened = OPENS
        .iter()
        .find_map(|word| clause.strip_prefix(word).map(|rest| (*word, rest)))
        .filter(|_| !NO_CASE.iter().any(|word| clause.starts_with(word)));
    let words = match opened {
        // What is found, met or there belongs to the case: 如发现泄漏 is 发现泄漏.
        Some((word, rest)) => {
            let verb = word.trim_start_matches('如').len();
            let kept = if word.starts_with('如') && word != "如果" {
                verb
            } else {
                0
            };
            &clause[clause.len() - rest.len() - kept..]
        }
        None => {
            let when = clause.strip_prefix('当').unwrap_or(clause);
            let closed = when
                .strip_suffix('的')
                .or_else(|| when.strip_suffix("情况时"))
                .or_else(|| when.strip_suffix('时'))?;
            if !HAPPENS.iter().any(|word| closed.starts_with(word)) {
                return None;
            }
            closed
        }
    };
    let words = ["的情况下", "的话", "的", "时"]
        .iter()
        .find_map(|end| words.strip_suffix(end))
        .unwrap_or(words)
        .trim();
    is_case(words, event).then_some(words)
}

/// `文件被加密的，网络管理员…`: what stands before the one who acts and ends with 的 is the case.
fn before_actor<'t>(text: &'t str, names: &Names) -> Option<&'t str> {
    let (clause, rest) = text.split_once(['，', ','])?;
    let words = clause.trim().strip_suffix('的')?;
    let (name, _) = names.at_start(rest.trim_start())?;
    let today = ["当天", "当日", "当地", "当班"]
        .iter()
        .any(|word| words.starts_with(word));
    let opened =
        OPENS.iter().any(|word| words.starts_with(word)) || words.starts_with('当') && !today;
    (!opened && acts(&rest.trim_start()[name.len()..]) && !words.contains('。')).then_some(words)
}

/// Whether the words say a case and not the event itself.
fn is_case(words: &str, event: &str) -> bool {
    let is_event = |bare: &str| !bare.is_empty() && (event.contains(bare) || bare.contains(event));
    let bare = ["发生", "出现", "发现", "遇"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words);
    (2..=30).contains(&words.chars().count())
        && !words.contains(['】', '【', '\t'])
        && !(bare.chars().count() <= event.chars().count() + 2 && is_event(bare))
}

/// The condition of a case, its fact declared for the event; none where the words make no condition.
/// Facts of one name share an id across the plan, `named` counts them.
pub(super) fn declare(
    words: &str,
    event: &mut EventType,
    named: &mut Vec<String>,
) -> Option<Condition> {
    let condition = Condition::parse(format!("【{words}】")).ok()?;
    if event.facts.iter().any(|field| field.name == words) {
        let known = event.facts.iter().find(|field| field.name == words)?;
        return (known.kind == FactType::YesNo).then_some(condition);
    }
    let number = match named.iter().position(|name| name == words) {
        Some(at) => at + 1,
        None => {
            named.push(words.to_owned());
            named.len()
        }
    };
    event.facts.push(Field {
        id: FactId::new(format!("case-{number}")).ok()?,
        name: words.to_owned(),
        name_en: None,
        kind: FactType::YesNo,
        unit: None,
        choices: Vec::new(),
        ask: Some(format!("是否{words}？")),
        ask_en: None,
        asked_with: None,
        at_report: false,
    });
    Some(condition)
}
