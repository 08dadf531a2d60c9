//! Holds and erasures: what is kept, why something is destroyed, what stands in its place.

use engine::{Ground, Hold, Scope};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{Names, Words};

impl Words {
    /// What stands in the place of what was destroyed.
    pub fn destroyed(self, at: Timestamp, zone: &TimeZone) -> String {
        self.with("destroyed-on", &[("day", self.day(at, zone))])
    }

    /// What a hold keeps.
    pub fn hold_scope(self, scope: &Scope, names: &Names<'_>) -> String {
        match scope {
            Scope::Organisation => self.say("hold-organisation"),
            Scope::Person(person) => {
                self.with("hold-person", &[("person", names.person(self, person))])
            }
            Scope::Incident(incident) => match names.event_of(incident) {
                Some(event) => {
                    let event = self.pick(&event.name, event.name_en.as_deref());
                    self.with("hold-incident", &[("event", event)])
                }
                None => self.say("hold-incident-over"),
            },
        }
    }

    /// Why personal content is destroyed.
    pub fn ground(self, ground: Ground) -> String {
        self.say(match ground {
            Ground::TermOver => "ground-term-over",
            Ground::PurposeMet => "ground-purpose-met",
            Ground::Asked => "ground-asked",
            Ground::Unlawful => "ground-unlawful",
        })
    }

    /// Why a hold does not let something be destroyed.
    pub(crate) fn under_hold(self, kept: &Hold, names: &Names<'_>) -> String {
        let mut values = vec![
            ("scope", self.hold_scope(&kept.scope, names)),
            ("since", self.day(kept.since, names.zone)),
            ("reason", names.sealed(self, &kept.reason)),
        ];
        match kept.until {
            Some(until) => {
                values.push(("until", self.day(until, names.zone)));
                self.with("refusal-under-hold-until", &values)
            }
            None => self.with("refusal-under-hold", &values),
        }
    }
}
