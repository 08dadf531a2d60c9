//! What the record has for an item of a form; none where it says nothing.

use std::collections::BTreeSet;

use duty::{Duty, PersonId, PostId, Sealed};
use engine::{Happened, stand_for};
use plan::condition::Known;
use plan::{FactId, ReportRule};

use crate::form::{Form, FormItem, Origin};
use crate::record::Record;

/// A form on its way to being filled.
pub(crate) struct Filling<'a> {
    pub record: &'a Record<'a>,
    pub form: &'a Form,
    /// The report that the form is filled for; none where only its facts are wanted.
    pub report: Option<&'a ReportRule>,
}

impl Filling<'_> {
    /// The item's label: a fact is called as the plan calls it, so that the person who must
    /// find it out knows which question is meant.
    pub fn label(&self, item: &FormItem) -> String {
        let w = self.record.w;
        let own = w.pick(&item.label, Some(&item.label_en)).to_owned();
        let Origin::Fact(facts) = &item.from else {
            return own;
        };
        let event = self.record.event();
        let asked = facts
            .first()
            .filter(|fact| event.is_some_and(|event| event.field(fact).is_some()));
        asked.map_or(own, |fact| w.fact_name(fact, event))
    }

    /// What the record says.
    pub fn text(&self, item: &FormItem) -> Option<String> {
        let record = self.record;
        let w = record.w;
        match &item.from {
            Origin::Organisation => record.organisation(),
            Origin::Kind => record.state.kind().map(|kind| w.kind(kind)),
            Origin::Happened => Some(record.full(record.incident.happened)),
            Origin::Reported => Some(record.full(record.incident.reported)),
            Origin::Place => {
                let place = record.incident.place.as_ref();
                place.map(|place| record.names.sealed(w, place))
            }
            Origin::Scene => self.scene(),
            Origin::Grade => self.grade(),
            Origin::Course => self.course(),
            Origin::Measures => self.measures(),
            Origin::Leader => record.leader(),
            Origin::Reporter => self.reporter(),
            Origin::Phone => self.phone(),
            Origin::Fact(facts) => self.fact(facts),
        }
    }

    /// The first fact counts if anything is known of it. One that stands in for it counts only
    /// when it settles the matter: "everyone accounted for" says that nobody is missing, "not
    /// everyone" does not say how many are.
    fn fact(&self, facts: &[FactId]) -> Option<String> {
        let record = self.record;
        let known = |fact: &FactId| record.incident.facts.known(fact).clone();
        let (first, others) = facts.split_first()?;
        let held = known(first);
        if held != Known::Unknown {
            let field = record.event().and_then(|event| event.field(first));
            return Some(record.w.known(&held, field));
        }
        let settles = others
            .iter()
            .find(|fact| known(fact) == Known::yes_no(true));
        settles.map(|_| record.w.say("paper-nobody-missing"))
    }

    /// The grade with the facts behind it as numbers and words. The comparison that the plan
    /// makes, and what else it could still be, are for those who grade.
    fn grade(&self) -> Option<String> {
        let record = self.record;
        let w = record.w;
        let grading = &record.incident.grading;
        let grade = w.grade(grading.certain?, record.plan);
        let because = grading.reason.iter().flat_map(|reason| &reason.because);
        let facts: Vec<String> = because
            .filter(|it| it.known != Known::Unknown)
            .map(|it| w.fact_and_value(&it.claim.fact, &it.known, record.event()))
            .collect();
        if facts.is_empty() {
            return Some(grade);
        }
        let values = [("grade", grade), ("facts", w.clauses(facts))];
        Some(w.with("paper-grade-because", &values))
    }

    fn scene(&self) -> Option<String> {
        let record = self.record;
        let elsewhere: BTreeSet<&FactId> = self.form.facts().collect();
        let event = record.event()?;
        let said: Vec<String> = event
            .facts
            .iter()
            .filter(|field| !elsewhere.contains(&field.id))
            .map(|field| (field, record.incident.facts.known(&field.id)))
            .filter(|(_, known)| **known != Known::Unknown)
            .map(|(field, known)| record.w.fact_and_value(&field.id, known, Some(event)))
            .collect();
        (!said.is_empty()).then(|| record.w.clauses(said))
    }

    /// Only words of people or of alarms tell what happened; without any, the item is missing.
    fn course(&self) -> Option<String> {
        let record = self.record;
        let told = record.incident.text.is_some()
            || record.timeline.iter().any(|event| {
                matches!(
                    &event.what,
                    Happened::Noted { .. } | Happened::SignalTaken { text: Some(_), .. }
                )
            });
        told.then(|| {
            let lines = record.course();
            record.w.sentences(
                lines.into_iter().map(|(time, said)| {
                    record.w.with("paper-at", &[("time", time), ("said", said)])
                }),
            )
        })
    }

    /// Steps that are done, in the order of doing, and those that somebody has taken on.
    fn measures(&self) -> Option<String> {
        let record = self.record;
        let w = record.w;
        let steps = || record.duties.iter().filter(|duty| duty.task.before_end);
        let mut done: Vec<_> = steps()
            .filter_map(|duty| duty.discharge.as_ref().map(|it| (it.at, *duty, it)))
            .filter(|(_, _, discharge)| !discharge.waived)
            .collect();
        done.sort_by_key(|(at, _, _)| *at);
        let mut said: Vec<String> = done
            .into_iter()
            .map(|(at, duty, discharge)| {
                let line = w.with(
                    "paper-measure",
                    &[
                        ("time", record.clock(at)),
                        ("who", record.done_by(duty, discharge)),
                        ("task", w.task(&duty.task, &record.names)),
                    ],
                );
                record.with_text(line, discharge.text.as_ref())
            })
            .collect();
        let going: Vec<String> = steps()
            .filter(|duty| !duty.is_done() && duty.is_answered())
            .map(|duty| w.task(&duty.task, &record.names))
            .collect();
        if !going.is_empty() {
            said.push(w.with("paper-under-way", &[("tasks", w.clauses(going))]));
        }
        (!said.is_empty()).then(|| w.sentences(said))
    }

    fn reporter(&self) -> Option<String> {
        let record = self.record;
        let w = record.w;
        let post = self.reporting_post()?;
        let who = match self
            .report_duty()
            .and_then(|duty| Some((duty, duty.discharge.as_ref()?)))
        {
            Some((duty, discharge)) => record.done_by(duty, discharge),
            None => {
                let people = self.reporting_people();
                (!people.is_empty()).then(|| record.names.people(w, &people))?
            }
        };
        let values = [("post", record.names.post(w, post)), ("who", who)];
        Some(w.with("paper-post-who", &values))
    }

    fn phone(&self) -> Option<String> {
        let record = self.record;
        let phones: Vec<String> = self
            .reporting_people()
            .iter()
            .filter_map(|person| record.state.people.get(person)?.phone.as_ref())
            .map(|phone| record.names.sealed(record.w, phone))
            .collect();
        (!phones.is_empty()).then(|| record.w.list(phones))
    }

    fn report_duty(&self) -> Option<&Duty> {
        self.record.duty_made("report", self.report?.id.as_str())
    }

    fn reporting_post(&self) -> Option<&PostId> {
        let made = self.report_duty().map(|duty| &duty.post);
        let leading = || self.record.incident.leader.as_ref().map(|it| &it.post);
        made.or_else(|| self.report?.post.as_ref().or_else(leading))
    }

    /// Who sent it, else who has taken it on, else who stands for the post.
    fn reporting_people(&self) -> Vec<PersonId> {
        let record = self.record;
        if let Some(duty) = self.report_duty() {
            if let Some(discharge) = &duty.discharge {
                return discharge.person.iter().cloned().collect();
            }
            if let Some(reply) = duty.reply().filter(|reply| reply.takes) {
                return reply.person.iter().cloned().collect();
            }
        }
        let stand = record.plan.zip(self.reporting_post());
        stand.map_or_else(Vec::new, |(plan, post)| {
            stand_for(record.state, plan, post, record.now).people
        })
    }
}

