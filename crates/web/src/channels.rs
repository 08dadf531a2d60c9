//! The channels, as the pages see them. What sends is another crate that the binary brings along.

use std::pin::Pin;

use duty::PersonId;
use engine::{Delivery, OrganisationId, Reach};
use jiff::Timestamp;
use words::Words;

/// How a channel does that is set up.
#[derive(Debug, Clone)]
pub struct ChannelState {
    /// Its id: `mail`, `wecom`.
    pub id: String,
    /// From where its readers open links, where a person's own address says nothing else.
    pub readers: Reach,
    /// Whether it reaches people at addresses of their own; a group's robot reaches the group.
    pub has_addresses: bool,
    /// When it last took a message, since the program started.
    pub succeeded: Option<Timestamp>,
    /// When it last did not, and what it said; holds no address and no secret.
    pub failed: Option<(Timestamp, String)>,
    /// How many messages it is being tried for now.
    pub waiting: usize,
}

/// A message that asks for nothing, to see whether somebody is reached.
#[derive(Debug, Clone)]
pub struct TestMessage {
    /// To whom.
    pub to: PersonId,
    /// By which channel.
    pub channel: String,
    /// At which address of the person; none for a group's robot.
    pub address: Option<String>,
    /// From where links open there; none, from where the channel's readers open them.
    pub opens: Option<Reach>,
    /// The phone number of the person.
    pub phone: Option<String>,
    /// What it says.
    pub text: String,
    /// The language of the little that is said besides.
    pub w: Words,
}

/// What comes of a test message, in a while.
pub type Tested<'a> = Pin<Box<dyn Future<Output = Delivery> + Send + 'a>>;

/// What sends the messages of the organisations.
pub trait Channels: Send + Sync {
    /// The channels of an organisation, in the order in which they are tried.
    fn states(&self, organisation: &OrganisationId) -> Vec<ChannelState>;

    /// Tries a test message once.
    fn test<'a>(&'a self, organisation: &'a OrganisationId, test: TestMessage) -> Tested<'a>;
}
