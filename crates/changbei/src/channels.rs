//! The channels of this installation: `changbei.toml` in the data folder or at `--config`, with
//! what the environment says instead.
//!
//! ```toml
//! order = ["wecom", "sms", "mail"]        # where a plan names no channels
//!
//! [wecom]
//! url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
//! readers = "house"                       # from where its readers open links
//! ```
//!
//! A value `key` of a section may stand in `CHANGBEI_SECTION_KEY` instead: secrets need not lie
//! in the file. Nothing of the file's text is ever repeated in a message.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use courier::{
    BadChannel, Channel, Courier, Dingtalk, Feishu, Mail, MailServer, Ntfy, Patience, Sms,
    SmsGateway, Webhook, Wecom,
};
use engine::Reach;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The file in the data folder.
const FILE: &str = "changbei.toml";

/// A channel is of no use when nobody would notice that its section is misspelt.
const SECTIONS: [&str; 7] = [
    "wecom", "dingtalk", "feishu", "sms", "mail", "ntfy", "webhook",
];

/// Why the channels cannot be set up. Holds no secret.
#[derive(Debug, thiserror::Error)]
pub enum BadChannels {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// The file says something that is not understood.
    #[error("{file}: {what}")]
    Text {
        /// Which file.
        file: String,
        /// What, and where in it.
        what: String,
    },
    /// A channel's settings are of no use.
    #[error(transparent)]
    Channel(#[from] BadChannel),
}

/// The channels, their order and their readers; by default none, and all goes to the call list.
#[derive(Default)]
pub struct Channels {
    /// What sends.
    pub courier: Courier,
    /// Which channels are tried, where a plan names none.
    pub order: Vec<String>,
    readers: BTreeMap<String, Reach>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Robot {
    url: String,
    secret: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NtfyServer {
    url: String,
    token: Option<String>,
}

impl Channels {
    /// Only the sample's webhook: every notice goes there at once, with its link.
    ///
    /// # Errors
    /// [`BadChannels`] when its address is none.
    pub fn only_webhook(url: &str, secret: &[u8]) -> Result<Self, BadChannels> {
        let webhook = Channel::Webhook(Webhook::new(url, secret)?);
        Ok(Self {
            courier: Courier::new(Patience::default()).with(webhook),
            order: vec!["webhook".to_owned()],
            readers: [("webhook".to_owned(), Reach::Machine)].into(),
        })
    }

    /// Reads the configuration; without a file there are the channels of the environment, or none.
    ///
    /// # Errors
    /// [`BadChannels`]; a file that was asked for must be there.
    pub fn load(
        data: &Path,
        config: Option<&Path>,
        environment: impl Fn(&str) -> Option<String>,
        webhook_secret: &[u8],
    ) -> Result<Self, BadChannels> {
        let path = config.map_or_else(|| data.join(FILE), Path::to_owned);
        let file = path.display().to_string();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && config.is_none() => {
                String::new()
            }
            Err(error) => return Err(BadChannels::File(file, error)),
        };
        let reading = Reading { file, text: &text };
        reading.channels(environment, webhook_secret)
    }

    /// From where the readers of a channel open links; anywhere, unless the file says.
    pub fn readers(&self, channel: &str) -> Reach {
        let said = self.readers.get(channel).copied();
        said.unwrap_or(Reach::Anywhere)
    }

    /// Whether a link opens where the readers of a channel are.
    pub fn opens(&self, channel: &str, server: Reach) -> bool {
        server >= self.readers(channel)
    }
}

/// From where the public address of this server is reached.
pub fn reach(public_url: &str) -> Reach {
    let rest = public_url.split_once("://").map_or(public_url, |it| it.1);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(inside) => inside.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    match host.parse::<IpAddr>() {
        Ok(ip) if ip.is_loopback() => Reach::Machine,
        Ok(IpAddr::V4(ip)) if ip.is_private() || ip.is_link_local() => Reach::House,
        Ok(IpAddr::V6(ip)) if ip.is_unique_local() || ip.is_unicast_link_local() => Reach::House,
        Ok(_) => Reach::Anywhere,
        Err(_) if host == "localhost" => Reach::Machine,
        Err(_) if !host.contains('.') || host.ends_with(".local") || host.ends_with(".lan") => {
            Reach::House
        }
        Err(_) => Reach::Anywhere,
    }
}

struct Reading<'a> {
    file: String,
    text: &'a str,
}

impl Reading<'_> {
    fn channels(
        &self,
        environment: impl Fn(&str) -> Option<String>,
        webhook_secret: &[u8],
    ) -> Result<Channels, BadChannels> {
        let mut all: toml::Table = self.text.parse().map_err(|error: toml::de::Error| {
            // The message alone: what toml prints beside it is the line, and secrets stand there.
            let before = error.span().and_then(|at| self.text.get(..at.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            self.bad(format!("line {line}: not TOML"))
        })?;
        let keys = [
            "url", "secret", "token", "host", "from", "user", "password", "security", "readers",
        ];
        for section in SECTIONS {
            for key in keys {
                let name = format!("CHANGBEI_{section}_{key}").to_ascii_uppercase();
                let Some(value) = environment(&name) else {
                    continue;
                };
                let entry = all
                    .entry(section)
                    .or_insert_with(|| toml::Table::new().into());
                if let Some(table) = entry.as_table_mut() {
                    table.insert(key.to_owned(), value.into());
                }
            }
        }
        let order: Option<Vec<String>> = self.take(&mut all, "order")?;
        let mut channels = Channels::default();
        for section in SECTIONS {
            let Some(mut value) = all.remove(section) else {
                continue;
            };
            if let Some(table) = value.as_table_mut()
                && let Some(readers) = self.take(table, "readers")?
            {
                channels.readers.insert(section.to_owned(), readers);
            }
            let channel = self.channel(section, value, webhook_secret)?;
            channels.courier = channels.courier.with(channel);
        }
        if let Some(unknown) = all.keys().next() {
            return Err(self.bad(format!("{unknown} is no setting")));
        }
        let ours: Vec<String> = channels.courier.channels().map(str::to_owned).collect();
        let order = order.unwrap_or_else(|| ours.clone());
        if let Some(unknown) = order.iter().find(|it| !ours.contains(it)) {
            return Err(self.bad(format!("order: {unknown} is not set up")));
        }
        channels.order = order;
        Ok(channels)
    }

    fn channel(
        &self,
        section: &str,
        value: toml::Value,
        webhook_secret: &[u8],
    ) -> Result<Channel, BadChannels> {
        if section == "mail" {
            let server: MailServer = self.settings(section, value)?;
            return Ok(Channel::Mail(Box::new(Mail::new(server)?)));
        }
        if section == "sms" {
            let gateway: SmsGateway = self.settings(section, value)?;
            return Ok(Channel::Sms(Sms::new(gateway)?));
        }
        if section == "ntfy" {
            let server: NtfyServer = self.settings(section, value)?;
            return Ok(Channel::Ntfy(Ntfy::new(&server.url, server.token)?));
        }
        let robot: Robot = self.settings(section, value)?;
        Ok(match section {
            "wecom" => Channel::Wecom(Wecom::new(&robot.url)?),
            "dingtalk" => Channel::Dingtalk(Dingtalk::new(&robot.url, robot.secret)?),
            "feishu" => Channel::Feishu(Feishu::new(&robot.url, robot.secret)?),
            _ => {
                let own = robot.secret.as_deref().map(str::as_bytes);
                let secret = own.unwrap_or(webhook_secret);
                Channel::Webhook(Webhook::new(&robot.url, secret)?)
            }
        })
    }

    fn settings<T: DeserializeOwned>(
        &self,
        section: &str,
        value: toml::Value,
    ) -> Result<T, BadChannels> {
        // The message names fields, and for values of a wrong kind may show them: it is left out.
        value.try_into().map_err(|error: toml::de::Error| {
            let message = error.message();
            let about_a_field = ["missing field", "unknown field"]
                .iter()
                .any(|start| message.starts_with(start));
            let why = if about_a_field {
                message
            } else {
                "a value of a wrong kind"
            };
            self.bad(format!("[{section}]: {why}"))
        })
    }

    fn take<T: DeserializeOwned>(
        &self,
        table: &mut toml::Table,
        key: &str,
    ) -> Result<Option<T>, BadChannels> {
        let Some(value) = table.remove(key) else {
            return Ok(None);
        };
        let read = value.try_into().map(Some);
        read.map_err(|_: toml::de::Error| self.bad(format!("{key}: a value of a wrong kind")))
    }

    fn bad(&self, what: String) -> BadChannels {
        BadChannels::Text {
            file: self.file.clone(),
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<Channels, BadChannels> {
        let reading = Reading {
            file: "changbei.toml".to_owned(),
            text,
        };
        let look = |name: &str| {
            let found = environment.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        reading.channels(look, b"key")
    }

    fn trouble(text: &str) -> String {
        match read(text, &[]) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_public_address_reaches_the_machine_the_house_or_everybody() {
        for (url, reaches) in [
            ("http://127.0.0.1:8686", Reach::Machine),
            ("http://[::1]:8686", Reach::Machine),
            ("http://localhost:8686/", Reach::Machine),
            ("http://192.168.1.5:8686", Reach::House),
            ("http://10.0.0.7", Reach::House),
            ("http://[fd00::5]:80", Reach::House),
            ("http://office:8686", Reach::House),
            ("http://office.local", Reach::House),
            ("https://ready.school.example", Reach::Anywhere),
            ("https://[2001:db8::1]/", Reach::Anywhere),
        ] {
            assert_eq!(reach(url), reaches, "{url}");
        }
    }

    #[test]
    fn a_link_goes_only_where_it_opens() -> Result<(), BadChannels> {
        let text =
            "[wecom]\nurl = \"http://h/\"\nreaders = \"house\"\n[feishu]\nurl = \"http://h/\"";
        let channels = read(text, &[])?;
        assert!(channels.opens("wecom", Reach::House));
        assert!(!channels.opens("wecom", Reach::Machine));
        assert!(
            !channels.opens("feishu", Reach::House),
            "anywhere, unless said"
        );
        assert_eq!(channels.order, ["wecom", "feishu"]);
        Ok(())
    }

    #[test]
    fn the_environment_stands_over_the_file() -> Result<(), BadChannels> {
        let environment = [
            ("CHANGBEI_DINGTALK_URL", "http://h/"),
            ("CHANGBEI_DINGTALK_SECRET", "s"),
        ];
        assert_eq!(read("", &environment)?.order, ["dingtalk"]);
        assert!(read("", &[])?.order.is_empty());
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_said_without_what_is_secret() {
        for (text, said) in [
            (
                "[wecom]\nurl = \"ftp://hidden\"",
                "channel wecom: not an http",
            ),
            ("[wecom]\nurl = hidden", "line 2: not TOML"),
            (
                "[wecom]\nurl = \"http://h/\"\nhidden_key = 1",
                "unknown field",
            ),
            ("[mail]\nhost = \"h\"", "[mail]: missing field `from`"),
            ("[wecon]\nurl = \"hidden\"", "wecon is no setting"),
            ("order = [\"mail\"]", "order: mail is not set up"),
            (
                "[mail]\nhost = 7\nfrom = \"hidden\"",
                "[mail]: a value of a wrong kind",
            ),
        ] {
            let trouble = trouble(text);
            assert!(trouble.contains(said), "{text}: {trouble}");
            assert!(
                !trouble.contains("hidden") || text.contains("hidden_key"),
                "{trouble}"
            );
        }
    }
}
