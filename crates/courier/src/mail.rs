//! Mail by SMTP: TLS from the first byte, TLS by STARTTLS, or plain to this machine only.
//!
//! Taken means: the server said 250 to the whole message (RFC 5321, 4.2.5). Every try of a notice
//! has the same Message-ID, so that mail programs show one.

use std::net::IpAddr;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::Deserialize;

use crate::failure::{BadChannel, Failure};
use crate::{Message, Way};

/// How long one mail may take, all commands together.
const TAKES_AT_MOST: Duration = Duration::from_secs(20);
const MOST_BYTES: usize = 20_000;
const SUBJECT_BYTES: usize = 120;

/// How the line to the mail server is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// From the first byte; usually port 465.
    Tls,
    /// By STARTTLS, which must succeed; usually port 587.
    Starttls,
    /// Not at all; to this machine only.
    None,
}

/// A mail server as it is configured.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Name or address.
    pub host: String,
    /// Port; absent, the usual one.
    pub port: Option<u16>,
    /// How the line is guarded; absent, TLS from the first byte.
    pub security: Option<Security>,
    /// Who sends: `常备 <changbei@example.org>`.
    pub from: String,
    /// Who signs in; absent, nobody does.
    pub user: Option<String>,
    /// With what.
    pub password: Option<String>,
}

/// Mail.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    /// Mail through a server.
    ///
    /// # Errors
    /// [`BadChannel`] when the sender is no address, or the line would be open to others.
    pub fn new(server: MailServer) -> Result<Self, BadChannel> {
        let setting = |what: String| BadChannel::Setting {
            channel: "mail",
            what,
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let from = server
            .from
            .parse()
            .map_err(|_| setting("from is no mail address".to_owned()))?;
        let security = server.security.unwrap_or(Security::Tls);
        if security == Security::None && !is_this_machine(&server.host) {
            let what = "security = \"none\" only goes to this machine".to_owned();
            return Err(setting(what));
        }
        let guarded =
            || TlsParameters::new(server.host.clone()).map_err(|error| setting(error.to_string()));
        let (tls, usual) = match security {
            Security::Tls => (Tls::Wrapper(guarded()?), 465),
            Security::Starttls => (Tls::Required(guarded()?), 587),
            Security::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port.unwrap_or(usual))
            .tls(tls)
            .hello_name(ClientId::Domain("changbei.invalid".to_owned()))
            .timeout(Some(TAKES_AT_MOST));
        match (server.user, server.password) {
            (Some(user), Some(password)) => {
                builder = builder.credentials(Credentials::new(user, password));
            }
            (None, None) => {}
            (Some(_), None) | (None, Some(_)) => {
                return Err(setting("user and password go together".to_owned()));
            }
        }
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }

    pub(crate) async fn send(&self, message: &Message, way: &Way) -> Result<(), Failure> {
        let to: Address = way
            .address
            .as_deref()
            .and_then(|to| to.parse().ok())
            .ok_or_else(|| Failure::hopeless("the person has no mail address"))?;
        let first = message.text.lines().next().unwrap_or_default();
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(crate::fit::start(first, SUBJECT_BYTES))
            .message_id(Some(format!("<{}@changbei.invalid>", message.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(message.body(way, MOST_BYTES))
            .map_err(|_| Failure::hopeless("the mail cannot be written"))?;
        match tokio::time::timeout(TAKES_AT_MOST, self.transport.send(mail)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failed(&error)),
            Err(_) => Err(Failure::unknown("no answer in time")),
        }
    }
}

/// The server's code, never its words: they may repeat names and addresses.
fn failed(error: &lettre::transport::smtp::Error) -> Failure {
    if let Some(code) = error.status() {
        let reason = format!("SMTP {code}");
        if error.is_permanent() {
            Failure::hopeless(reason)
        } else {
            Failure::new(reason)
        }
    } else if error.is_timeout() {
        Failure::unknown("no answer in time")
    } else if error.is_tls() {
        Failure::new("TLS failed")
    } else if error.is_response() {
        Failure::unknown("the answer is not SMTP")
    } else {
        Failure::unknown("the connection broke")
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
