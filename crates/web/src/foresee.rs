//! Who will be told when, if nothing happens: asked of the engine itself, so that a page never
//! promises what the engine would not do.

use duty::{DutyId, PersonId, Tell, Unless};
use engine::{Act, By, Command, CommandId, Happened, State, decide, evolve};
use jiff::Timestamp;

/// More steps of time than any ladder has rungs.
const STEPS: u32 = 16;

/// A rung that is going to be climbed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Foreseen {
    pub at: Timestamp,
    pub tell: Tell,
    pub unless: Unless,
    /// Whom it will tell; empty for the red line and where nobody will be found.
    pub people: Vec<PersonId>,
}

/// The rungs of a duty that still wait, in the order of climbing.
pub(crate) fn foresee(state: &State, id: &DutyId) -> Vec<Foreseen> {
    let mut state = state.clone();
    let mut found = Vec::new();
    for step in 0..STEPS {
        let due = state.duties.get(id).and_then(|duty| duty.next_due());
        let Some((at, command)) = due.and_then(|at| Some((at, tick(at, step)?))) else {
            break;
        };
        let Ok(events) = decide(&state, &command, at) else {
            break;
        };
        if events.is_empty() {
            break;
        }
        for event in &events {
            found.extend(climbed(&state, id, &event.what));
            evolve(&mut state, event);
        }
    }
    found
}

fn tick(at: Timestamp, step: u32) -> Option<Command> {
    Some(Command {
        id: CommandId::new(format!("foreseen-{step}")).ok()?,
        made: at,
        by: By::Clock,
        act: Act::Tick,
    })
}

fn climbed(state: &State, id: &DutyId, what: &Happened) -> Option<Foreseen> {
    // Whatever else falls due at the same time is another page's business.
    let (rung, planned, people) = if let Happened::Climbed {
        duty,
        rung,
        planned,
        notices,
        ..
    } = what
        && duty == id
    {
        let people = notices.iter().map(|notice| notice.to.clone()).collect();
        (*rung, *planned, people)
    } else if let Happened::RedLine {
        duty,
        rung,
        planned,
    } = what
        && duty == id
    {
        (*rung, *planned, Vec::new())
    } else {
        return None;
    };
    let climbed = state.duties.get(id)?.ladder.rungs().get(rung)?;
    Some(Foreseen {
        at: planned,
        tell: climbed.tell.clone(),
        unless: climbed.unless,
        people,
    })
}
