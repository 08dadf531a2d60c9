//! Facts that bring about a grade, or the end: found by trying values around those that the
//! plan's conditions name.

use std::collections::{BTreeMap, BTreeSet};

use plan::condition::{Checked, Facts, Known, Number, Quantity, Test, Value, Verdict};
use plan::{EventId, FactId, FactType, Rank, Ready};

use crate::Dice;

/// Assignments tried before a grade counts as out of reach.
const MOST_TRIES: usize = 4_000;

/// So many different assignments are enough for a play.
const ENOUGH: usize = 8;

/// All facts of an event.
pub(super) type Assignment = BTreeMap<FactId, Known>;

/// Assignments by which the event has exactly that grade; with no grade wanted, any.
pub(super) fn for_grade(
    ready: &Ready,
    event: &EventId,
    grade: Option<Rank>,
    dice: &mut Dice,
) -> Vec<Assignment> {
    let conditions: Vec<&Checked> = ready.grades(event).iter().map(|(_, it)| it).collect();
    let fits = |facts: &Facts| grade.is_none() || ready.grade(event, facts).certain == grade;
    search(
        ready,
        event,
        &conditions,
        &Assignment::new(),
        fits,
        ENOUGH,
        dice,
    )
}

/// What must still be said for the end to be possible: the facts of the closing condition, with
/// values by which it holds beside all else that is known. Empty where nothing must.
pub(super) fn for_the_end(
    ready: &Ready,
    event: &EventId,
    known: &Assignment,
    dice: &mut Dice,
) -> Assignment {
    let Some(when) = ready.closing_condition(event) else {
        return Assignment::new();
    };
    let asked: BTreeSet<&FactId> = when.facts().into_iter().collect();
    let mut kept = known.clone();
    kept.retain(|fact, _| !asked.contains(fact));
    let fits = |facts: &Facts| when.evaluate(facts) == Verdict::True;
    let found = search(ready, event, &[when], &kept, fits, 1, dice);
    let mut first = found.into_iter().next().unwrap_or_default();
    first.retain(|fact, _| asked.contains(fact));
    first
}

fn search(
    ready: &Ready,
    event: &EventId,
    conditions: &[&Checked],
    kept: &Assignment,
    fits: impl Fn(&Facts) -> bool,
    enough: usize,
    dice: &mut Dice,
) -> Vec<Assignment> {
    let values = values(ready, event, conditions);
    let mut found: Vec<Assignment> = Vec::new();
    for _ in 0..MOST_TRIES {
        let mut facts = kept.clone();
        for (fact, values) in &values {
            if !facts.contains_key(fact)
                && let Some(value) = dice.pick(values)
            {
                facts.insert(fact.clone(), value.clone());
            }
        }
        let all: Facts = facts.clone().into_iter().collect();
        if fits(&all) && !found.contains(&facts) {
            found.push(facts);
            if found.len() >= enough {
                break;
            }
        }
    }
    found
}

/// For every fact of the event, the values at which some condition turns, and harmless ones.
fn values(ready: &Ready, event: &EventId, conditions: &[&Checked]) -> BTreeMap<FactId, Vec<Known>> {
    let mut values: BTreeMap<FactId, Vec<Known>> = BTreeMap::new();
    let fields = ready.plan().event(event).map_or(&[][..], |it| &it.facts);
    for field in fields {
        let harmless = match field.kind {
            FactType::YesNo => vec![Known::yes_no(false), Known::yes_no(true)],
            FactType::Number => vec![Known::number(0)],
            FactType::Choice => field.choices.iter().map(Known::text).collect(),
        };
        values.insert(field.id.clone(), harmless);
    }
    // While nothing is known, a condition's reason names everything that it waits for.
    for condition in conditions {
        for because in condition.reason(&Facts::new()).because {
            let known = values.entry(because.claim.fact).or_default();
            match because.claim.test {
                Test::YesNo(_) | Test::OneOf(_) | Test::NoneOf(_) => {}
                Test::Quantity { value, .. } => known.extend(around(value)),
            }
        }
    }
    values
}

fn around(value: Quantity) -> Vec<Known> {
    match value {
        Quantity::Number(number) => [-1_000_000, 0, 1_000_000]
            .into_iter()
            .filter_map(|step| number.millionths().checked_add(step))
            .filter(|millionths| *millionths >= 0)
            .map(|millionths| Known::number(Number::from_millionths(millionths)))
            .collect(),
        Quantity::Duration(length) => vec![Known::Exact(Value::Duration(length))],
    }
}
