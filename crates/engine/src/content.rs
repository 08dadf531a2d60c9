//! Whose personal content the log names, so that it can be destroyed, and what was.
//!
//! A value belongs to whoever it is about and to whoever wrote it, as far as the record can know:
//! a name in somebody else's sentence it cannot. `docs/decisions/0007` says it at length.

use std::collections::BTreeSet;
use std::sync::Arc;

use duty::{Duty, IncidentId, Oral, PersonId, Sealed};
use imbl::{OrdMap, OrdSet};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::command::{AccountId, By};
use crate::event::{Event, Happened};
use crate::state::State;

/// Why personal content is destroyed: the cases of article 47 of the Personal Information
/// Protection Law (个人信息保护法第四十七条). No free text, which could say the name again.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The term for which it had to be kept is over.
    TermOver,
    /// What it was kept for is done.
    PurposeMet,
    /// The person asked for it or took consent back.
    Asked,
    /// It should never have been kept.
    Unlawful,
}

impl Ground {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::TermOver,
        Self::PurposeMet,
        Self::Asked,
        Self::Unlawful,
    ];

    /// The word of forms and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::TermOver => "term-over",
            Self::PurposeMet => "purpose-met",
            Self::Asked => "asked",
            Self::Unlawful => "unlawful",
        }
    }

    /// The ground of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.word() == word)
    }
}

/// What an erasure destroys.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Destroyed {
    /// Ids of sealed values.
    pub values: Vec<String>,
    /// Hex SHA-256 of files.
    pub files: Vec<String>,
}

impl Destroyed {
    /// Nothing of it is left to destroy.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.files.is_empty()
    }
}

/// Whose content the log names, and what of it was destroyed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Content {
    /// Sealed values by the people whose they are.
    values: OrdMap<PersonId, OrdSet<String>>,
    /// Photos by their digests, with whose they are; none for somebody who is not known.
    photos: OrdMap<String, OrdSet<Option<PersonId>>>,
    /// Who took part in every incident there ever was, and what was sent of it.
    incidents: OrdMap<IncidentId, Part>,
    /// The person for whom an account was last set up.
    accounts: OrdMap<AccountId, PersonId>,
    /// Accounts of people whose content was destroyed, and when.
    closed: OrdMap<AccountId, Timestamp>,
    /// When which value or file was destroyed.
    destroyed: OrdMap<String, Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Part {
    people: OrdSet<PersonId>,
    papers: OrdSet<String>,
}

impl Content {
    /// When a sealed value or a file, by its id or digest, was destroyed.
    pub fn destroyed(&self, what: &str) -> Option<Timestamp> {
        self.destroyed.get(what).copied()
    }

    /// Every value and file that was destroyed.
    pub fn all_destroyed(&self) -> impl Iterator<Item = &str> {
        self.destroyed.keys().map(String::as_str)
    }

    /// Accounts of people whose content was destroyed: nothing may be kept of them.
    pub fn closed_accounts(&self) -> impl Iterator<Item = &AccountId> {
        self.closed.keys()
    }

    /// When an account was removed together with the content of its person.
    pub fn closed(&self, account: &AccountId) -> Option<Timestamp> {
        self.closed.get(account).copied()
    }

    /// What would be destroyed of a person's. A photo that somebody else handed in too stays; a
    /// paper that was sent may name everybody who took part, and can be made again.
    pub fn of(&self, person: &PersonId) -> Destroyed {
        let values = self.values.get(person).into_iter().flatten();
        let values = values.filter(|id| !self.destroyed.contains_key(*id));
        let own = OrdSet::unit(Some(person.clone()));
        let photos = self.photos.iter().filter(|(_, whose)| **whose == own);
        let incidents = self.incidents.values();
        let theirs = incidents.filter(|part| part.people.contains(person));
        let papers = theirs.flat_map(|part| &part.papers);
        let papers = papers.filter(|paper| !self.photos.contains_key(*paper));
        let files: BTreeSet<&String> = photos.map(|(photo, _)| photo).chain(papers).collect();
        Destroyed {
            values: values.cloned().collect(),
            files: files.into_iter().cloned().collect(),
        }
    }

