//! What the people and machines of a story do, right and wrong.

use std::collections::BTreeMap;

use duty::{DutyId, Evidence, IncidentId, NoticeId, PersonId, Photo};
use engine::{
    AccountId, Act, Address, Answer, By, CallOutcome, Delivery, Hours, NoticeKind, OrganisationId,
    Reach, Right, Role, Signal, Template, call_list,
};
use jiff::{SignedDuration, Timestamp};
use plan::condition::Known;
use plan::{EventId, FactId, Kind};

use super::changes::change;
use super::house::{calendar, end_absence, enter, erasing, roster, substitutes};
use super::names::{Frame, fact, sealed};
use super::plan::invent;
use super::world::World;
use crate::Dice;
use crate::names::id;

/// How a story's people are: how often each kind of thing happens in it.
#[derive(Debug, Clone)]
pub(super) struct Mood {
    /// Weights of [`act`]'s kinds of acts, in its order.
    weights: [u64; 14],
    /// In a hundred answers, how many take or finish the duty as they should.
    good_will: u64,
}

impl Mood {
    /// A mood of its own for every story, so that rare things are frequent in some.
    pub fn new(dice: &mut Dice) -> Self {
        let usual = [8, 3, 14, 70, 8, 3, 14, 8, 5, 8, 3, 3, 16, 8];
        let weights = usual.map(|weight| match dice.below(4) {
            0 => weight / 4,
            1 | 2 => weight,
            _ => weight * 3,
        });
        Self {
            weights,
            good_will: [10, 50, 90][dice.weighted(&[1, 2, 3])],
        }
    }
}

/// The organisation's first acts.
pub(super) fn founding(dice: &mut Dice, frame: &Frame, now: Timestamp) -> Vec<(By, Act)> {
    let mut acts = vec![(
        By::Node,
        Act::Found {
            organisation: id(OrganisationId::new, "house".to_owned()),
            name: "推演单位".to_owned(),
            kind: [Kind::School, Kind::Factory][dice.weighted(&[1, 1])],
            sample: false,
        },
    )];
    for account in ["officer", "machine"] {
        acts.push((By::Node, right(account, Role::Officer, None)));
    }
    acts.push((By::Node, right("keeper", Role::Administrator, None)));
    acts.push((By::Node, Act::Start));
    let chief = frame.people.first().cloned();
    if dice.chance(80) {
        acts.push((By::Node, working_hours(dice, now)));
    }
    for person in &frame.people {
        acts.push((officer(), set_person(dice, person)));
    }
    if let Some(person) = dice.pick(&frame.people) {
        let own = right("commander", Role::Commander, Some(person.clone()));
        acts.push((By::Node, own));
    }
    acts.push((
        By::Node,
        Act::SetRight {
            account: id(AccountId::new, "chief".to_owned()),
            right: Some(Right {
                role: Role::Commander,
                person: chief,
            }),
        },
    ));
    for post in &frame.posts {
        if dice.chance(85) {
            let people = dice.some(&frame.people, 30);
            let post = post.clone();
            acts.push((officer(), Act::SetHolders { post, people }));
        }
    }
    for (plan, events) in &frame.plans {
        let body = Box::new(invent(dice, frame, plan, events));
        let plan = plan.clone();
        acts.push((officer(), Act::Publish { plan, body }));
    }
    acts
}

/// What happens next.
pub(super) fn act(
    dice: &mut Dice,
    mood: &Mood,
    frame: &Frame,
    world: &World<'_>,
    heard: &[(PersonId, DutyId)],
) -> (By, Act) {
    let running = world.state.incidents.len();
    let mut weights = mood.weights;
    match running {
        // Nothing to do without an incident; more than a few make a long story, not a better one.
        0 => {
            weights[0] *= 20;
            weights[3] /= 4;
        }
        1 => weights[0] /= 2,
        2 | 3 => weights[0] /= 4,
        _ => weights[0] = 0,
    }
    match dice.weighted(&weights) {
        0 => report(dice, frame, world.now),
        1 => signals(dice, frame, world.now),
        2 => state_facts(dice, world),
        3 => answer(dice, mood, frame, world, heard),
        4 => call(dice, world),
        5 => note(dice, frame, world),
        6 => propose_end(dice, world),
        7 => people_change(dice, frame, world),
        8 => republish(dice, frame),
        9 => receipt(dice, world),
        10 => (By::Clock, Act::Tick),
        11 => (By::Node, Act::Start),
        12 => change(dice, frame, world),
        _ => (account("keeper"), erasing(dice, frame, world)),
    }
}

