//! Answers, calls and receipts: what people and channels say back.

use duty::{Duty, DutyId, Evidence, IncidentId, NoticeId, Oral, Paper, PersonId, Photo, Sealed};

use super::Decision;
use crate::command::{Answer, By, CallOutcome, Delivery};
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::right::{Role, duty_concerns};
use crate::stand::stand_for;

/// What comes with an answer.
pub(super) struct HandedIn<'a> {
    pub text: &'a Option<Sealed>,
    pub photos: &'a [Photo],
    pub paper: &'a Option<Paper>,
    pub oral: Option<&'a Oral>,
}

impl Decision<'_> {
    pub(super) fn answer(
        &mut self,
        id: &DutyId,
        answer: Answer,
        handed_in: &HandedIn<'_>,
        on_behalf_of: Option<&PersonId>,
    ) -> Result<(), Refusal> {
        let duty = self.open_duty(id)?;
        // A person can be quicker than the clock, above all after a stop. What fell due before
        // the answer happens before it, or those who should have been told never would be.
        self.climb_due(id);
        let duty = self.state.duties.get(id).cloned().unwrap_or(duty);
        let person = self.answering(&duty, answer, on_behalf_of)?;
        // What was destroyed does not come back with a later answer.
        let is_there = |file: &str| self.state.content.destroyed(file).is_none();
        let photos = handed_in.photos.iter().filter(|it| is_there(&it.blob));
        let photos: Vec<Photo> = photos.cloned().collect();
        let paper = handed_in.paper.clone().filter(|it| is_there(&it.blob));
        let retimed = match answer {
            Answer::GotIt => Vec::new(),
            Answer::Cannot => self.hand_on(&duty),
            Answer::Done => {
                enough(&duty, handed_in.text.is_some(), !photos.is_empty())?;
                Vec::new()
            }
        };
        // What was said in time counts as in time, whenever it is entered.
        let when = handed_in.oral.map_or(self.now, |oral| oral.at);
        self.happen(Happened::Answered {
            duty: id.clone(),
            answer,
            person: person.clone(),
            text: handed_in.text.clone(),
            photos,
            paper,
            oral: handed_in.oral.cloned(),
            late: duty.due.is_some_and(|due| due < when),
            retimed,
        });
        if let Some(person) = person {
            self.head_may_know(&duty.incident, &person);
        }
        if answer == Answer::Cannot && self.state.is_held(id) {
            self.pass_on(id);
        }
        self.go_on(&duty.incident);
        Ok(())
    }

    /// A report made by word of mouth: what was said is its text.
    pub(super) fn answer_orally(
        &mut self,
        id: &DutyId,
        oral: &Oral,
        on_behalf_of: Option<&PersonId>,
    ) -> Result<(), Refusal> {
        let duty = self.state.duties.get(id);
        let incident = duty.and_then(|duty| self.state.incidents.get(&duty.incident));
        let too_early = incident.is_some_and(|it| oral.at < it.happened.min(it.reported));
        if too_early || oral.at > self.now {
            return Err(Refusal::BadTime { at: oral.at });
        }
        let handed_in = HandedIn {
            text: &Some(oral.words.clone()),
            photos: &[],
            paper: &None,
            oral: Some(oral),
        };
        self.answer(id, Answer::Done, &handed_in, on_behalf_of)
    }

    /// Who answers: by a link, the person whose link it is; by an account, whom it names.
    fn answering(
        &self,
        duty: &Duty,
        answer: Answer,
        on_behalf_of: Option<&PersonId>,
    ) -> Result<Option<PersonId>, Refusal> {
        match &self.command.by {
            By::Link(person) => {
                // Life-safety steps are refused to nobody.
                let told = duty.told.contains(person) && self.known(person).is_ok();
                if told || duty.task.life_safety {
                    Ok(Some(person.clone()))
                } else {
                    Err(Refusal::NotTold(duty.id.clone()))
                }
            }
            // What a group reads anybody in it may open: only somebody whom the duty concerns can
            // be meant.
            By::Claimed(person) => {
                if !self.state.people.contains_key(person) {
                    Err(Refusal::UnknownPerson(person.clone()))
                } else if duty.task.life_safety || duty_concerns(&self.state, duty, person) {
                    Ok(Some(person.clone()))
                } else {
                    Err(Refusal::NotTold(duty.id.clone()))
                }
            }
            By::Account(_) | By::Token(_) => match on_behalf_of {
                // What was done yesterday may have been done by somebody who has left today.
                Some(person) if !self.state.people.contains_key(person) => {
                    Err(Refusal::UnknownPerson(person.clone()))
                }
                Some(person) => Ok(Some(person.clone())),
                // Who is no officer answers for himself.
                None => Ok(self.own_person()),
            },
            // Nor do they wait for a sign-in; the record says that nobody knows who it was. That
            // is for what was done: a word that nobody stands behind keeps nobody from being told.
            By::Anyone if duty.task.life_safety && answer == Answer::Done => Ok(None),
            By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node => {
                Err(Refusal::NotTold(duty.id.clone()))
            }
        }
    }

    /// The person of a commander's or member's account.
    pub(super) fn own_person(&self) -> Option<PersonId> {
        let account = match &self.command.by {
            By::Account(account) | By::Token(account) => account,
            By::Link(_)
            | By::Claimed(_)
            | By::Anyone
            | By::Sender(_)
            | By::Courier
            | By::Clock
            | By::Node => {
                return None;
            }
        };
        let right = self.state.rights.get(account)?;
        match right.role {
            Role::Commander | Role::Member => right.person.clone(),
            Role::Administrator | Role::Officer | Role::Auditor => None,
        }
    }

    pub(super) fn call(&mut self, id: &NoticeId, outcome: CallOutcome) -> Result<(), Refusal> {
        let notice = self
            .state
            .notices
            .get(id)
            .cloned()
            .ok_or_else(|| Refusal::UnknownNotice(id.clone()))?;
        self.happen(Happened::Called {
            notice: id.clone(),
            outcome,
        });
        if outcome == CallOutcome::Reached && self.head_may_know(&notice.incident, &notice.to) {
            self.go_on(&notice.incident);
        }
        Ok(())
    }

    /// A receipt for a notice that is owed no more is no news.
    pub(super) fn receipt(&mut self, id: &NoticeId, channel: &str, outcome: &Delivery) {
        let Some(notice) = self.state.notices.get(id).cloned() else {
            return;
        };
        if notice.call_list {
            return;
        }
        self.happen(Happened::Receipt {
            notice: id.clone(),
            channel: channel.to_owned(),
            outcome: outcome.clone(),
        });
        // Most commands are receipts, and nothing else can follow from one.
        if *outcome == Delivery::Delivered && self.head_may_know(&notice.incident, &notice.to) {
            self.go_on(&notice.incident);
        }
    }

    /// Statutory clocks start when whoever stands for the head has been told. Says whether they
    /// started now.
    fn head_may_know(&mut self, id: &IncidentId, person: &PersonId) -> bool {
        let Some(incident) = self.state.incidents.get(id) else {
            return false;
        };
        if incident.head_told.is_some() {
            return false;
        }
        let Some(ready) = self.state.plan_of(incident) else {
            return false;
        };
        let Some(head) = &ready.plan().meta.head else {
            return false;
        };
        let stand = stand_for(&self.state, ready.plan(), head, self.now);
        let is_head = stand.people.contains(person);
        if is_head {
            self.happen(Happened::HeadTold {
                incident: id.clone(),
                when: self.now,
            });
        }
        is_head
    }
}

fn enough(duty: &Duty, has_text: bool, has_photo: bool) -> Result<(), Refusal> {
    let missing: Vec<Evidence> = duty
        .task
        .evidence
        .iter()
        .copied()
        .filter(|evidence| match evidence {
            Evidence::Text => !has_text,
            Evidence::Photo => !has_photo,
        })
        .collect();
    // Life-safety work is never held up by a form; what is missing is asked for afterwards.
    if missing.is_empty() || duty.task.life_safety {
        Ok(())
    } else {
        Err(Refusal::EvidenceMissing(missing))
    }
}