    /// The accounts that a person ever had.
    pub fn accounts_of(&self, person: &PersonId) -> Vec<AccountId> {
        let all = self.accounts.iter();
        let own = all.filter(|(_, whose)| *whose == person);
        own.map(|(account, _)| account.clone()).collect()
    }

    /// Whether there ever was such an incident.
    pub fn knows_incident(&self, incident: &IncidentId) -> bool {
        self.incidents.contains_key(incident)
    }

    /// Whether a person was told of an incident, answered or wrote in it.
    pub fn took_part(&self, person: &PersonId, incident: &IncidentId) -> bool {
        let part = self.incidents.get(incident);
        part.is_some_and(|part| part.people.contains(person))
    }

    fn own<'a>(&mut self, whose: &PersonId, values: impl IntoIterator<Item = &'a Sealed>) {
        let own = self.values.entry(whose.clone()).or_default();
        own.extend(values.into_iter().map(|value| value.id.clone()));
    }

    fn join<'a>(&mut self, of: &IncidentId, people: impl IntoIterator<Item = &'a PersonId>) {
        let part = self.incidents.entry(of.clone()).or_default();
        part.people.extend(people.into_iter().cloned());
    }

    fn join_duty<'a>(
        &mut self,
        duty: Option<&Arc<Duty>>,
        people: impl IntoIterator<Item = &'a PersonId>,
    ) {
        if let Some(duty) = duty {
            self.join(&duty.incident, people);
        }
    }

    /// Everything personal in an event is whoever's who wrote it.
    fn written(&mut self, writer: &Option<PersonId>, event: &Event) {
        if let Some(writer) = writer {
            self.own(writer, event.what.sealed());
        }
    }

    fn erase(&mut self, person: &PersonId, destroyed: &Destroyed, at: Timestamp) {
        let gone = destroyed.values.iter().chain(&destroyed.files);
        self.destroyed.extend(gone.map(|what| (what.clone(), at)));
        self.values.remove(person);
        let own = Some(person.clone());
        let kept = self.photos.iter().filter_map(|(photo, whose)| {
            let others = whose.without(&own);
            (!others.is_empty()).then(|| (photo.clone(), others))
        });
        self.photos = kept.collect();
        for file in &destroyed.files {
            let named = self.incidents.iter();
            let named = named.filter(|(_, part)| part.papers.contains(file));
            let named: Vec<IncidentId> = named.map(|(id, _)| id.clone()).collect();
            for id in named {
                if let Some(part) = self.incidents.get_mut(&id) {
                    part.papers.remove(file);
                }
            }
        }
    }
}

