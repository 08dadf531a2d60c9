//! HTTP API and pages.
//!
//! It reads committed state through the runner's handle and submits commands; it must not know
//! how records are stored, how messages go out, or what a command decides.

mod addresses;
mod answer;
mod api;
mod app;
mod assets;
mod change;
mod channels;
mod components;
mod erasure;
mod foresee;
mod form;
mod header;
mod hours;
mod import;
mod ladder;
mod layout;
mod lines;
mod lists;
mod live;
mod organisations;
mod pages;
mod papers;
mod photo;
mod posts;
mod publish;
mod routes;
mod security;
mod sight;
mod signals;
mod speaker;
mod texts;

pub use app::{ApiToken, App, More, Ready, Secrets};
pub use channels::{ChannelState, Channels, TestMessage, Tested};
pub use erasure::remove_closed_accounts;
pub use hours::{Workdays, extend, shifts};
pub use organisations::{House, Organisations};
pub use papers::{Asked, FormItem, Paper, Papers};
pub use publish::{plan_id, propose_holders};
pub use routes::{Reach, Who, router, routes};
pub use security::links::Links;
pub use signals::{Signals, Tried, Unreadable, Untaken, UntakenSignal};
pub use texts::{FileText, Texts};

/// The first account of an organisation, whose one-time sign-in link the terminal prints.
pub const OFFICER: &str = "officer";

/// The name by which the first account of the first organisation signs in.
pub const FIRST_LOGIN: &str = "admin";
