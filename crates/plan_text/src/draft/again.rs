//! A document read again: a new version of the text against the plan that people made of the old one.
//! Elements are matched by their quotes and the procedure they stand in. Every difference is a proposal;
//! nothing that stands in the plan is changed before somebody takes it, and what a person wrote there is
//! marked as theirs.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Plan, Post, ReportRule, Source, Step};

use super::original::bare;

/// What the new text says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which element of the plan, as gaps name it; of an addition, the element of the new draft.
    pub element: String,
    /// What differs.
    pub what: Change,
    /// Where the new text says so; none of what is gone.
    pub source: Option<Source>,
}

/// How an element differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The new text has it, the plan has not.
    New {
        /// What it says.
        says: String,
    },
    /// The plan has it from the old text, and the new text has it no more.
    Gone {
        /// What it said.
        said: String,
    },
    /// Both have it, with another value.
    Differs {
        /// Which value.
        field: Field,
        /// In the plan; empty where it has none.
        old: String,
        /// In the new text; empty where it says none.
        new: String,
        /// A person wrote the plan's value: it never stood in the old text.
        is_edited: bool,
    },
}

/// A value of an element that a text can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What is to be done, or what a post or report is called.
    Text,
    /// Who holds a post.
    Holders,
    /// Who does it.
    Post,
    /// How long it may take.
    Limit,
    /// To whom a report goes.
    Recipient,
}

/// An element as far as texts can say it.
struct Element<'a> {
    id: String,
    /// The procedure that a step stands in.
    within: &'a str,
    text: &'a str,
    quote: String,
    source: Option<&'a Source>,
    fields: BTreeMap<Field, String>,
}

/// Compares the plan that people made of an old text with the draft of the new one. What has no source was
/// added by people and is left alone.
pub fn differences(plan: &Plan, new: &Plan) -> Vec<Difference> {
    let mut all = Vec::new();
    for section in [posts, steps, reports] {
        compare(&section(plan), &section(new), &mut all);
    }
    all
}

fn compare(old: &[Element], new: &[Element], all: &mut Vec<Difference>) {
    let pairs = pair(old, new);
    let taken: BTreeSet<usize> = pairs.values().copied().collect();
    for (at, old) in old.iter().enumerate() {
        let Some(new) = pairs.get(&at).map(|&at| &new[at]) else {
            if old.source.is_some() {
                all.push(Difference {
                    element: old.id.clone(),
                    what: Change::Gone {
                        said: old.text.to_owned(),
                    },
                    source: None,
                });
            }
            continue;
        };
        let fields: BTreeSet<Field> = old
            .fields
            .keys()
            .chain(new.fields.keys())
            .copied()
            .collect();
        for field in fields {
            let value = |of: &Element| of.fields.get(&field).cloned().unwrap_or_default();
            let (was, says) = (value(old), value(new));
            // What the text does not say is no proposal to forget what people filled in.
            if bare(&was) == bare(&says) || says.is_empty() {
                continue;
            }
            all.push(Difference {
                element: old.id.clone(),
                what: Change::Differs {
                    field,
                    is_edited: !was.is_empty() && !stands(old, &was),
                    old: was,
                    new: says,
                },
                source: new.source.cloned(),
            });
        }
    }
    for (at, new) in new.iter().enumerate() {
        if !taken.contains(&at) {
            all.push(Difference {
                element: new.id.clone(),
                what: Change::New {
                    says: new.text.to_owned(),
                },
                source: new.source.cloned(),
            });
        }
    }
}

/// Whether every piece of a value stands in the words that the element was read from. A limit is written
/// anew, so its number must stand there.
fn stands(element: &Element, value: &str) -> bool {
    let number: String = value.chars().take_while(char::is_ascii_digit).collect();
    value
        .split('、')
        .all(|piece| element.quote.contains(&bare(piece)))
        || (!number.is_empty() && element.quote.contains(&number))
}

