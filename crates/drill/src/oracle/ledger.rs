//! What is owed to whom by message, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use duty::{DutyId, IncidentId, NoticeId, PersonId};
use engine::{About, CallOutcome, Delivery, Notice};
use jiff::Timestamp;

use super::{Check, Promise, broken};

/// Every notice ever owed.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    owed: BTreeMap<NoticeId, Owed>,
    /// Notices that nobody has settled yet, in the order of owing.
    unsettled: BTreeSet<(u64, NoticeId)>,
    /// How many starts of a runner there were.
    starts: u64,
}

#[derive(Debug)]
struct Owed {
    to: PersonId,
    incident: IncidentId,
    duty: Option<DutyId>,
    urgent: bool,
    number: u64,
    /// Starts before it was owed.
    born: u64,
    /// Starts before it was last sent.
    sent: Option<u64>,
    stands: Stands,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Outbox,
    CallList,
    Settled,
}

impl Ledger {
    pub fn started(&mut self) {
        self.starts += 1;
    }

    /// Somebody is to be told.
    pub fn owe(&mut self, notice: &Notice) -> Check {
        if self.owed.contains_key(&notice.id) {
            return broken(
                Promise::ToldOncePerRung,
                format!("the notice {} is owed twice", notice.id),
            );
        }
        let number = self.owed.len() as u64;
        let duty = match &notice.about {
            About::Duty { duty, .. } => Some(duty.clone()),
            About::Waived { .. } | About::Release => None,
        };
        let owed = Owed {
            to: notice.to.clone(),
            incident: notice.incident.clone(),
            duty,
            urgent: notice.urgent,
            number,
            born: self.starts,
            sent: None,
            stands: if notice.call_list {
                Stands::CallList
            } else {
                Stands::Outbox
            },
        };
        self.unsettled.insert((number, notice.id.clone()));
        self.owed.insert(notice.id.clone(), owed);
        Ok(())
    }

    /// Of which incident a notice told, and whom.
    pub fn about(&self, id: &NoticeId) -> Option<(IncidentId, PersonId)> {
        let owed = self.owed.get(id)?;
        Some((owed.incident.clone(), owed.to.clone()))
    }

    /// An attempt was made. What was never handed to a channel cannot have been delivered.
    pub fn receipt(&mut self, id: &NoticeId, outcome: &Delivery) -> Check {
        match outcome {
            Delivery::Delivered => {
                if self.owed.get(id).is_none_or(|owed| owed.sent.is_none()) {
                    return broken(
                        Promise::NothingVanishes,
                        format!("{id} counts as delivered, but was never sent"),
                    );
                }
                self.settle(id);
            }
            Delivery::Failed(_) => {}
            Delivery::GaveUp => {
                if let Some(owed) = self.owed.get_mut(id)
                    && owed.stands == Stands::Outbox
                {
                    owed.stands = Stands::CallList;
                }
            }
        }
        Ok(())
    }

    /// The duty officer rang.
    pub fn called(&mut self, id: &NoticeId, outcome: CallOutcome) {
        match outcome {
            CallOutcome::Reached => self.settle(id),
            CallOutcome::NoAnswer => {}
        }
    }

    /// Somebody has left and is told nothing more.
    pub fn left(&mut self, person: &PersonId) {
        let to: Vec<NoticeId> = self
            .unsettled
            .iter()
            .filter(|(_, id)| self.owed.get(id).is_some_and(|owed| owed.to == *person))
            .map(|(_, id)| id.clone())
            .collect();
        for id in to {
            self.settle(&id);
        }
    }

    /// A duty is done: nobody need be told of it any more.
    pub fn done(&mut self, duty: &DutyId) {
        let about: Vec<NoticeId> = self
            .unsettled
            .iter()
            .filter(|(_, id)| {
                let owed = self.owed.get(id);
                owed.is_some_and(|owed| owed.duty.as_ref() == Some(duty))
            })
            .map(|(_, id)| id.clone())
            .collect();
        for id in about {
            self.settle(&id);
        }
    }

