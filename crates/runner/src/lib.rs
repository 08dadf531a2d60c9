//! The run loop: clock, batch, commit, publish, send; and the handle that web and intake hold.
//!
//! The one place where the world and the core meet. It must not know HTTP, channels or pages.

mod clock;
mod handle;
mod past;
mod published;
mod run;

pub use clock::{Clock, HandClock};
pub use handle::{Attachments, Handle, NotDone, Taken, fresh_id};
pub use journal::{JournalError, Place};
pub use past::Past;
pub use published::{Directory, Published};
pub use run::{Runner, StartError};