/// Which old element is which new one: equal quotes first, then equal words, then the likest words of the
/// same procedure.
fn pair(old: &[Element], new: &[Element]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let same: [fn(&Element, &Element) -> bool; 3] = [
        |old, new| old.quote == new.quote && old.within == new.within,
        |old, new| old.quote == new.quote,
        |old, new| bare(old.text) == bare(new.text) && old.within == new.within,
    ];
    for same in same {
        for (at, element) in old.iter().enumerate() {
            if pairs.contains_key(&at) || element.quote.is_empty() {
                continue;
            }
            let found = (0..new.len()).find(|it| !taken.contains(it) && same(element, &new[*it]));
            if let Some(found) = found {
                pairs.insert(at, found);
                taken.insert(found);
            }
        }
    }
    let grams = |of: &[Element]| of.iter().map(|it| bigrams(&it.quote)).collect::<Vec<_>>();
    let (of_old, of_new) = (grams(old), grams(new));
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for at in (0..old.len()).filter(|at| !pairs.contains_key(at)) {
        for other in (0..new.len()).filter(|it| !taken.contains(it)) {
            let percent = likeness(&of_old[at], &of_new[other]);
            if percent >= LIKE_ENOUGH && old[at].within == new[other].within {
                alike.push((percent, at, other));
            }
        }
    }
    alike.sort_by_key(|(percent, at, other)| (std::cmp::Reverse(*percent), *at, *other));
    for (_, at, other) in alike {
        if !pairs.contains_key(&at) && taken.insert(other) {
            pairs.insert(at, other);
        }
    }
    pairs
}

/// Half of the pairs of characters are the same: another limit or another post, not another act.
const LIKE_ENOUGH: usize = 50;

fn bigrams(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How much two texts share, in percent.
fn likeness(one: &BTreeSet<(char, char)>, other: &BTreeSet<(char, char)>) -> usize {
    let both = one.intersection(other).count();
    200 * both / (one.len() + other.len()).max(1)
}

fn quote(source: Option<&Source>) -> String {
    source
        .and_then(|it| it.quote.as_deref())
        .map_or_else(String::new, bare)
}

fn named<'a>(plan: &'a Plan, post: Option<&duty::PostId>) -> &'a str {
    post.and_then(|id| plan.post(id))
        .map_or("", |post| &post.name)
}

fn fields<const N: usize>(said: [(Field, String); N]) -> BTreeMap<Field, String> {
    said.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn posts(plan: &Plan) -> Vec<Element<'_>> {
    let element = |post: &'_ Post| -> BTreeMap<Field, String> {
        fields([
            (Field::Text, post.name.clone()),
            (Field::Holders, post.holders.join("、")),
        ])
    };
    let all = plan.posts.iter();
    all.map(|post| Element {
        id: format!("post {}", post.id),
        within: "",
        text: &post.name,
        quote: quote(post.source.as_ref()),
        source: post.source.as_ref(),
        fields: element(post),
    })
    .collect()
}

fn steps(plan: &Plan) -> Vec<Element<'_>> {
    let said = |step: &Step| {
        let limit = step.limit.map(|it| it.to_string()).unwrap_or_default();
        fields([
            (Field::Text, step.text.clone()),
            (Field::Post, named(plan, step.post.as_ref()).to_owned()),
            (Field::Limit, limit),
        ])
    };
    let all = plan
        .procedures
        .iter()
        .flat_map(|it| it.steps.iter().map(move |step| (it, step)));
    all.map(|(procedure, step)| Element {
        id: format!("step {}", step.id),
        within: &procedure.name,
        text: &step.text,
        quote: quote(step.source.as_ref()),
        source: step.source.as_ref(),
        fields: said(step),
    })
    .collect()
}

fn reports(plan: &Plan) -> Vec<Element<'_>> {
    let said = |report: &ReportRule| {
        let limit = report.limits.iter().map(|it| it.within).min();
        fields([
            (Field::Recipient, report.to.clone().unwrap_or_default()),
            (Field::Post, named(plan, report.post.as_ref()).to_owned()),
            (
                Field::Limit,
                limit.map(|it| it.to_string()).unwrap_or_default(),
            ),
        ])
    };
    let all = plan.reports.iter();
    all.map(|report| Element {
        id: format!("report {}", report.id),
        within: "",
        text: &report.name,
        quote: quote(report.source.as_ref()),
        source: report.source.as_ref(),
        fields: said(report),
    })
    .collect()
}
