//! What people change about a running incident: its plan version, its grade, its duties.

use duty::{DutyId, Evidence, IncidentId, Oral, PersonId};
use engine::{AccountId, Act, By};
use jiff::SignedDuration;
use plan::{Limit, Rank};

use super::acts::{any_incident, officer};
use super::names::{Frame, sealed};
use super::world::World;
use crate::Dice;
use crate::names::id;

/// One change, by somebody who mostly may.
pub(super) fn change(dice: &mut Dice, frame: &Frame, world: &World<'_>) -> (By, Act) {
    let incident = any_incident(dice, world);
    let duty = any_duty(dice, world);
    let leader = leader(dice, frame, world, &incident, duty.as_ref());
    let duty = duty.unwrap_or_else(|| id(DutyId::new, "no-duty".to_owned()));
    let person = dice
        .pick(&frame.people)
        .filter(|_| dice.chance(40))
        .cloned();
    let post = dice.pick(&frame.posts).filter(|_| dice.chance(70)).cloned();
    let by = match dice.weighted(&[6, 2, 2]) {
        0 => officer(),
        1 => By::Account(id(AccountId::new, "chief".to_owned())),
        _ => leader.clone().map_or_else(officer, By::Link),
    };
    let act = match dice.weighted(&[6, 4, 4, 3, 1, 1, 3]) {
        0 => {
            let incident = behind(world).unwrap_or(incident);
            Act::MoveToVersion {
                version: newest(world, &incident).unwrap_or(1),
                incident,
                reason: sealed(dice, "reason"),
            }
        }
        1 => Act::SetGrade {
            incident,
            rank: Rank::ALL[dice.weighted(&[1, 2, 2, 2])],
            reason: sealed(dice, "reason"),
            on_behalf_of: leader,
        },
        2 => Act::Reassign {
            duty,
            post,
            person,
            reason: sealed(dice, "reason"),
        },
        3 => Act::Waive {
            duty,
            clause: dice.chance(60).then(|| sealed(dice, "clause")),
            reason: sealed(dice, "reason"),
            on_behalf_of: leader,
        },
        4 => Act::Comment {
            duty,
            text: sealed(dice, "comment"),
        },
        5 => Act::AnswerOrally {
            duty,
            oral: Oral {
                receiver: sealed(dice, "receiver"),
                post: sealed(dice, "post"),
                number: dice.chance(50).then(|| sealed(dice, "number")),
                at: world.now - SignedDuration::from_mins(dice.between(-1, 20)),
                words: sealed(dice, "words"),
            },
            on_behalf_of: leader,
        },
        _ => Act::AddDuty {
            incident,
            post,
            person,
            text: sealed(dice, "added"),
            limit: dice
                .chance(70)
                .then(|| Limit::seconds(dice.between(0, 3_600)).ok())
                .flatten(),
            life_safety: dice.chance(20),
            evidence: dice.some(&[Evidence::Text, Evidence::Photo], 20),
        },
    };
    (by, act)
}

fn any_duty(dice: &mut Dice, world: &World<'_>) -> Option<DutyId> {
    let done_too = dice.chance(10);
    let duties = world.state.duties.values();
    let duties: Vec<DutyId> = duties
        .filter(|duty| done_too || !duty.is_done())
        .map(|duty| duty.id.clone())
        .collect();
    dice.pick(&duties).cloned()
}

/// Mostly whoever leads the incident, or that of the duty.
fn leader(
    dice: &mut Dice,
    frame: &Frame,
    world: &World<'_>,
    incident: &IncidentId,
    duty: Option<&DutyId>,
) -> Option<PersonId> {
    let of_duty = duty.and_then(|duty| world.state.duties.get(duty));
    let incident = of_duty.map_or(incident, |duty| &duty.incident);
    let leader = world.state.incidents.get(incident);
    let leader = leader.and_then(|incident| incident.leader.as_ref()?.people.first());
    if dice.chance(80) {
        leader.cloned()
    } else {
        dice.pick(&frame.people).cloned()
    }
}

/// An incident that runs by an older version than its plan has.
fn behind(world: &World<'_>) -> Option<IncidentId> {
    let mut all = world.state.incidents.values();
    let behind = all.find(|it| newest(world, &it.id) > Some(it.version) && it.ended.is_none());
    behind.map(|incident| incident.id.clone())
}

/// The newest version of an incident's plan, which it may run by already.
fn newest(world: &World<'_>, incident: &IncidentId) -> Option<u32> {
    let incident = world.state.incidents.get(incident)?;
    let versions = world.state.plans.get(&incident.plan)?;
    versions.get_max().map(|(version, _)| *version)
}
