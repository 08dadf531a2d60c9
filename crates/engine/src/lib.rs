//! The engine: State, Command, Event, Refusal; decide, evolve, next_due, outbox.
//!
//! It does no IO, reads no clock, draws no random numbers and knows no format. It does not know
//! what kind of duty it handles.

mod address;
mod clock;
mod command;
mod content;
mod decide;
mod due;
mod event;
mod evolve;
mod hold;
mod pairs;
mod refusal;
mod right;
mod roster;
mod stand;
mod state;
mod template;

pub use address::{Address, Hours, MOST_ADDRESSES, Reach, addresses};
pub use clock::{ClockAnswer, IncidentTimes, Leap};
pub use command::{
    AccountId, Act, Answer, By, CallOutcome, Command, CommandId, Delivery, Entered, HoldId,
    OrganisationId, Signal,
};
pub use content::{Content, Destroyed, Ground};
pub use decide::{MOST_ABSENCES, MOST_ENTERED, decide};
pub use due::{call_list, next_due, outbox};
pub use event::{Event, Happened, Kept};
pub use evolve::{REMEMBERED, evolve};
pub use hold::{Hold, Scope};
pub use refusal::{Missing, Refusal};
pub use right::{Right, Role, duty_concerns, incident_concerns};
pub use roster::{Calendar, Day, LONGEST_SHIFT, MOST_SHIFTS, Roster, Shift, Weekly};
pub use stand::{holder_of, on_watch, order_of, stand_for};
pub use state::{
    About, Absence, Due, GradeSet, Grading, Incident, Leader, Notice, Organisation, Outcome,
    Person, Phase, Stand, State, Why, WorkingHours,
};
pub use template::{
    BadTemplate, LONGEST_TEMPLATE, NoticeKind, Piece, Placeholder, Template, pieces,
};
