//! What stands in for the edges that the pages hold: papers, channels, files.

use duty::IncidentId;
use engine::{Delivery, OrganisationId, Reach};
use plan::ReportId;
use web::{
    Asked, ChannelState, Channels, FileText, FormItem, Paper, Papers, TestMessage, Tested, Texts,
};
use words::Words;

use crate::world::NIGHT;

/// Papers that say what was asked for.
pub struct FakePapers;

impl Papers for FakePapers {
    fn word(&self, asked: Asked<'_>, paper: &Paper) -> Option<Vec<u8>> {
        let language = asked.w.language().tag();
        Some(format!("{paper:?} in {language}").into_bytes())
    }

    fn form(&self, _: Asked<'_>, _: &IncidentId, _: &ReportId) -> Option<Vec<FormItem>> {
        let item = |label: &str, text: Option<&str>| FormItem {
            label: label.to_owned(),
            text: text.map(str::to_owned),
        };
        Some(vec![
            item("地点", Some("第二食堂后厨")),
            item("直接经济损失", None),
        ])
    }
}

/// Mail that takes what goes to the school, and a robot that has lost its key.
pub struct FakeChannels;

impl Channels for FakeChannels {
    fn states(&self, _: &OrganisationId) -> Vec<ChannelState> {
        let state = |id: &str, has_addresses| ChannelState {
            id: id.to_owned(),
            readers: Reach::House,
            has_addresses,
            succeeded: None,
            failed: None,
            waiting: 0,
        };
        let robot = ChannelState {
            failed: Some((NIGHT.parse().unwrap(), "errcode 93000".to_owned())),
            ..state("wecom", false)
        };
        vec![state("mail", true), robot]
    }

    fn test<'a>(&'a self, _: &'a OrganisationId, test: TestMessage) -> Tested<'a> {
        let taken = test.address.is_some_and(|it| it.ends_with("@school.test"));
        let outcome = match (test.channel.as_str(), taken) {
            ("mail", true) => Delivery::Delivered,
            ("mail", false) => Delivery::Failed("SMTP 550".to_owned()),
            _ => Delivery::Failed("errcode 93000".to_owned()),
        };
        Box::pin(std::future::ready(outcome))
    }
}

/// Reads text in UTF-8, and of a PDF what stands behind its first line.
pub struct FakeTexts;

impl Texts for FakeTexts {
    fn text(&self, w: Words, name: &str, bytes: &[u8]) -> Result<FileText, String> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(w.with("read-no-text", &[("file", name)]));
        };
        match text.strip_prefix("%PDF\n") {
            Some(text) => Ok(FileText {
                text: text.to_owned(),
                is_doubtful: true,
            }),
            None => Ok(FileText {
                text: text.to_owned(),
                is_doubtful: false,
            }),
        }
    }

    fn rows(&self, w: Words, name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
        let text = self.text(w, name, bytes)?.text;
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        Ok(text.lines().map(cells).collect())
    }
}
