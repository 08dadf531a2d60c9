//! What people change about a running incident: its duties, its grade, its plan version.

use duty::{DutyId, IncidentId, Oral, PersonId, PostId, Sealed};
use engine::{Kept, Notice, Stand};
use plan::Rank;

use super::Line;
use crate::Value;

impl Line<'_> {
    pub(super) fn reassigned(
        &self,
        duty: &DutyId,
        post: &PostId,
        person: Option<&PersonId>,
        told: (&[Notice], &Stand),
        reason: &Sealed,
    ) -> String {
        let w = self.w;
        let post = self.names.post(w, post);
        let to = match person {
            Some(person) => w.with(
                "person-of-post",
                &[("person", self.person(person)), ("post", post)],
            ),
            None => post,
        };
        let said = w.with(
            "event-reassigned",
            &[
                ("who", self.who()),
                ("task", self.names.task(w, duty)),
                ("to", to),
            ],
        );
        let (notices, stand) = told;
        let told: Vec<PersonId> = notices.iter().map(|notice| notice.to.clone()).collect();
        let told = if told.is_empty() {
            w.say("event-told-nobody")
        } else {
            w.with("event-told", &[("people", self.names.people(w, &told))])
        };
        let why = w.stand(stand, self.names);
        w.clauses([said, self.reason(reason), told, why])
    }

    pub(super) fn waived(
        &self,
        duty: &DutyId,
        person: Option<&PersonId>,
        clause: Option<&Sealed>,
        reason: &Sealed,
    ) -> String {
        let w = self.w;
        let key = match (person, clause) {
            (_, Some(_)) => "event-not-reported",
            (Some(_), None) => "event-waived",
            (None, None) => "event-waived-gone",
        };
        let said = w.with(
            key,
            &[
                ("who", self.deciding(person)),
                ("task", self.names.task(w, duty)),
            ],
        );
        let clause = clause.map(|clause| {
            let clause = self.names.sealed(w, clause);
            w.with("event-by-clause", &[("clause", clause)])
        });
        w.clauses([said, clause.unwrap_or_default(), self.reason(reason)])
    }

    pub(super) fn commented(&self, duty: &DutyId, text: &Sealed) -> String {
        self.w.with(
            "event-commented",
            &[
                ("who", self.who()),
                ("task", self.names.task(self.w, duty)),
                ("text", self.names.sealed(self.w, text)),
            ],
        )
    }

    pub(super) fn grade_set(
        &self,
        incident: &IncidentId,
        rank: Rank,
        computed: Option<Rank>,
        person: Option<&PersonId>,
        reason: &Sealed,
    ) -> String {
        let w = self.w;
        let plan = self.names.plan_of(incident);
        let said = w.with(
            "event-grade-set",
            &[
                ("who", self.deciding(person)),
                ("grade", w.grade(rank, plan)),
            ],
        );
        let computed = match computed {
            Some(computed) => w.with(
                "event-grade-computed",
                &[("grade", w.grade_short(computed))],
            ),
            None => w.say("event-grade-computed-none"),
        };
        w.clauses([said, self.reason(reason), computed])
    }

    pub(super) fn moved(&self, from: u32, version: u32, kept: &[Kept], reason: &Sealed) -> String {
        let w = self.w;
        let said = w.with(
            "event-moved",
            &[
                ("who", Value::from(self.who())),
                ("from", Value::from(from)),
                ("version", Value::from(version)),
            ],
        );
        let kept = if kept.is_empty() {
            String::new()
        } else {
            w.with("event-moved-kept", &[("count", kept.len())])
        };
        w.clauses([said, self.reason(reason), kept])
    }

    /// 口头报告钱进（区教育局总值班），电话 010-5550，02:50说.
    pub(super) fn oral(&self, oral: &Oral) -> String {
        let w = self.w;
        let mut values = vec![
            ("receiver", self.names.sealed(w, &oral.receiver)),
            ("post", self.names.sealed(w, &oral.post)),
            ("at", self.clock(oral.at)),
        ];
        match &oral.number {
            Some(number) => {
                values.push(("number", self.names.sealed(w, number)));
                w.with("event-oral-number", &values)
            }
            None => w.with("event-oral", &values),
        }
    }

    fn reason(&self, reason: &Sealed) -> String {
        let reason = self.names.sealed(self.w, reason);
        self.w.with("event-because", &[("reason", reason)])
    }

    /// Who decided; where an account entered it for somebody else, both.
    fn deciding(&self, person: Option<&PersonId>) -> String {
        let who = self.who();
        match person.map(|person| self.person(person)) {
            Some(person) if person != who => self
                .w
                .with("event-for-somebody", &[("who", who), ("person", person)]),
            Some(_) | None => who,
        }
    }
}
