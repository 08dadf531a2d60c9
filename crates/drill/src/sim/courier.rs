//! A courier as couriers are: late, forgetful, twice, or gone; and the phones.

use std::collections::{BTreeMap, BTreeSet};

use duty::{DutyId, NoticeId, PersonId};
use engine::{About, Act, By, Delivery, Notice, outbox};
use jiff::{SignedDuration, Timestamp};

use super::world::{Check, World};
use crate::Dice;
use crate::oracle::{Broken, Entry, Promise};

/// Attempts after which no channel is left.
const MOST_ATTEMPTS: u32 = 3;

/// The courier and the phones.
#[derive(Debug)]
pub(super) struct Courier {
    dice: Dice,
    /// In a hundred attempts, how many fail.
    faults: u64,
    /// Notices taken up since the last start.
    taken: BTreeSet<NoticeId>,
    jobs: BTreeMap<(Timestamp, u64), Job>,
    count: u64,
    /// Who has heard of which duty: those who may answer it.
    pub heard: Vec<(PersonId, DutyId)>,
}

#[derive(Debug)]
enum Job {
    Attempt(NoticeId, u32),
    Arrive(Box<Notice>),
    Receipt(NoticeId, Delivery),
}

impl Courier {
    pub fn new(dice: Dice, faults: u64) -> Self {
        Self {
            dice,
            faults,
            taken: BTreeSet::new(),
            jobs: BTreeMap::new(),
            count: 0,
            heard: Vec::new(),
        }
    }

    /// Everything works from now on.
    pub fn mend(&mut self) {
        self.faults = 0;
    }

    /// Its memory dies with the process; what is in the air still arrives.
    pub fn restart(&mut self) {
        self.taken.clear();
        self.jobs.retain(|_, job| matches!(job, Job::Arrive(_)));
    }

    /// When it next has something to do.
    pub fn next(&self) -> Option<Timestamp> {
        self.jobs.keys().next().map(|(at, _)| *at)
    }

    /// Takes up what came into the outbox since it last looked.
    pub fn look(&mut self, world: &World<'_>) {
        let new: Vec<NoticeId> = outbox(&world.state)
            .filter(|notice| !self.taken.contains(&notice.id))
            .map(|notice| notice.id.clone())
            .collect();
        for notice in new {
            self.taken.insert(notice.clone());
            let after = self.dice.between(0, 2);
            self.plan(world.now, after, Job::Attempt(notice, 1));
        }
    }

    /// Does what is due now.
    pub fn work(&mut self, world: &mut World<'_>) -> Check {
        while let Some(entry) = self.jobs.first_entry() {
            if entry.key().0 > world.now {
                break;
            }
            match entry.remove() {
                Job::Attempt(notice, attempt) => self.attempt(world, &notice, attempt)?,
                Job::Arrive(notice) => {
                    world.tell(Entry::Received {
                        at: world.now,
                        person: notice.to.clone(),
                        notice: notice.id.clone(),
                    })?;
                    if let About::Duty { duty, .. } = notice.about {
                        self.heard.push((notice.to, duty));
                    }
                }
                Job::Receipt(notice, outcome) => {
                    let act = Act::Receipt {
                        notice,
                        channel: "phone".to_owned(),
                        outcome,
                    };
                    if let Err(refusal) = world.ask_for(By::Courier, act)? {
                        return Err(Broken {
                            promise: Promise::NothingVanishes,
                            says: format!("a receipt was refused: {refusal:?}"),
                        });
                    }
                }
            }
            self.look(world);
        }
        Ok(())
    }

    fn attempt(&mut self, world: &mut World<'_>, id: &NoticeId, attempt: u32) -> Check {
        // It asks the state again right before it sends: what is owed no more is not sent.
        let Some(notice) = outbox(&world.state).find(|it| it.id == *id).cloned() else {
            return Ok(());
        };
        let now = world.now;
        world.tell(Entry::Sent {
            at: now,
            notice: (*notice).clone(),
        })?;
        let fault = self.dice.chance(self.faults);
        let arrives = !fault || self.dice.chance(40);
        if arrives {
            let after = self.dice.between(0, 20);
            self.plan(now, after, Job::Arrive(Box::new((*notice).clone())));
        }
        if !fault {
            let late = if self.dice.chance(self.faults) {
                600
            } else {
                5
            };
            for _ in 0..=u8::from(self.dice.chance(self.faults)) {
                let after = self.dice.between(0, late);
                self.plan(now, after, Job::Receipt(id.clone(), Delivery::Delivered));
            }
            return Ok(());
        }
        if attempt >= MOST_ATTEMPTS {
            self.plan(now, 1, Job::Receipt(id.clone(), Delivery::GaveUp));
            return Ok(());
        }
        // A lost answer is no receipt at all: only the next attempt follows.
        if self.dice.chance(60) {
            let failed = Delivery::Failed("no answer".to_owned());
            self.plan(now, 1, Job::Receipt(id.clone(), failed));
        }
        let after = self.dice.between(5, 60);
        self.plan(now, after, Job::Attempt(id.clone(), attempt + 1));
        Ok(())
    }

    fn plan(&mut self, now: Timestamp, after: i64, job: Job) {
        self.count += 1;
        let at = now + SignedDuration::from_secs(after);
        self.jobs.insert((at, self.count), job);
    }
}
