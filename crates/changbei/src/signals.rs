//! What came in, for the pages: `intake` handed to `web`.

use std::sync::Arc;

use engine::{OrganisationId, State};
use intake::{Alert, Intake, place_labels, read_pasted};
use jiff::Timestamp;
use runner::Attachments;
use web::{Signals, Tried, Unreadable, Untaken, UntakenSignal};

/// Asks the intake.
pub struct FromIntake(pub Arc<Intake>);

impl Signals for FromIntake {
    fn untaken(&self, organisation: &OrganisationId, now: Timestamp) -> Untaken {
        let intake::Untaken {
            today,
            ever,
            newest,
        } = self.0.untaken(organisation, now);
        let shown = |(at, alert): (Timestamp, Alert)| UntakenSignal {
            at,
            text: alert.text().map(str::to_owned),
            labels: alert.labels,
        };
        Untaken {
            today,
            ever,
            newest: newest.into_iter().map(shown).collect(),
        }
    }

    fn read(&self, pasted: &str, state: &State, now: Timestamp) -> Result<Vec<Tried>, Unreadable> {
        let alerts = read_pasted(pasted, now).map_err(unreadable)?;
        let places = place_labels(state);
        // What is sealed for a trial is never stored.
        let mut attachments = Attachments::none();
        let mut tried = Vec::with_capacity(alerts.len());
        for alert in alerts {
            let signal = alert.signal(&places, &mut attachments);
            tried.push(Tried {
                signal: signal.map_err(|_| Unreadable::Trouble)?,
                place: alert.place(&places).map(str::to_owned),
            });
        }
        Ok(tried)
    }
}

fn unreadable(why: intake::Unreadable) -> Unreadable {
    match why {
        intake::Unreadable::Empty => Unreadable::Empty,
        intake::Unreadable::Line(line) => Unreadable::Line(line),
        intake::Unreadable::Json(detail) => Unreadable::Json(detail),
        intake::Unreadable::TooMany(count) => Unreadable::TooMany(count),
        intake::Unreadable::Unusable(number, why) => Unreadable::Unusable(number, why),
    }
}
