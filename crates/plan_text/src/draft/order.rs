//! Which step waits for which: the numbering says it, unless the words say otherwise.

use duty::PostId;

use super::branch::first_clause;

/// A step as far as its place in the order depends on it.
pub(super) struct Placed<'a> {
    pub(super) text: &'a str,
    pub(super) post: Option<&'a PostId>,
    /// It saves people and waits for nothing.
    pub(super) life_safety: bool,
    /// It is done in some cases only, so nothing waits for it.
    pub(super) is_branch: bool,
    /// The list it stands in; steps of one list follow each other.
    pub(super) list: usize,
    /// The list stands under the name of somebody who acts: `（二）疏散组`.
    pub(super) under_actor: bool,
}

/// For every step the steps before it that must be done first, by their places.
///
/// A numbered list is a sequence. It is not where every item has an actor of its own: those work side by
/// side, and so do lists that stand under the names of actors. 同时 joins a step to the one before it;
/// a call for help, an order to leave and a prohibition wait for nothing. Where in doubt a step opens
/// early: a step that waits for nobody's click is the lesser harm.
pub(super) fn before(steps: &[Placed]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(steps.len());
    // What the next step in sequence waits for.
    let mut front: Vec<usize> = Vec::new();
    // What stood before the first of several lists that run side by side.
    let mut side: Option<Vec<usize>> = None;
    let mut side_ends: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        let end = at
            + steps[at..]
                .iter()
                .take_while(|step| step.list == steps[at].list)
                .count();
        let list = &steps[at..end];
        if list[0].under_actor {
            front = side.get_or_insert_with(|| front.clone()).clone();
        } else if side.take().is_some() {
            front = std::mem::take(&mut side_ends);
        }
        one_list(list, at, &mut front, &mut all);
        if list[0].under_actor {
            side_ends.extend_from_slice(&front);
            side_ends.sort_unstable();
            side_ends.dedup();
        }
        at = end;
    }
    all
}

/// The steps of one list, the first of which is step `from`.
fn one_list(list: &[Placed], from: usize, front: &mut Vec<usize>, all: &mut Vec<Vec<usize>>) {
    let start = front.clone();
    let parallel = is_parallel(list);
    let mut done: Vec<usize> = Vec::new();
    for (nth, step) in list.iter().enumerate() {
        let own = from + nth;
        let joins = is_simultaneous(step.text);
        let after = if step.life_safety || calls_out(step.text) || forbids(step.text) {
            Vec::new()
        } else if parallel && !looks_back(step.text) {
            start.clone()
        } else if joins && nth > 0 {
            all[own - 1].clone()
        } else {
            front.clone()
        };
        all.push(after);
        if step.is_branch || forbids(step.text) || is_optional(step.text) {
            continue;
        }
        if parallel {
            done.push(own);
            *front = vec![own];
        } else if joins && nth > 0 {
            front.push(own);
        } else {
            *front = vec![own];
        }
    }
    if parallel && !done.is_empty() {
        *front = done;
    }
}

/// At least three items, and every one that says who acts says somebody else; nearly all of them say it.
fn is_parallel(list: &[Placed]) -> bool {
    let acts: Vec<&Placed> = list.iter().filter(|step| !forbids(step.text)).collect();
    let mut actors: Vec<&PostId> = acts.iter().filter_map(|step| step.post).collect();
    let named = actors.len();
    actors.sort();
    actors.dedup();
    named >= 3 && actors.len() == named && acts.len() - named <= acts.len() / 5
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn head(text: &str, characters: usize) -> &str {
    text.char_indices()
        .nth(characters)
        .map_or(text, |(at, _)| &text[..at])
}

/// `同时，…`, `在组织疏散的同时，…`
fn is_simultaneous(text: &str) -> bool {
    text.starts_with("同时")
        || text.starts_with("与此同时")
        || first_clause(text).ends_with("的同时")
}

/// It follows on something: `核实后`, `待险情排除`, `经组长批准`, `然后`.
fn looks_back(text: &str) -> bool {
    // 后 in words that say nothing of order.
    const NOT_AFTER: &[&str] = &[
        "后勤", "后续", "后方", "后备", "后门", "先后", "前后", "今后",
    ];
    let mut opening = head(text, 24).to_owned();
    for word in NOT_AFTER {
        opening = opening.replace(word, "");
    }
    has(
        &opening,
        &["后", "完毕", "结束", "接着", "待", "经", "最终", "再由"],
    ) && !starts_at_event(text)
}

/// `接到报告后`, `发生火灾后`: what it follows on is the event itself.
fn starts_at_event(text: &str) -> bool {
    const EVENT: &[&str] = &[
        "发现", "接到", "接报", "得知", "获悉", "收到", "发生", "出现", "事故",
    ];
    let clause = first_clause(text);
    EVENT.iter().any(|word| {
        clause
            .find(word)
            .is_some_and(|at| clause[at..].contains('后'))
    })
}

/// Someone is called or told at once: no other step holds that up.
fn calls_out(text: &str) -> bool {
    const AT_ONCE: &[&str] = &["立即", "立刻", "马上", "迅速", "第一时间", "即刻"];
    const CALLS: &[&str] = &["报警", "拨打", "报告", "上报", "呼救", "求救", "呼喊"];
    let opening = head(text, 40);
    AT_ONCE.iter().any(|word| {
        opening
            .find(word)
            .is_some_and(|at| has(head(&opening[at..], 14), CALLS))
    }) && !looks_back(text)
}

/// Nothing to do but not to do: `严禁乘坐电梯`.
fn forbids(text: &str) -> bool {
    ["严禁", "禁止", "不得", "切勿", "不准", "不要"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Done where somebody thinks it right; nothing waits for it.
fn is_optional(text: &str) -> bool {
    has(
        first_clause(text),
        &["必要时", "需要时", "有条件时", "条件允许", "视情"],
    )
}
