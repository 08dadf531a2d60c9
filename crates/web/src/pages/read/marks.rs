//! The text with what was understood in it: every place once, the shortest reading of it on top.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use plan::Source;
use plan_text::draft::steps_of;
use words::Words;

use super::sheet::Work;

/// More characters than this are not shown beside the draft.
const MOST_SHOWN: usize = 200_000;

/// What a place was understood as.
struct Mark {
    span: (usize, usize),
    /// Key of the letter that stands before it.
    letter: &'static str,
    class: &'static str,
    id: String,
    href: String,
}

/// Pieces of a line, each with the mark over it and whether the mark begins there.
type Line = Vec<(String, Option<(usize, bool)>)>;

/// The anchor of an element, in the draft and, with `m-` before it, in the text.
pub(super) fn anchor(element: &str) -> String {
    element.replace(' ', "-")
}

/// The text, line by line.
pub(super) fn text(w: Words, work: &Work, gaps: &[plan::Gap]) -> Markup {
    let marks = marks(work, gaps);
    let chars: Vec<char> = work.text.chars().take(MOST_SHOWN).collect();
    let pieces = pieces(&marks, chars.len());
    let mut named = vec![false; marks.len()];
    let mut lines: Vec<Line> = vec![Line::new()];
    for (start, end, mark) in pieces {
        let piece: String = chars[start..end].iter().collect();
        for (nth, part) in piece.split('\n').enumerate() {
            if nth > 0 {
                lines.push(Line::new());
            }
            if part.is_empty() {
                continue;
            }
            // An id stands once, at the first piece of its place.
            let mark = mark.map(|mark| (mark, !std::mem::replace(&mut named[mark], true)));
            if let Some(line) = lines.last_mut() {
                line.push((part.to_owned(), mark));
            }
        }
    }
    html! {
        div.doc {
            @for line in lines.iter().filter(|line| !line.is_empty()) {
                p {
                    @for (piece, mark) in line {
                        @match mark {
                            Some((mark, first)) => (shown(w, &marks[*mark], piece, *first)),
                            None => (piece),
                        }
                    }
                }
            }
        }
        @if work.text.chars().nth(MOST_SHOWN).is_some() {
            p."pad sm" { (w.with("page-plan-read-cut", &[("count", MOST_SHOWN)])) }
        }
    }
}

fn shown(w: Words, mark: &Mark, piece: &str, first: bool) -> Markup {
    let id = first.then_some(&mark.id);
    let letter = first.then(|| w.say(mark.letter));
    html! {
        a href=(mark.href) {
            mark id=[id] class=(mark.class) data-k=[letter] { (piece) }
        }
    }
}

/// What the marks mean.
pub(super) fn legend(w: Words) -> Markup {
    let kinds = [
        ("", "page-plan-mark-post", "page-plan-mark-post-is"),
        ("step", "page-plan-mark-step", "page-plan-mark-step-is"),
        ("rep", "page-plan-mark-report", "page-plan-mark-report-is"),
        ("lim", "page-plan-mark-grade", "page-plan-mark-grade-is"),
        ("gap", "page-plan-mark-gap", "page-plan-mark-gap-is"),
        ("err", "page-plan-mark-finding", "page-plan-mark-finding-is"),
    ];
    html! {
        p."pad sm" {
            @for (class, letter, is) in kinds {
                mark class=(class) data-k=(w.say(letter)) { (w.say(is)) } " "
            }
        }
    }
}

fn marks(work: &Work, gaps: &[plan::Gap]) -> Vec<Mark> {
    let plan = &work.plan;
    // Where each open element is asked about: by itself, or joined with others.
    let mut open: BTreeMap<String, String> = BTreeMap::new();
    for gap in gaps {
        let blank = anchor(&gap.element);
        for step in steps_of(plan, gap) {
            open.entry(format!("step {}", step.id))
                .or_insert_with(|| blank.clone());
        }
        open.insert(gap.element.clone(), blank);
    }
    let mut all = Vec::new();
    let mut add = |element: String, source: &Option<Source>, letter, class| {
        let Some(source) = source else { return };
        let open = open.get(&element);
        let anchor = anchor(&element);
        all.push(Mark {
            span: source.span,
            letter: if open.is_some() {
                "page-plan-mark-gap"
            } else {
                letter
            },
            class: if open.is_some() { "gap" } else { class },
            id: format!("m-{anchor}"),
            href: open.map_or_else(|| format!("#{anchor}"), |blank| format!("#b-{blank}")),
        });
    };
    for post in &plan.posts {
        add(
            format!("post {}", post.id),
            &post.source,
            "page-plan-mark-post",
            "",
        );
    }
    for group in &plan.groups {
        add(
            format!("group {}", group.id),
            &group.source,
            "page-plan-mark-post",
            "",
        );
    }
    for grade in &plan.grades {
        add(
            format!("grade {}", grade.id),
            &grade.source,
            "page-plan-mark-grade",
            "lim",
        );
    }
    for procedure in &plan.procedures {
        let element = format!("procedure {}", procedure.id);
        add(element, &procedure.source, "page-plan-mark-step", "step");
        for step in &procedure.steps {
            add(
                format!("step {}", step.id),
                &step.source,
                "page-plan-mark-step",
                "step",
            );
        }
    }
    for report in &plan.reports {
        add(
            format!("report {}", report.id),
            &report.source,
            "page-plan-mark-report",
            "rep",
        );
    }
    if let Some(closing) = &plan.closing {
        add(
            "closing".to_owned(),
            &closing.source,
            "page-plan-mark-step",
            "step",
        );
    }
    for (nth, finding) in work.findings.iter().enumerate() {
        if let Some(span) = finding.span {
            all.push(Mark {
                span: (span.start, span.end),
                letter: "page-plan-mark-finding",
                class: "err",
                id: format!("m-f{nth}"),
                href: format!("#f{nth}"),
            });
        }
    }
    all
}

/// Cuts a text of so many characters at all ends of marks; each piece has the shortest mark over
/// it, of equal ones the last.
fn pieces(marks: &[Mark], length: usize) -> Vec<(usize, usize, Option<usize>)> {
    // At a place: what ends there, then what starts there.
    let mut turns: Vec<(usize, bool, usize)> = Vec::with_capacity(marks.len() * 2);
    for (nth, mark) in marks.iter().enumerate() {
        let (start, end) = (mark.span.0.min(length), mark.span.1.min(length));
        if start < end {
            turns.push((start, true, nth));
            turns.push((end, false, nth));
        }
    }
    turns.sort_unstable();
    let rank = |nth: usize| {
        let (start, end) = marks[nth].span;
        (end - start, std::cmp::Reverse(nth))
    };
    let mut over: BTreeSet<(usize, std::cmp::Reverse<usize>)> = BTreeSet::new();
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, starts, nth) in turns {
        if at > from {
            pieces.push((from, at, over.first().map(|(_, nth)| nth.0)));
            from = at;
        }
        if starts {
            over.insert(rank(nth));
        } else {
            over.remove(&rank(nth));
        }
    }
    if from < length {
        pieces.push((from, length, None));
    }
    pieces
}
