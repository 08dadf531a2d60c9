//! What must be kept, and what was destroyed.

use duty::Sealed;
use engine::{Destroyed, Ground, Scope};
use jiff::Timestamp;

use super::Line;
use crate::Value;

impl Line<'_> {
    pub(super) fn hold_set(
        &self,
        scope: &Scope,
        reason: &Sealed,
        until: Option<Timestamp>,
    ) -> String {
        let scope = self.w.hold_scope(scope, self.names);
        let said = match until {
            Some(until) => self.w.with(
                "event-hold-set-until",
                &[
                    ("who", self.who()),
                    ("scope", scope),
                    ("until", self.w.day(until, self.names.zone)),
                ],
            ),
            None => self
                .w
                .with("event-hold-set", &[("who", self.who()), ("scope", scope)]),
        };
        self.with_text(said, Some(reason))
    }

    pub(super) fn erased(&self, ground: Ground, destroyed: &Destroyed) -> String {
        self.w.with(
            "event-erased",
            &[
                ("who", Value::from(self.who())),
                ("ground", Value::from(self.w.ground(ground))),
                ("values", Value::from(destroyed.values.len())),
                ("files", Value::from(destroyed.files.len())),
            ],
        )
    }
}