    fn settle(&mut self, id: &NoticeId) {
        if let Some(owed) = self.owed.get_mut(id) {
            owed.stands = Stands::Settled;
            self.unsettled.remove(&(owed.number, id.clone()));
        }
    }

    /// Promise 2, and the end of 1: what the core says it owes is what it owes, no more and no
    /// less, urgent first and then by age.
    pub fn agrees(&self, outbox: &[NoticeId], call_list: &[NoticeId]) -> Check {
        for (stands, listed) in [(Stands::Outbox, outbox), (Stands::CallList, call_list)] {
            let mut expected: Vec<(bool, u64, &NoticeId)> = self
                .unsettled
                .iter()
                .filter_map(|(number, id)| Some((self.owed.get(id)?, *number, id)))
                .filter(|(owed, _, _)| owed.stands == stands)
                .map(|(owed, number, id)| (!owed.urgent, number, id))
                .collect();
            expected.sort();
            let expected: Vec<&NoticeId> = expected.into_iter().map(|(_, _, id)| id).collect();
            if let Some(missing) = expected.iter().find(|id| !listed.contains(id)) {
                return broken(
                    Promise::NothingVanishes,
                    format!("the notice {missing} is owed, but not in the {stands:?}"),
                );
            }
            if let Some(extra) = listed.iter().find(|id| !expected.contains(id)) {
                return broken(
                    Promise::ToldOncePerRung,
                    format!("the notice {extra} is in the {stands:?}, but is not owed"),
                );
            }
            if !expected.iter().copied().eq(listed) {
                return broken(
                    Promise::LifeFirst,
                    format!("the {stands:?} is not urgent first, then by age"),
                );
            }
        }
        Ok(())
    }

    /// Promises 1 and 2 at the moment when a channel gets a notice.
    pub fn sent(&mut self, at: Timestamp, notice: &Notice) -> Check {
        let starts = self.starts;
        let Some(owed) = self.owed.get_mut(&notice.id) else {
            return broken(
                Promise::ToldOncePerRung,
                format!("{} was sent, but nobody ever owed it", notice.id),
            );
        };
        if owed.to != notice.to || owed.stands != Stands::Outbox {
            return broken(
                Promise::ToldOncePerRung,
                format!(
                    "{} told {} at {at}, though it was owed no more",
                    notice.id, notice.to
                ),
            );
        }
        let may_repeat = owed.born < starts;
        let repeats = owed.sent.is_some_and(|run| run < starts);
        owed.sent = Some(starts);
        if notice.repeat != may_repeat {
            return broken(
                Promise::NothingVanishes,
                format!(
                    "{} {} and is marked repeat: {}",
                    notice.id,
                    if repeats {
                        "was sent before a start"
                    } else {
                        "was not sent before"
                    },
                    notice.repeat
                ),
            );
        }
        Ok(())
    }

    /// A phone got it.
    pub fn received(&self, id: &NoticeId) -> Check {
        match self.owed.get(id) {
            Some(owed) if owed.sent.is_some() => Ok(()),
            Some(_) | None => broken(
                Promise::ToldOncePerRung,
                format!("a phone received {id}, which was never sent"),
            ),
        }
    }

    /// When every courier works, nothing is left to send, and whoever is crossed off without a
    /// call had the message.
    pub fn drained(&self, outbox: &[NoticeId]) -> Check {
        let owed = self.unsettled.iter().filter_map(|(_, id)| {
            let owed = self.owed.get(id)?;
            (owed.stands == Stands::Outbox).then_some(id)
        });
        match owed.chain(outbox).next() {
            Some(left) => broken(
                Promise::NothingVanishes,
                format!("all couriers worked, and {left} is still in the outbox"),
            ),
            None => Ok(()),
        }
    }
}