pub(super) fn officer() -> By {
    account("officer")
}

fn account(name: &str) -> By {
    By::Account(id(AccountId::new, name.to_owned()))
}

fn right(account: &str, role: Role, person: Option<PersonId>) -> Act {
    Act::SetRight {
        account: id(AccountId::new, account.to_owned()),
        right: Some(Right { role, person }),
    }
}

fn set_person(dice: &mut Dice, person: &PersonId) -> Act {
    Act::SetPerson {
        person: person.clone(),
        name: sealed(dice, person.as_str()),
        phone: None,
        number: None,
    }
}

fn set_template(dice: &mut Dice) -> Act {
    let zh = dice.chance(60).then(|| "{任务}".to_owned());
    Act::SetTemplate {
        kind: NoticeKind::Asked,
        template: Template { zh, en: None },
    }
}

fn set_addresses(dice: &mut Dice, person: &PersonId) -> Act {
    let some = dice.between(0, 2);
    let address = |number: i64| Address {
        channel: "mail".to_owned(),
        value: sealed(dice, &format!("{person}-{number}")),
        opens: Reach::House,
        hours: Hours::Working,
    };
    Act::SetAddresses {
        person: person.clone(),
        addresses: (0..some).map(address).collect(),
    }
}

fn working_hours(dice: &mut Dice, now: Timestamp) -> Act {
    let hour = SignedDuration::from_hours(1);
    let mut at = now - hour * 24;
    let mut periods = Vec::new();
    for _ in 0..dice.between(0, 40) {
        let from = at + hour * i32::try_from(dice.between(1, 15)).unwrap_or(1);
        at = from + hour * i32::try_from(dice.between(1, 9)).unwrap_or(1);
        periods.push((from, at));
    }
    Act::SetWorkingHours {
        periods,
        through: now + hour * 24 * i32::try_from(dice.between(30, 90)).unwrap_or(30),
    }
}

pub(super) fn any_incident(dice: &mut Dice, world: &World<'_>) -> IncidentId {
    let running: Vec<IncidentId> = world.state.incidents.keys().cloned().collect();
    let ever = dice.chance(15) || running.is_empty();
    let among = if ever { &world.incidents } else { &running };
    dice.pick(among)
        .cloned()
        .unwrap_or_else(|| id(IncidentId::new, "no-incident".to_owned()))
}

fn facts(dice: &mut Dice) -> BTreeMap<FactId, Known> {
    let mut facts = BTreeMap::new();
    if dice.chance(50) {
        let count = i32::try_from(dice.between(0, 4)).unwrap_or(0);
        let known = match dice.below(4) {
            0 => Known::at_least(count),
            1 => Known::at_most(count),
            _ => Known::number(count),
        };
        facts.insert(fact("hurt"), known);
    }
    if dice.chance(40) {
        let level = i32::try_from(dice.between(0, 45)).unwrap_or(0);
        facts.insert(fact("level"), Known::number(level));
    }
    for name in ["burning", "clear"] {
        if dice.chance(40) {
            facts.insert(fact(name), Known::yes_no(dice.chance(70)));
        }
    }
    if dice.chance(40) {
        let zone = if dice.chance(50) { "east" } else { "west" };
        facts.insert(fact("zone"), Known::text(zone));
    }
    match dice.below(40) {
        // A wrong kind, a wrong name, a fact taken back.
        0 => facts.insert(fact("hurt"), Known::yes_no(true)),
        1 => facts.insert(fact("no-fact"), Known::number(1)),
        2 => facts.insert(fact("burning"), Known::Unknown),
        _ => None,
    };
    facts
}

