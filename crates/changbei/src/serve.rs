//! `changbei serve`: the organisations of a data folder, their pages, intake and couriers.

use std::future::IntoFuture;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use accounts::{Accounts, AccountsError, Cost, NotMade, Whose};
use engine::{AccountId, OrganisationId};
use intake::Intake;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::{Journal, JournalError, Options};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use web::{ApiToken, App, Links, More, Ready};
use words::Words;

use crate::calendar::{self, BadCalendar};
use crate::channels::BadChannels;
use crate::house_channels::HouseChannels;
use crate::houses::Houses;
use crate::local::{self, Local};
use crate::papers::FromRecord;
use crate::sample::{Sample, SampleError};
use crate::secrets::Keys;
use crate::signals::FromIntake;
use crate::speak;

/// The account of the sample's token.
pub const TOKEN: &str = "token";

/// Boards at a time, however many files may be open: each costs some 20 kB of memory.
const MOST_LISTENERS: usize = 50_000;

/// How long a stop waits for answers that are being read.
const LAST_WAIT: Duration = Duration::from_secs(10);

/// What `serve` was asked.
pub struct Serve {
    /// The data folder.
    pub data: PathBuf,
    /// The PostgreSQL database of the records, when they are not in the data folder.
    pub database: Option<String>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How people reach this server, when it is not the address listened on.
    pub public_url: Option<String>,
    /// The configuration of the channels, where it is not in the data folder.
    pub config: Option<PathBuf>,
    /// The sample to serve.
    pub sample: Option<String>,
    /// Where notices go.
    pub webhook: Option<String>,
    /// The token of the API.
    pub token: Option<String>,
}

