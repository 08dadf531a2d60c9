//! A duty goes to another post or person; its ladder goes on.

use duty::{Duty, DutyId, NoticeId, PersonId, PostId, Sealed, Tell, Unless};
use jiff::{SignedDuration, Timestamp};

use super::Decision;
use super::course::ANSWER_WITHOUT_RULE;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::stand::holder_of;
use crate::state::{About, Notice};

impl Decision<'_> {
    pub(super) fn reassign(
        &mut self,
        id: &DutyId,
        post: Option<&PostId>,
        person: Option<&PersonId>,
        reason: &Sealed,
    ) -> Result<(), Refusal> {
        let duty = self.open_duty(id)?;
        if let Some(person) = person {
            self.known(person)?;
        }
        if post.is_none() && person.is_none() {
            return Err(Refusal::Empty);
        }
        let incident = self.state.incidents.get(&duty.incident);
        let ready = incident.and_then(|incident| self.state.plan_of(incident));
        if let Some(post) = post
            && ready.is_none_or(|ready| ready.plan().post(post).is_none())
        {
            return Err(Refusal::UnknownPost(post.clone()));
        }
        let post = post.unwrap_or(&duty.post);
        if *post == duty.post && person == duty.person.as_ref() {
            return Ok(());
        }
        // Whoever should have been told before is told before.
        self.climb_due(id);
        self.hand_to(id, post, person, reason);
        self.go_on(&duty.incident);
        Ok(())
    }

    /// Hands a duty to somebody, who is told at once. Rungs that wait for an answer keep their
    /// times while nobody has given one; where somebody had, whoever has it now gets the usual
    /// time to answer first.
    pub(super) fn hand_to(
        &mut self,
        id: &DutyId,
        post: &PostId,
        person: Option<&PersonId>,
        reason: &Sealed,
    ) {
        let Some(duty) = self.state.duties.get(id).cloned() else {
            return;
        };
        let incident = self.state.incidents.get(&duty.incident);
        let Some(ready) = incident.and_then(|incident| self.state.plan_of(incident)) else {
            return;
        };
        let stand = holder_of(&self.state, ready.plan(), post, person, self.now);
        let rung = duty.ladder.rungs().len();
        let notices: Vec<Notice> = stand
            .people
            .clone()
            .into_iter()
            .map(|to| Notice {
                id: self.derive(NoticeId::new),
                number: 0,
                to,
                incident: duty.incident.clone(),
                about: About::Duty {
                    duty: id.clone(),
                    rung,
                },
                since: self.now,
                urgent: duty.task.life_safety,
                repeat: false,
                call_list: false,
                calls: 0,
            })
            .collect();
        let answer = time_to_answer(&duty);
        let answer_by = if notices.is_empty() {
            self.now
        } else {
            self.after(answer).unwrap_or(self.now)
        };
        let retimed = if notices.is_empty() {
            self.hand_on(&duty)
        } else if duty.is_answered() {
            self.hurry(&duty, None, answer_by)
        } else {
            Vec::new()
        };
        self.happen(Happened::Reassigned {
            duty: id.clone(),
            post: post.clone(),
            person: person.cloned(),
            reason: reason.clone(),
            stand,
            notices,
            answer_due: [Some(answer_by), duty.due].into_iter().flatten().min(),
            retimed,
            red_line: red_line(&duty, answer_by),
        });
    }
}

/// As long as whoever had it first was given.
fn time_to_answer(duty: &Duty) -> SignedDuration {
    duty.answer_due
        .map(|due| due.duration_since(duty.opened))
        .filter(|length| length.is_positive())
        .unwrap_or(ANSWER_WITHOUT_RULE)
}

/// When a red line must be drawn, where none waits any more.
fn red_line(duty: &Duty, answer_by: Timestamp) -> Option<Timestamp> {
    let mut waiting = duty.ladder.waiting(false, false);
    let waits =
        waiting.any(|(_, rung)| rung.tell == Tell::RedLine && rung.unless == Unless::Answered);
    (!waits).then_some(answer_by)
}
