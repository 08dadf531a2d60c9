//! Refusals: why something was not done, with what the person needs to know.

use engine::{MOST_ADDRESSES, Missing, Refusal};
use jiff::Timestamp;
use plan::{FactId, Plan};

use crate::{Names, Value, Words};

impl Words {
    /// Why a command was refused, in one sentence. What is missing stands in it; a page that
    /// shows a list takes [`Words::missing`] and [`Words::gap`] for its rows.
    pub fn refusal(self, refusal: &Refusal, names: &Names<'_>) -> String {
        let clock = |at: &Timestamp| self.clock(*at, names.now, names.zone);
        match refusal {
            Refusal::Stale { made } => self.with("refusal-stale", &[("made", clock(made))]),
            Refusal::FromTheFuture { made } => {
                self.with("refusal-from-the-future", &[("made", clock(made))])
            }
            Refusal::LongId => self.say("refusal-long-id"),
            Refusal::NotFounded => self.say("refusal-not-founded"),
            Refusal::AlreadyFounded => self.say("refusal-already-founded"),
            Refusal::UnknownEvent(event) => {
                self.with("refusal-unknown-event", &[("event", event.as_str())])
            }
            Refusal::UnknownIncident(_) => self.say("refusal-unknown-incident"),
            Refusal::IncidentEnded { incident, ended } => {
                let event = names.event_of(incident);
                let event = event.map_or_else(
                    || self.say("this-incident"),
                    |event| self.pick(&event.name, event.name_en.as_deref()).to_owned(),
                );
                self.with(
                    "refusal-incident-ended",
                    &[("event", event), ("ended", clock(ended))],
                )
            }
            Refusal::UnknownDuty(_) => self.say("refusal-unknown-duty"),
            Refusal::DutyDone { person, at, .. } => match person {
                Some(person) => self.with(
                    "refusal-duty-done-by",
                    &[("person", names.person(self, person)), ("at", clock(at))],
                ),
                None => self.with("refusal-duty-done", &[("at", clock(at))]),
            },
            Refusal::DutyWaived { at, .. } => {
                self.with("refusal-duty-waived", &[("at", clock(at))])
            }
            Refusal::NotWaivable(_) => self.say("refusal-not-waivable"),
            Refusal::ClauseMissing(_) => self.say("refusal-clause-missing"),
            Refusal::OnlyBy { post, signed_in } => {
                let key = if *signed_in {
                    "refusal-only-by-own-account"
                } else {
                    "refusal-only-by"
                };
                self.with(key, &[("post", names.post(self, post))])
            }
            Refusal::BadTime { at } => self.with("refusal-bad-time", &[("at", clock(at))]),
            Refusal::NotNewer {
                version, running, ..
            } => self.with(
                "refusal-not-newer",
                &[("version", *version), ("running", *running)],
            ),
            Refusal::EventNotInVersion { event, version } => self.with(
                "refusal-event-not-in-version",
                &[
                    ("event", Value::from(names.event_type(self, event))),
                    ("version", Value::from(*version)),
                ],
            ),
            Refusal::NotTold(_) => self.say("refusal-not-told"),
            Refusal::EvidenceMissing(evidence) => self.with(
                "refusal-evidence-missing",
                &[("evidence", self.evidence(evidence))],
            ),
            Refusal::UnknownPerson(_) => self.say("refusal-unknown-person"),
            Refusal::TooManyAddresses => {
                self.with("refusal-too-many-addresses", &[("most", MOST_ADDRESSES)])
            }
            Refusal::HasLeft(person) => self.with(
                "refusal-has-left",
                &[("person", names.person(self, person))],
            ),
            Refusal::BadPeriod => self.say("refusal-bad-period"),
            Refusal::AwayAlready { person, from, to } => self.with(
                "refusal-away-already",
                &[
                    ("person", names.person(self, person)),
                    ("from", clock(from)),
                    ("to", clock(to)),
                ],
            ),
            Refusal::UnknownAbsence => self.say("refusal-unknown-absence"),
            Refusal::TooMany { most } => self.with("refusal-too-many", &[("most", *most)]),
            Refusal::BadOrder => self.say("refusal-bad-order"),
            Refusal::NotAllowed(None) => self.say("refusal-no-right"),
            Refusal::NotAllowed(Some(role)) => {
                self.with("refusal-not-allowed", &[("role", self.role(*role))])
            }
            Refusal::LastAdministrator => self.say("refusal-last-administrator"),
            Refusal::BadTemplate(why) => self.bad_template(why),
            Refusal::UnknownPost(post) => {
                self.with("refusal-unknown-post", &[("post", post.as_str())])
            }
            Refusal::UnknownNotice(_) => self.say("refusal-unknown-notice"),
            Refusal::UnknownFact(fact) => {
                self.with("refusal-unknown-fact", &[("fact", fact.as_str())])
            }
            Refusal::BadValue(fact) => self.with(
                "refusal-bad-value",
                &[("fact", names.fact(self, None, fact))],
            ),
            Refusal::PlanHasGaps(gaps) => {
                let said = self.clauses(gaps.iter().map(|gap| self.gap(gap, None)));
                self.sentences([self.say("refusal-plan-has-gaps"), said])
            }
            Refusal::NotOver(missing) => {
                let said = self.clauses(missing.iter().map(|it| self.missing(it, names)));
                self.with("refusal-not-over", &[("missing", said)])
            }
            Refusal::NeedsSignIn => self.say("refusal-needs-sign-in"),
            Refusal::NothingAskedOfClock => self.say("refusal-nothing-asked-of-clock"),
            Refusal::BadWorkingHours => self.say("refusal-bad-working-hours"),
            Refusal::Empty => self.say("refusal-empty"),
            Refusal::UnknownHold(_) => self.say("refusal-unknown-hold"),
            Refusal::UnderHold { kept, .. } => self.under_hold(kept, names),
            Refusal::HoldsPosts { person, posts } => {
                let posts = posts.iter().map(|post| names.post(self, post));
                self.with(
                    "refusal-holds-posts",
                    &[
                        ("person", names.person(self, person)),
                        ("posts", self.list(posts)),
                    ],
                )
            }
            Refusal::WantedIn { person, incident } => {
                let event = names.event_of(incident);
                let event = event.map_or_else(
                    || self.say("this-incident"),
                    |event| self.pick(&event.name, event.name_en.as_deref()).to_owned(),
                );
                self.with(
                    "refusal-wanted-in",
                    &[("person", names.person(self, person)), ("event", event)],
                )
            }
        }
    }