fn any_event(dice: &mut Dice, frame: &Frame) -> EventId {
    let events: Vec<EventId> = frame.events().cloned().collect();
    match dice.pick(&events) {
        Some(event) if dice.chance(97) => event.clone(),
        Some(_) | None => id(EventId::new, "no-event".to_owned()),
    }
}

fn report(dice: &mut Dice, frame: &Frame, now: Timestamp) -> (By, Act) {
    let known = dice.chance(50);
    let act = Act::Report {
        event: any_event(dice, frame),
        happened: known.then(|| now - SignedDuration::from_mins(dice.between(0, 30))),
        text: dice.chance(50).then(|| sealed(dice, "words")),
        place: dice.chance(50).then(|| sealed(dice, "place")),
        facts: facts(dice),
    };
    let by = if dice.chance(50) {
        By::Anyone
    } else {
        officer()
    };
    (by, act)
}

fn signals(dice: &mut Dice, frame: &Frame, now: Timestamp) -> (By, Act) {
    let signals = (0..dice.between(1, 3))
        .map(|_| {
            let event = any_event(dice, frame);
            let mut labels = BTreeMap::from([("event".to_owned(), event.to_string())]);
            if dice.chance(60) {
                labels.insert("level".to_owned(), dice.between(0, 45).to_string());
            }
            Signal {
                fingerprint: format!("print-{}", dice.below(6)),
                labels,
                text: None,
                place: None,
                starts: now - SignedDuration::from_mins(dice.between(-5, 30)),
                ends: now + SignedDuration::from_mins(dice.between(-10, 30)),
            }
        })
        .collect();
    let sender = id(AccountId::new, "sender".to_owned());
    (By::Sender(sender), Act::TakeSignals(signals))
}

fn state_facts(dice: &mut Dice, world: &World<'_>) -> (By, Act) {
    let incident = any_incident(dice, world);
    let facts = facts(dice);
    (officer(), Act::StateFacts { incident, facts })
}

fn answer(
    dice: &mut Dice,
    mood: &Mood,
    frame: &Frame,
    world: &World<'_>,
    heard: &[(PersonId, DutyId)],
) -> (By, Act) {
    let all = world.state.duties.values();
    let done_too = dice.chance(10);
    let open: Vec<DutyId> = all
        .filter(|duty| done_too || !duty.is_done())
        .map(|duty| duty.id.clone())
        .collect();
    // Mostly somebody who was told, about that; sometimes anybody about anything.
    let (person, duty) = match dice.pick(heard) {
        Some((person, duty)) if dice.chance(20) => (Some(person.clone()), Some(duty.clone())),
        Some(_) | None => {
            let duty = dice.pick(&open).cloned();
            let told = duty.as_ref().and_then(|duty| world.state.duties.get(duty));
            let told = told.and_then(|duty| dice.pick(&duty.told)).cloned();
            let someone = dice.pick(&frame.people).cloned();
            (
                if dice.chance(75) {
                    told.or(someone)
                } else {
                    someone
                },
                duty,
            )
        }
    };
    let duty = duty.unwrap_or_else(|| id(DutyId::new, "no-duty".to_owned()));
    let wanted: Vec<Evidence> = world
        .state
        .duties
        .get(&duty)
        .map(|duty| duty.task.evidence.clone())
        .unwrap_or_default();
    let handed = dice.chance(80);
    let text = handed && wanted.contains(&Evidence::Text) || dice.chance(10);
    let photo = handed && wanted.contains(&Evidence::Photo) || dice.chance(10);
    let answer = if dice.chance(mood.good_will) {
        [Answer::GotIt, Answer::Done][dice.weighted(&[2, 6])]
    } else {
        [Answer::Cannot, Answer::GotIt, Answer::Done][dice.weighted(&[4, 2, 1])]
    };
    let person = person.unwrap_or_else(|| id(PersonId::new, "nobody".to_owned()));
    let by = match dice.weighted(&[12, 4, 1, 1, 2]) {
        0 => By::Link(person.clone()),
        4 => By::Claimed(person.clone()),
        1 => officer(),
        2 => By::Token(id(AccountId::new, "machine".to_owned())),
        _ => By::Anyone,
    };
    let act = Act::Answer {
        duty,
        answer,
        text: text.then(|| sealed(dice, "done")),
        photos: if photo {
            vec![Photo {
                blob: "00".to_owned(),
                media: "image/jpeg".to_owned(),
            }]
        } else {
            Vec::new()
        },
        paper: None,
        on_behalf_of: dice.chance(50).then_some(person),
    };
    (by, act)
}