/// Why it does not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// There is no sample of that id.
    #[error("no such sample: {0}")]
    UnknownSample(String),
    /// Sample settings without `--sample`, or a folder of another making.
    #[error("sample settings without a sample")]
    NotSample,
    /// The data folder holds no organisation and none was asked for.
    #[error("no organisation")]
    NoOrganisation,
    /// Journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Start of the runner.
    #[error(transparent)]
    Start(#[from] runner::StartError),
    /// The sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The calendar.
    #[error(transparent)]
    Calendar(#[from] BadCalendar),
    /// A command of the start.
    #[error(transparent)]
    NotDone(#[from] runner::NotDone),
    /// The channels.
    #[error(transparent)]
    Channels(#[from] BadChannels),
    /// The token's account.
    #[error(transparent)]
    Id(#[from] duty::BadId),
    /// The tables or the key of accounts.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The first account.
    #[error(transparent)]
    Account(#[from] NotMade),
    /// Files and sockets, with what was being done.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
}

/// Serves until the process is told to stop.
///
/// # Errors
/// [`ServeError`]; nothing was lost.
pub async fn serve(asked: Serve, w: Words) -> Result<(), ServeError> {
    let io = |doing: &str| {
        let doing = doing.to_owned();
        move |error| ServeError::Io(doing, error)
    };
    let stop = Stop::listen().map_err(io("signals"))?;
    let sample = match &asked.sample {
        Some(id) => Some(Sample::by_id(id).ok_or_else(|| ServeError::UnknownSample(id.clone()))?),
        None => None,
    };
    if sample.is_none() && (asked.webhook.is_some() || asked.token.is_some()) {
        return Err(ServeError::NotSample);
    }
    let journal = match &asked.database {
        Some(url) => Journal::open_postgres(&asked.data, url).await?,
        None => Journal::open(&asked.data, Options::default()).await?,
    };
    let journal = Arc::new(journal);
    let zone = zone();
    let workdays = Arc::new(calendar::load(&asked.data)?);
    let mut houses = Houses::start(&journal, &workdays, &zone, sample).await?;
    let organisations = houses.organisations()?;
    let main = organisations.main();

    let keys = Keys::load(&asked.data).map_err(io("keys"))?;
    let listener = TcpListener::bind(asked.listen)
        .await
        .map_err(io(&asked.listen.to_string()))?;
    let address = listener.local_addr().map_err(io("listen"))?;
    let public_url = asked
        .public_url
        .unwrap_or_else(|| format!("http://{address}"));
    let ids: Vec<OrganisationId> = houses.ids().map(|(id, _)| id.clone()).collect();
    let channels = match &asked.webhook {
        Some(url) => HouseChannels::only_webhook(url, &keys.webhook, &public_url)?,
        None => {
            let config = asked.config.as_deref();
            HouseChannels::load(&asked.data, config, &keys.webhook, &public_url, &ids)?
        }
    };
    let links = Links::new(&keys.web, &public_url);
    houses.deliver(&channels, &links, &zone);
    let local = Local::draw(address, houses.ids().map(|(id, _)| id.to_string()));
    let mut api_tokens = Vec::new();
    for (id, secret) in &local.tokens {
        api_tokens.push(ApiToken {
            organisation: OrganisationId::new(id)?,
            account: AccountId::new(local::ACCOUNT)?,
            secret: secret.clone(),
        });
    }
    if let Some(secret) = asked.token {
        api_tokens.push(ApiToken {
            organisation: main.id.clone(),
            account: AccountId::new(TOKEN)?,
            secret,
        });
    }
    let accounts = Arc::new(Accounts::open(&asked.data, Cost::default()).await?);
    for (id, handle) in houses.ids() {
        let state = handle.published().state.clone();
        web::remove_closed_accounts(&accounts, id, &state).await?;
    }
    let archive = asked.data.join("archive");
    let intake = Intake::new(archive, zone.clone(), organisations.now());
    let ready = Ready::now();
    let app = App {
        organisations: organisations.clone(),
        secrets: keys.web,
        public_url: public_url.clone(),
        papers: Some(Arc::new(FromRecord::new(zone.clone(), accounts.clone()))),
        texts: Some(Arc::new(crate::texts::FromBytes)),
        channels: Some(Arc::new(channels)),
        zone,
        workdays,
        api_tokens,
        accounts: accounts.clone(),
        ready: ready.clone(),
        most_listeners: most_listeners(),
        more: More {
            senders: intake.senders(),
            readers: intake.readers(),
        },
        signals: Some(Arc::new(FromIntake(intake))),
    };
    speak::line(&w.with("command-line-serving", &[("url", public_url.as_str())]));
    let always = asked.sample.is_some() || std::io::stdout().is_terminal();
    for secret in first_links(&accounts, &houses, always, organisations.now()).await? {
        let url = format!("{public_url}/sign-in/{secret}");
        speak::line(&w.with("command-line-sign-in", &[("url", url.as_str())]));
    }
    let written = local.write(&asked.data).map_err(io("keys/local.json"))?;
    let router = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let (told, until) = tokio::sync::oneshot::channel();
    let stopping = async move {
        stop.told().await;
        // Boards end with it; the others are waited for.
        ready.set(false);
        let _ = told.send(());
    };
    let served = axum::serve(listener, router).with_graceful_shutdown(stopping);
    tokio::select! {
        served = served.into_future() => served.map_err(io("serve"))?,
        () = async {
            drop(until.await);
            tokio::time::sleep(LAST_WAIT).await;
        } => tracing::warn!("somebody reads so slowly that the stop does not wait any longer"),
    }
    written.remove();
    let stopped = houses.stop().await;
    // What was written lies in one file each again, for whoever copies the folder.
    accounts.close().await;
    journal.finish(organisations.now()).await?;
    Ok(stopped?)
}

/// How many may listen to boards: a connection each, and three quarters of the files that this
/// process may open. Systems set that low for programs that cannot deal with more, and let each
/// raise it to a limit of theirs.
fn most_listeners() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let open = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let open = open.map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
    (open / 4 * 3).min(MOST_LISTENERS)
}

/// Makes the first account of each organisation that has none, and one-time links for first
/// accounts: at a terminal and in the sample always, since whoever starts the program owns its
/// data; elsewhere only until a password is set, since what is printed ends up in a log.
async fn first_links(
    accounts: &Accounts,
    houses: &Houses,
    always: bool,
    now: Timestamp,
) -> Result<Vec<String>, ServeError> {
    let mut links = Vec::new();
    for (id, handle) in houses.ids() {
        let whose = Whose {
            organisation: id.clone(),
            account: AccountId::new(web::OFFICER)?,
        };
        if accounts.account(&whose).await?.is_none() {
            let first = accounts.make(&whose, web::FIRST_LOGIN, now).await;
            if let Err(NotMade::Taken) = first {
                // Names are of the whole data folder.
                let login = format!("{}@{id}", web::FIRST_LOGIN);
                accounts.make(&whose, &login, now).await?;
            } else {
                first?;
            }
        }
        let has_right = handle.read(|state| state.rights.contains_key(&whose.account));
        let account = accounts.account(&whose).await?;
        if has_right && (always || account.is_some_and(|it| !it.has_password)) {
            links.push(accounts.one_time(&whose, now).await?);
        }
    }
    Ok(links)
}

/// China has one time zone; organisations elsewhere get a setting when there are any.
pub fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(8)))
}

/// The signals that ask for an orderly stop. They are listened for from the start: one that comes
/// while the log is still being replayed stops the server as soon as it serves.
struct Stop {
    interrupted: Signal,
    terminated: Signal,
}

impl Stop {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            interrupted: signal(SignalKind::interrupt())?,
            terminated: signal(SignalKind::terminate())?,
        })
    }

    async fn told(mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
}