    /// One thing that is missing for the end.
    pub fn missing(self, missing: &Missing, names: &Names<'_>) -> String {
        match missing {
            Missing::Duty(id) => match names.duty(id) {
                Some(duty) => self.with(
                    "refusal-missing-duty",
                    &[
                        ("task", self.task(&duty.task, names)),
                        ("post", names.post(self, &duty.post)),
                        ("standing", self.standing(duty.standing())),
                    ],
                ),
                None => self.say("refusal-missing-some-duty"),
            },
            Missing::Condition(facts) if facts.is_empty() => {
                match names.plan().and_then(|plan| self.closing_condition(plan)) {
                    Some(condition) => self.with(
                        "refusal-missing-condition-text",
                        &[("condition", condition)],
                    ),
                    None => self.say("refusal-missing-condition"),
                }
            }
            Missing::Condition(facts) => {
                let facts = self.list(
                    facts
                        .iter()
                        .map(|fact: &FactId| names.fact(self, None, fact)),
                );
                self.with("refusal-missing-condition-facts", &[("facts", facts)])
            }
            Missing::SignOff => self.say("refusal-missing-sign-off"),
        }
    }

    /// What must hold for the end, with the names of the first event that has its facts.
    pub fn closing_condition(self, plan: &Plan) -> Option<String> {
        let when = plan.closing.as_ref()?.when.as_ref()?;
        Some(self.condition(when, plan))
    }

    /// The sentence under every refusal: nothing was changed.
    pub fn nothing_changed(self) -> String {
        self.say("refusal-nothing-changed")
    }
}
