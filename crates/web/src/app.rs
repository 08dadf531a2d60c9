//! What the binary gives to the pages and the API, and what they share.

use std::fmt;
use std::sync::Arc;

use accounts::Accounts;
use axum::Router;
use axum_extra::extract::cookie::Key;
use engine::{AccountId, OrganisationId};
use jiff::tz::TimeZone;
use tokio::sync::{Mutex, Semaphore, watch};

use crate::channels::Channels;
use crate::hours::Workdays;
use crate::live::Boards;
use crate::organisations::Organisations;
use crate::papers::Papers;
use crate::security::bucket::Buckets;
use crate::security::links::Links;
use crate::security::token::TokenCheck;
use crate::signals::Signals;
use crate::texts::Texts;

/// Everything that the router needs.
pub struct App {
    /// The organisations of the data folder.
    pub organisations: Organisations,
    /// Keys for links and cookies.
    pub secrets: Secrets,
    /// How people reach this server, without a slash at the end: `http://127.0.0.1:8686`.
    pub public_url: String,
    /// The organisation's time zone.
    pub zone: TimeZone,
    /// Tokens that the binary itself makes; those of accounts are in their tables.
    pub api_tokens: Vec<ApiToken>,
    /// What makes Word files, when there is something.
    pub papers: Option<Arc<dyn Papers>>,
    /// What reads uploaded files, when there is something; else only text in UTF-8 is read.
    pub texts: Option<Arc<dyn Texts>>,
    /// Holidays and make-up workdays as they were announced.
    pub workdays: Arc<Workdays>,
    /// What sends messages, when there is something.
    pub channels: Option<Arc<dyn Channels>>,
    /// Passwords, sessions, one-time links and tokens.
    pub accounts: Arc<Accounts>,
    /// What takes signals in, when there is something.
    pub signals: Option<Arc<dyn Signals>>,
    /// Whether commands are taken.
    pub ready: Ready,
    /// How many may listen to boards at a time; each holds a connection open.
    pub most_listeners: usize,
    /// More routes behind the API's tokens. Their handlers find the account of the token and the
    /// handle of its organisation as extensions of the request.
    pub more: More,
}

/// Routes that other crates bring along.
#[derive(Default)]
pub struct More {
    /// For tokens that send signals.
    pub senders: Router,
    /// For tokens that read, of accounts that see everything of the organisation.
    pub readers: Router,
}

/// Keys for links and cookies. They stand in a key file of their own and nowhere else.
#[derive(Clone)]
pub struct Secrets {
    link: [u8; 32],
    cookie: [u8; 64],
}

impl Secrets {
    /// Takes both keys.
    pub fn new(link: [u8; 32], cookie: [u8; 64]) -> Self {
        Self { link, cookie }
    }

    pub(crate) fn link(&self) -> &[u8] {
        &self.link
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

/// A token of the API and the account that it stands for.
#[derive(Clone)]
pub struct ApiToken {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Whom its commands are recorded for.
    pub account: AccountId,
    /// What callers send as `Authorization: Bearer …`.
    pub secret: String,
}

/// Whether commands are taken: what `/readyz` answers.
#[derive(Clone, Default)]
pub struct Ready(Arc<watch::Sender<bool>>);

impl Ready {
    /// Already so.
    pub fn now() -> Self {
        let ready = Self::default();
        ready.set(true);
        ready
    }

    /// Says whether commands are taken.
    pub fn set(&self, ready: bool) {
        self.0.send_replace(ready);
    }

    pub(crate) fn is_ready(&self) -> bool {
        *self.0.borrow()
    }

    /// Told when it changes.
    pub(crate) fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }
}

/// What handlers share.
#[derive(Clone)]
pub(crate) struct Web(Arc<Shared>);

pub(crate) struct Shared {
    pub organisations: Organisations,
    pub links: Links,
    pub workdays: Arc<Workdays>,
    pub accounts: Arc<Accounts>,
    pub cookie_key: Key,
    pub zone: TimeZone,
    pub public_url: String,
    pub tokens: Vec<TokenCheck>,
    pub papers: Option<Arc<dyn Papers>>,
    pub texts: Option<Arc<dyn Texts>>,
    pub signals: Option<Arc<dyn Signals>>,
    pub channels: Option<Arc<dyn Channels>>,
    pub ready: Ready,
    pub boards: Boards,
    pub reports: Buckets,
    pub codes: Buckets,
    pub tests: Buckets,
    /// Texts are read one after the other: a long one takes a core for itself.
    pub reading: Semaphore,
    /// Plans are published one after the other, each seeing who holds what after the one before.
    pub publishing: Mutex<()>,
}

impl Web {
    /// Shares an app, and hands back the routes that it brought along.
    pub fn new(app: App) -> (Self, More) {
        let shared = Shared {
            links: Links::new(&app.secrets, &app.public_url),
            cookie_key: Key::from(&app.secrets.cookie),
            tokens: app
                .api_tokens
                .into_iter()
                .map(|token| TokenCheck::new(&app.secrets, token))
                .collect(),
            papers: app.papers,
            signals: app.signals,
            organisations: app.organisations,
            texts: app.texts,
            workdays: app.workdays,
            channels: app.channels,
            accounts: app.accounts,
            zone: app.zone,
            public_url: app.public_url.trim_end_matches('/').to_owned(),
            ready: app.ready,
            boards: Boards::new(app.most_listeners),
            reports: Buckets::for_reports(),
            codes: Buckets::for_codes(),
            tests: Buckets::for_tests(),
            reading: Semaphore::new(1),
            publishing: Mutex::new(()),
        };
        (Self(Arc::new(shared)), app.more)
    }

    /// Cookies are sent over TLS only, where there is TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl std::ops::Deref for Web {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
