//! Duties: opened, told, answered, lapsed, delivered.

use duty::{Duty, DutyId, NoticeId, Oral, PersonId, Sealed, Tell};
use engine::{Answer, By, CallOutcome, Delivery, Notice, Stand};
use jiff::Timestamp;
use plan::StepId;

use super::Line;

/// An answer, as it was recorded.
pub(super) struct Answered<'a> {
    pub answer: Answer,
    pub person: Option<&'a PersonId>,
    pub text: Option<&'a Sealed>,
    pub photos: usize,
    pub oral: Option<&'a Oral>,
    pub late: bool,
}

impl Line<'_> {
    pub(super) fn opened(&self, duty: &Duty) -> String {
        let mut values = vec![
            ("task", self.w.task(&duty.task, self.names)),
            ("post", self.names.post(self.w, &duty.post)),
        ];
        match duty.due {
            Some(due) => {
                values.push(("due", self.clock(due)));
                self.w.with("event-opened-due", &values)
            }
            None => self.w.with("event-opened", &values),
        }
    }

    pub(super) fn passed(&self, step: &StepId) -> String {
        let named = self
            .names
            .plans()
            .flat_map(|plan| &plan.procedures)
            .flat_map(|procedure| &procedure.steps)
            .find(|known| known.id == *step)
            .map_or(step.as_str(), |known| {
                self.w.pick(&known.text, known.text_en.as_deref())
            });
        self.w.with("event-passed", &[("task", named)])
    }

    pub(super) fn climbed(
        &self,
        id: &DutyId,
        rung: usize,
        late_for: Option<Timestamp>,
        notices: &[Notice],
        stand: Option<&Stand>,
    ) -> String {
        let w = self.w;
        let duty = self.names.duty(id);
        let tell = duty
            .and_then(|duty| duty.ladder.rungs().get(rung))
            .map(|rung| &rung.tell);
        let whom = tell.map_or_else(String::new, |tell| match tell {
            // The post's own name says more than "the post of the duty".
            Tell::Holder => duty.map_or_else(String::new, |duty| self.names.post(w, &duty.post)),
            Tell::Substitute
            | Tell::Commander
            | Tell::Post(_)
            | Tell::Group(_)
            | Tell::CallList
            | Tell::RedLine => w.tell(tell, self.names),
        });
        let task = self.names.task(w, id);
        let told: Vec<PersonId> = notices.iter().map(|notice| notice.to.clone()).collect();
        let people = self.names.people(w, &told);
        let on_call_list = tell.is_some_and(|tell| *tell == Tell::CallList);
        let key = if told.is_empty() {
            "event-climbed-nobody"
        } else if on_call_list {
            "event-climbed-call-list"
        } else {
            "event-climbed"
        };
        let said = w.with(key, &[("people", people), ("whom", whom), ("task", task)]);
        let why = stand.map_or_else(String::new, |stand| w.stand(stand, self.names));
        let late = late_for.map_or_else(String::new, |planned| {
            w.with("event-late-for", &[("planned", self.clock(planned))])
        });
        w.clauses([said, why, late])
    }

    pub(super) fn answered(&self, id: &DutyId, said: &Answered<'_>) -> String {
        let w = self.w;
        let (answer, person, photos) = (said.answer, said.person, said.photos);
        let (text, late, oral) = (said.text, said.late, said.oral);
        let key = match answer {
            Answer::GotIt => "event-answered-got-it",
            Answer::Cannot => "event-answered-cannot",
            Answer::Done => "event-answered-done",
        };
        let said = w.with(
            key,
            &[
                ("person", self.answering(id, person)),
                ("task", self.names.task(w, id)),
            ],
        );
        let mut parts = vec![said];
        if answer == Answer::Done {
            let opened = self.names.duty(id).map(|duty| duty.opened);
            let took = opened.map(|opened| self.event.at.duration_since(opened));
            if let Some(took) = took.filter(|took| took.as_secs() > 0) {
                parts.push(w.with("event-took", &[("length", w.span(took))]));
            }
            parts.extend(oral.map(|oral| self.oral(oral)));
            if late {
                parts.push(w.say("event-done-late"));
            }
        }
        if photos > 0 {
            parts.push(w.with("event-photos", &[("count", photos)]));
        }
        self.with_text(w.clauses(parts), text)
    }

    /// Who answered; of an answer taken for somebody else, both; of one for the post as such, the
    /// account and the post; of one through a group's link, that nobody has checked who it was.
    fn answering(&self, id: &DutyId, person: Option<&PersonId>) -> String {
        let w = self.w;
        let said = match person {
            Some(person) => self.person(person),
            None => self
                .names
                .duty(id)
                .map_or_else(|| w.say("somebody"), |duty| self.names.post(w, &duty.post)),
        };
        match &self.event.by {
            By::Account(_) | By::Token(_) => w.with(
                "event-for-somebody",
                &[("who", self.who()), ("person", said)],
            ),
            By::Claimed(_) => self.who(),
            By::Link(_) | By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node => said,
        }
    }

    pub(super) fn lapsed(&self, id: &DutyId, due: Timestamp) -> String {
        self.w.with(
            "event-lapsed",
            &[
                ("task", self.names.task(self.w, id)),
                ("due", self.clock(due)),
            ],
        )
    }

    pub(super) fn receipt(&self, id: &NoticeId, channel: &str, outcome: &Delivery) -> String {
        let person = self.receiver(id);
        let channel = self.w.channel(channel);
        match outcome {
            Delivery::Delivered => self.w.with(
                "event-delivered",
                &[("person", person), ("channel", channel)],
            ),
            Delivery::Failed(detail) => self.w.with(
                "event-not-delivered",
                &[
                    ("person", person),
                    ("channel", channel),
                    ("detail", self.w.failure(detail)),
                ],
            ),
            Delivery::GaveUp => self.w.undelivered(&person),
        }
    }

    pub(super) fn called(&self, id: &NoticeId, outcome: CallOutcome) -> String {
        let key = match outcome {
            CallOutcome::Reached => "event-call-reached",
            CallOutcome::NoAnswer => "event-call-no-answer",
        };
        self.w.with(key, &[("person", self.receiver(id))])
    }

    fn receiver(&self, id: &NoticeId) -> String {
        match self.names.receiver(id) {
            Some(person) => self.person(person),
            None => self.w.say("somebody"),
        }
    }
}
