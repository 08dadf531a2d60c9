//! What happens to the organisation itself.

use duty::{PersonId, PostId, Sealed};
use engine::{AccountId, Address, Calendar, ClockAnswer, Day, NoticeKind, Right};
use jiff::Timestamp;
use plan::{Kind, Plan};

use super::Line;
use crate::Value;

impl Line<'_> {
    pub(super) fn founded(&self, name: &str, kind: Kind, sample: bool) -> String {
        let key = if sample {
            "event-founded-sample"
        } else {
            "event-founded"
        };
        let kind = self.w.kind(kind);
        self.w.with(key, &[("name", name), ("kind", kind.as_str())])
    }

    pub(super) fn working_hours_set(&self, through: Timestamp) -> String {
        let day = self.w.day(through, self.names.zone);
        self.w.with("event-working-hours-set", &[("day", day)])
    }

    pub(super) fn watch_set(&self, next: Option<Timestamp>) -> String {
        match next {
            Some(at) => self.w.with("event-watch-set", &[("at", self.clock(at))]),
            None => self.w.say("event-watch-over"),
        }
    }

    pub(super) fn clock_leapt(
        &self,
        stood: Timestamp,
        wall: Timestamp,
        until: Timestamp,
    ) -> String {
        let key = if wall > stood {
            "event-clock-ahead"
        } else {
            "event-clock-back"
        };
        let values = [("stood", stood), ("wall", wall), ("until", until)];
        let values = values.map(|(name, at)| (name, self.clock(at)));
        self.w.with(key, &values)
    }

    pub(super) fn clock_settled(&self, answer: ClockAnswer, moved: usize) -> String {
        let said = match answer {
            ClockAnswer::Right => self.by("event-clock-right"),
            ClockAnswer::Wrong => self.by("event-clock-wrong"),
            ClockAnswer::Unanswered => self.w.say("event-clock-unanswered"),
        };
        if moved == 0 {
            return said;
        }
        let moved = self.w.with("event-clock-moved", &[("count", moved)]);
        self.w.clauses([said, moved])
    }

    pub(super) fn person_set(&self, name: &Sealed) -> String {
        let person = self.names.sealed(self.w, name);
        self.w.with("event-person-set", &[("person", person)])
    }

    pub(super) fn addresses_set(&self, person: &PersonId, addresses: &[Address]) -> String {
        let person = self.names.person(self.w, person);
        if addresses.is_empty() {
            return self.w.with("event-addresses-none", &[("person", person)]);
        }
        let channels = addresses.iter().map(|it| self.w.channel(&it.channel));
        let channels = self.w.list(channels);
        self.w.with(
            "event-addresses-set",
            &[("person", person), ("channels", channels)],
        )
    }

    pub(super) fn template_set(&self, kind: NoticeKind, is_own: bool) -> String {
        let key = if is_own {
            "event-template-set"
        } else {
            "event-template-dropped"
        };
        self.w.with(key, &[("kind", self.w.notice_kind(kind))])
    }

    pub(super) fn holders_set(&self, post: &PostId, people: &[PersonId]) -> String {
        let post = self.names.post(self.w, post);
        if people.is_empty() {
            return self.w.with("event-holders-none", &[("post", post)]);
        }
        let people = self.names.people(self.w, people);
        self.w
            .with("event-holders-set", &[("post", post), ("people", people)])
    }

    pub(super) fn right_set(&self, account: &AccountId, right: Option<&Right>) -> String {
        let account = self.names.account(self.w, account);
        let Some(right) = right else {
            return self.w.with("event-right-taken", &[("account", account)]);
        };
        let role = self.w.role(right.role);
        match &right.person {
            Some(person) => self.w.with(
                "event-right-set-for",
                &[
                    ("account", account),
                    ("role", role),
                    ("person", self.person(person)),
                ],
            ),
            None => self
                .w
                .with("event-right-set", &[("account", account), ("role", role)]),
        }
    }

    pub(super) fn absence_set(
        &self,
        person: &PersonId,
        from: Timestamp,
        to: Option<Timestamp>,
        reason: Option<&Sealed>,
    ) -> String {
        let person = self.person(person);
        let reason = reason.map(|reason| self.names.sealed(self.w, reason));
        match to {
            Some(to) => {
                let key = if reason.is_some() {
                    "event-absence-set-for"
                } else {
                    "event-absence-set"
                };
                self.w.with(
                    key,
                    &[
                        ("person", person),
                        ("from", self.clock(from)),
                        ("to", self.clock(to)),
                        ("reason", reason.unwrap_or_default()),
                    ],
                )
            }
            None => self.w.with("event-absence-ended", &[("person", person)]),
        }
    }

    pub(super) fn person_left(&self, person: &PersonId) -> String {
        let person = self.person(person);
        self.w.with("event-person-left", &[("person", person)])
    }

    pub(super) fn roster_set(&self, post: &PostId, weekly: usize, dated: usize) -> String {
        let post = self.names.post(self.w, post);
        if weekly + dated == 0 {
            return self.w.with("event-roster-none", &[("post", post)]);
        }
        self.w.with(
            "event-roster-set",
            &[
                ("post", Value::from(post)),
                ("weekly", Value::from(weekly)),
                ("dated", Value::from(dated)),
            ],
        )
    }

    pub(super) fn substitutes_set(&self, post: &PostId, order: Option<&[PostId]>) -> String {
        let post = self.names.post(self.w, post);
        match order {
            None => self.w.with("event-substitutes-plan", &[("post", post)]),
            Some([]) => self.w.with("event-substitutes-none", &[("post", post)]),
            Some(order) => {
                let order = order.iter().map(|it| self.names.post(self.w, it));
                let order = self.w.list(order);
                self.w
                    .with("event-substitutes-set", &[("post", post), ("order", order)])
            }
        }
    }

    pub(super) fn calendar_set(&self, calendar: &Calendar) -> String {
        let count = |kind: Day| calendar.days.values().filter(|day| **day == kind).count();
        let hour = |at: jiff::civil::Time| format!("{:02}:{:02}", at.hour(), at.minute());
        self.w.with(
            "event-calendar-set",
            &[
                ("off", Value::from(count(Day::Off))),
                ("work", Value::from(count(Day::Work))),
                ("opens", Value::from(hour(calendar.opens))),
                ("closes", Value::from(hour(calendar.closes))),
            ],
        )
    }

    pub(super) fn published(&self, version: u32, plan: &Plan) -> String {
        let title = self.w.pick(&plan.meta.title, plan.meta.title_en.as_deref());
        self.w.with(
            "event-published",
            &[
                ("who", Value::from(self.who())),
                ("title", Value::from(title)),
                ("version", Value::from(version)),
            ],
        )
    }
}
