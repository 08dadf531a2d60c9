//! HTTP API and pages.
//!
//! It reads committed state through the runner's handle and submits commands; it must not know
//! how records are stored, how messages go out, or what a command decides.

mod addresses;
mod answer;
mod api;
mod app;
mod assets;
mod channels;
mod components;
mod foresee;
mod form;
mod header;
mod ladder;
mod layout;
mod lines;
mod organisations;
mod pages;
mod papers;
mod photo;
mod publish;
mod routes;
mod security;
mod sight;
mod speaker;
mod texts;

pub use app::{ApiToken, App, Ready, Secrets};
pub use channels::{ChannelState, Channels, TestMessage, Tested};
pub use organisations::{House, Organisations};
pub use papers::{Asked, FormItem, Paper, Papers};
pub use publish::{plan_id, propose_holders};
pub use routes::{Reach, Who, router, routes};
pub use security::links::Links;
pub use texts::{FileText, Texts};

/// The first account of an organisation, whose one-time sign-in link the terminal prints.
pub const OFFICER: &str = "officer";

/// The name by which the first account of the first organisation signs in.
pub const FIRST_LOGIN: &str = "admin";
