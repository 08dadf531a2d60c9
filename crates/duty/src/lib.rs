//! One duty: who must do what, by when, with what evidence, and who is told if not.
//!
//! This crate knows no plan, no incident, no clock and no format. It must stay so: everything
//! in changbei is a duty or something that makes, discharges or explains one.

mod duty;
mod id;
mod ladder;
mod sealed;

pub use duty::{Discharge, Duty, Evidence, Made, Oral, Reply, Standing, Task};
pub use id::{BadId, DutyId, GroupId, IncidentId, NoticeId, PersonId, PostId, checked_id};
pub use ladder::{Ladder, Rung, Tell, Unless};
pub use sealed::{Paper, Photo, Sealed};
