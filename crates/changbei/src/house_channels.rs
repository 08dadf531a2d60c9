//! The channels of every organisation of the folder, for the deliverers and for the pages.
//!
//! `changbei.toml` is everybody's. An organisation that has a file of its own beside it,
//! `changbei.ORGANISATION.toml`, has the channels of that file and no others: what one
//! organisation says must not end up in another's group.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use courier::{Message, Way, has_own_address};
use duty::{IncidentId, NoticeId};
use engine::{Delivery, OrganisationId, Reach};
use web::{ChannelState, TestMessage, Tested};

use crate::channels::{BadChannels, Channels, reach};

/// The channels of all organisations of one folder.
pub struct HouseChannels {
    shared: Arc<Channels>,
    own: BTreeMap<OrganisationId, Arc<Channels>>,
    public_url: String,
    /// From where our links open.
    reach: Reach,
}

impl HouseChannels {
    /// Only the sample's webhook, for everybody.
    ///
    /// # Errors
    /// [`BadChannels`] when its address is none.
    pub fn only_webhook(url: &str, secret: &[u8], public_url: &str) -> Result<Self, BadChannels> {
        let shared = Channels::only_webhook(url, secret)?;
        Ok(Self::new(shared, BTreeMap::new(), public_url))
    }

    /// Reads everybody's configuration (the data folder's, or another file), and those that
    /// organisations have of their own. The environment speaks for everybody's only.
    ///
    /// # Errors
    /// [`BadChannels`].
    pub fn load(
        data: &Path,
        config: Option<&Path>,
        webhook_secret: &[u8],
        public_url: &str,
        ids: &[OrganisationId],
    ) -> Result<Self, BadChannels> {
        let environment = |name: &str| std::env::var(name).ok().filter(|it| !it.is_empty());
        let shared = Channels::load(data, config, environment, webhook_secret)?;
        let mut own = BTreeMap::new();
        for id in ids {
            let file = data.join(format!("changbei.{id}.toml"));
            if file.exists() {
                let channels = Channels::load(data, Some(&file), |_| None, webhook_secret)?;
                own.insert(id.clone(), Arc::new(channels));
            }
        }
        Ok(Self::new(shared, own, public_url))
    }

    fn new(
        shared: Channels,
        own: BTreeMap<OrganisationId, Arc<Channels>>,
        public_url: &str,
    ) -> Self {
        Self {
            shared: Arc::new(shared),
            own,
            public_url: public_url.trim_end_matches('/').to_owned(),
            reach: reach(public_url),
        }
    }

    /// The channels of an organisation.
    pub fn of(&self, organisation: &OrganisationId) -> Arc<Channels> {
        let own = self.own.get(organisation);
        own.unwrap_or(&self.shared).clone()
    }

    /// From where links of this server open.
    pub fn reach(&self) -> Reach {
        self.reach
    }
}

impl web::Channels for HouseChannels {
    fn states(&self, organisation: &OrganisationId) -> Vec<ChannelState> {
        let channels = self.of(organisation);
        let state = |id: &String| {
            let health = channels.courier.health(id);
            ChannelState {
                id: id.clone(),
                readers: channels.readers(id),
                has_addresses: has_own_address(id),
                succeeded: health.succeeded,
                failed: health.failed,
                waiting: health.waiting,
            }
        };
        channels.order.iter().map(state).collect()
    }

    fn test<'a>(&'a self, organisation: &'a OrganisationId, test: TestMessage) -> Tested<'a> {
        Box::pin(async move {
            let channels = self.of(organisation);
            if !channels.order.contains(&test.channel) {
                return Delivery::GaveUp;
            }
            let opens = test
                .opens
                .unwrap_or_else(|| channels.readers(&test.channel));
            let way = Way {
                channel: test.channel.clone(),
                address: test.address.clone(),
                link: self.reach >= opens,
            };
            channels.courier.once(&self.message(test), &way).await
        })
    }
}

impl HouseChannels {
    /// A message about no duty; its link shows whether links open there.
    fn message(&self, test: TestMessage) -> Message {
        let id = format!("test-{}", runner::fresh_id());
        Message {
            id: NoticeId::new(id).expect("hex digits make an identifier"),
            to: test.to,
            post: None,
            text: test.text,
            link: Some(format!("{}/c", self.public_url)),
            group_link: Some(format!("{}/c", self.public_url)),
            duty: None,
            incident: IncidentId::new("test").expect("letters make an identifier"),
            due: None,
            rung: 0,
            exercise: false,
            repeat: false,
            code: None,
            repeat_mark: test.w.repeat_mark(),
            urgent: false,
            phone: test.phone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_with_a_file_of_its_own_has_its_channels_and_no_others()
    -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("changbei.toml", "[wecom]\nurl = \"http://h/\"\n")?;
        write("changbei.town.toml", "[feishu]\nurl = \"http://h/\"\n")?;
        let ids = [OrganisationId::new("school")?, OrganisationId::new("town")?];
        let public = "http://127.0.0.1:8686";
        let all = HouseChannels::load(folder.path(), None, b"key", public, &ids)?;
        let order = |id: &OrganisationId| all.of(id).order.clone();
        assert_eq!(order(&ids[0]), ["wecom"]);
        assert_eq!(order(&ids[1]), ["feishu"]);
        assert_eq!(all.reach(), Reach::Machine);
        Ok(())
    }
}