fn call(dice: &mut Dice, world: &World<'_>) -> (By, Act) {
    let rows: Vec<NoticeId> = call_list(&world.state)
        .into_iter()
        .map(|notice| notice.id.clone())
        .collect();
    let notice = any_notice(dice, &rows);
    let outcome = [CallOutcome::Reached, CallOutcome::NoAnswer][dice.weighted(&[2, 1])];
    (officer(), Act::Call { notice, outcome })
}

fn any_notice(dice: &mut Dice, from: &[NoticeId]) -> NoticeId {
    dice.pick(from)
        .cloned()
        .unwrap_or_else(|| id(NoticeId::new, "no-notice".to_owned()))
}

fn note(dice: &mut Dice, frame: &Frame, world: &World<'_>) -> (By, Act) {
    let act = Act::Note {
        incident: any_incident(dice, world),
        happened: world.now,
        text: sealed(dice, "note"),
    };
    let by = match dice.below(3) {
        0 => account("commander"),
        1 => By::Link(any_person(dice, frame)),
        _ => officer(),
    };
    (by, act)
}

fn propose_end(dice: &mut Dice, world: &World<'_>) -> (By, Act) {
    let incident = any_incident(dice, world);
    (officer(), Act::ProposeEnd { incident })
}

pub(super) fn any_person(dice: &mut Dice, frame: &Frame) -> PersonId {
    let person = dice.pick(&frame.people).cloned();
    person.unwrap_or_else(|| id(PersonId::new, "nobody".to_owned()))
}

fn people_change(dice: &mut Dice, frame: &Frame, world: &World<'_>) -> (By, Act) {
    let now = world.now;
    let person = any_person(dice, frame);
    let act = match dice.weighted(&[8, 6, 2, 2, 3, 1, 2, 1, 1, 1]) {
        0 => match dice.pick(&frame.posts) {
            Some(post) => Act::SetHolders {
                post: post.clone(),
                people: dice.some(&frame.people, 30),
            },
            None => set_person(dice, &person),
        },
        1 => Act::SetAbsence {
            from: now + SignedDuration::from_mins(dice.between(-60, 60)),
            to: dice
                .chance(70)
                .then(|| now + SignedDuration::from_mins(dice.between(-30, 600))),
            person,
            reason: dice.chance(30).then(|| sealed(dice, "reason")),
        },
        2 if dice.chance(50) => set_addresses(dice, &person),
        2 if dice.chance(30) => set_template(dice),
        2 => set_person(dice, &person),
        3 => working_hours(dice, now),
        4 => roster(dice, frame, now),
        5 => Act::Leave { person },
        6 => substitutes(dice, frame),
        7 => enter(dice, frame),
        8 => end_absence(dice, world, person),
        _ => calendar(now),
    };
    (officer(), act)
}

fn republish(dice: &mut Dice, frame: &Frame) -> (By, Act) {
    match dice.pick(&frame.plans) {
        Some((plan, events)) => {
            let body = Box::new(invent(dice, frame, plan, events));
            let plan = plan.clone();
            (officer(), Act::Publish { plan, body })
        }
        None => (By::Clock, Act::Tick),
    }
}

/// A receipt for something that may be settled long ago, or never was.
fn receipt(dice: &mut Dice, world: &World<'_>) -> (By, Act) {
    let rows: Vec<NoticeId> = world.state.notices.keys().cloned().collect();
    let act = Act::Receipt {
        notice: any_notice(dice, &rows),
        channel: "mail".to_owned(),
        outcome: [Delivery::Failed("busy".to_owned()), Delivery::GaveUp][dice.weighted(&[3, 1])]
            .clone(),
    };
    (By::Courier, act)
}