/// Notes whose the values of an event are; `state` is that before it.
pub(crate) fn take(state: &mut State, event: &Event) {
    let writer = writer(state, &event.by);
    let content = &mut state.content;
    match &event.what {
        Happened::PersonSet {
            person,
            name,
            phone,
            number,
        } => content.own(person, [name].into_iter().chain(phone).chain(number)),
        Happened::AddressesSet { person, addresses } => {
            content.own(person, addresses.iter().map(|it| &it.value));
        }
        Happened::AbsenceSet { person, reason, .. } => {
            content.own(person, reason);
            if let Some(writer) = &writer {
                content.own(writer, reason);
            }
        }
        Happened::Reported { incident, .. }
        | Happened::Noted { incident, .. }
        | Happened::GradeSet { incident, .. }
        | Happened::Moved { incident, .. } => {
            content.join(incident, &writer);
            content.written(&writer, event);
        }
        Happened::Commented { duty, .. } => {
            content.join_duty(state.duties.get(duty), &writer);
            content.written(&writer, event);
        }
        Happened::Reassigned { duty, notices, .. } | Happened::Waived { duty, notices, .. } => {
            let told = notices.iter().map(|notice| &notice.to);
            content.join_duty(state.duties.get(duty), told.chain(&writer));
            content.written(&writer, event);
        }
        // Only a duty added by hand has words of somebody's.
        Happened::Opened { duty } => {
            if !duty.sealed().is_empty() {
                content.join(&duty.incident, &writer);
                content.written(&writer, event);
            }
        }
        Happened::LeaderNamed { incident, leader } => content.join(incident, &leader.people),
        Happened::Climbed { notices, .. } | Happened::Ended { notices, .. } => {
            for notice in notices {
                content.join(&notice.incident, [&notice.to]);
            }
        }
        Happened::Answered {
            duty,
            person,
            text,
            photos,
            paper,
            oral,
            ..
        } => {
            let Some(duty) = state.duties.get(duty) else {
                return;
            };
            let whose: BTreeSet<&PersonId> = person.iter().chain(&writer).collect();
            content.join(&duty.incident, whose.iter().copied());
            for person in &whose {
                content.own(person, text);
                content.own(person, oral.iter().flat_map(Oral::sealed));
            }
            for photo in photos {
                let owners = content.photos.entry(photo.blob.clone()).or_default();
                owners.extend(whose.iter().map(|it| Some((*it).clone())));
                if whose.is_empty() {
                    owners.insert(None);
                }
            }
            if let Some(paper) = paper {
                let part = content.incidents.entry(duty.incident.clone()).or_default();
                part.papers.insert(paper.blob.clone());
            }
        }
        Happened::HoldSet { scope, reason, .. } => {
            if let crate::hold::Scope::Person(person) = scope {
                content.own(person, [reason]);
            }
        }
        Happened::RightSet { account, right } => match right.as_ref().map(|it| &it.person) {
            Some(Some(person)) => {
                content.accounts.insert(account.clone(), person.clone());
                content.closed.remove(account);
            }
            Some(None) => {
                content.accounts.remove(account);
                content.closed.remove(account);
            }
            // What the account was called stays with it.
            None => {}
        },
        Happened::Erased {
            person,
            destroyed,
            accounts,
            ..
        } => {
            content.erase(person, destroyed, event.at);
            for account in accounts {
                content.accounts.remove(account);
                content.closed.insert(account.clone(), event.at);
            }
        }
        // Who reads these values is not changed by their duties' new times.
        Happened::ClockSettled { .. }
        // What a machine says belongs to nobody.
        | Happened::SignalTaken { .. }
        | Happened::SignalResolved { .. }
        | Happened::Founded { .. }
        | Happened::Started
        | Happened::WorkingHoursSet { .. }
        | Happened::WorkingHoursLow
        | Happened::WatchSet { .. }
        | Happened::ClockLeapt { .. }
        | Happened::AlreadySo { .. }
        | Happened::PersonLeft { .. }
        | Happened::TemplateSet { .. }
        | Happened::RosterSet { .. }
        | Happened::SubstitutesSet { .. }
        | Happened::CalendarSet { .. }
        | Happened::HoldersSet { .. }
        | Happened::Published { .. }
        | Happened::FactsStated { .. }
        | Happened::Graded { .. }
        | Happened::HeadTold { .. }
        | Happened::Passed { .. }
        | Happened::RedLine { .. }
        | Happened::Lapsed { .. }
        | Happened::Receipt { .. }
        | Happened::Called { .. }
        | Happened::EndProposed { .. }
        | Happened::Archived { .. }
        | Happened::HoldReleased { .. } => {}
    }
}

/// Who writes, as far as the record knows: the person of a link, or for whom an account is.
fn writer(state: &State, by: &By) -> Option<PersonId> {
    match by {
        By::Link(person) | By::Claimed(person) => Some(person.clone()),
        By::Account(account) | By::Token(account) => state.rights.get(account)?.person.clone(),
        By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node => None,
    }
}