impl Record<'_> {
    /// Who leads and why; none before anybody was named.
    pub(crate) fn leader(&self) -> Option<String> {
        let leader = self.incident.leader.as_ref()?;
        let values = [
            ("post", self.names.post(self.w, &leader.post)),
            ("who", self.w.stand_in_full(leader, &self.names)),
        ];
        Some(self.w.with("paper-post-who", &values))
    }

    /// What was reported, signalled, stated and noted: time and sentence, in order.
    pub(crate) fn course(&self) -> Vec<(String, String)> {
        let lines = self.timeline.iter().filter_map(|event| {
            let said = if let Happened::Reported { text, .. } = &event.what {
                let text = text.as_ref().filter(|text| !self.is_signalled(text));
                self.with_text(self.line(event), text)
            } else if tells_the_course(&event.what) {
                self.line(event)
            } else {
                return None;
            };
            Some((self.clock(event.at), said))
        });
        lines.collect()
    }

    /// A sentence and what was written beside it.
    pub(crate) fn with_text(&self, said: String, text: Option<&Sealed>) -> String {
        let Some(text) = text else {
            return said;
        };
        let text = self.names.sealed(self.w, text);
        self.w
            .with("event-with-text", &[("said", said), ("text", text)])
    }

    /// The same words came with a signal, which tells them already.
    fn is_signalled(&self, words: &Sealed) -> bool {
        self.timeline.iter().any(|event| {
            matches!(&event.what, Happened::SignalTaken { text: Some(text), .. } if text == words)
        })
    }
}

fn tells_the_course(what: &Happened) -> bool {
    matches!(
        what,
        Happened::SignalTaken { .. }
            | Happened::SignalResolved { .. }
            | Happened::FactsStated { .. }
            | Happened::HeadTold { .. }
            | Happened::Noted { .. }
            | Happened::GradeSet { .. }
            | Happened::Moved { .. }
    )
}
