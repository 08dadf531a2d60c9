//! Views: tables of what is over, made from the records alone.
//!
//! They lie beside the records in the same database and may be dropped at any time: the next
//! start makes them again. A commit of the run loop carries what it adds to them, so they are
//! written in the same transaction; what was appended without (a restored backup) is caught up
//! while the log is replayed. They hold ids of personal values and never the values, and
//! nothing is decided by them.

mod memory;
mod rows;
mod sql;

use std::collections::BTreeMap;
use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId};
use engine::{Event, Happened, Incident, State, evolve};
use jiff::Timestamp;

pub(crate) use self::memory::MemoryViews;
pub(crate) use self::rows::{postgres, sqlite};
pub(crate) use self::sql::INSERT_TIMELINE;
use crate::chain::{Head, StoredRecord};
use crate::error::{JournalError, Result};
use crate::record::{Unreadable, to_event};
use crate::store::{Journal, PAGE_RECORDS, Store};

/// What records add to the views.
#[derive(Clone, Debug, Default)]
pub struct ViewRows {
    pub(crate) timelines: Vec<TimelineRow>,
    pub(crate) incidents: Vec<Arc<Incident>>,
    pub(crate) duties: Vec<DutyRow>,
}

/// A record that belongs to an incident, or changes the organisation itself.
#[derive(Clone, Debug)]
pub(crate) struct TimelineRow {
    /// None for a change of people, posts, rosters, workdays or holds.
    pub incident: Option<IncidentId>,
    pub position: u64,
    /// A rule took a signal: the desk asks for the newest of these.
    pub is_signal: bool,
}

/// A duty of an archived incident.
#[derive(Clone, Debug)]
pub(crate) struct DutyRow {
    pub duty: Arc<Duty>,
    /// Its place in the order of opening.
    pub place: usize,
}

impl ViewRows {
    /// Takes in the event of the record at a position; `before` is the state that it is about
    /// to change. Returns the incident to which the event belongs.
    pub fn take(&mut self, position: u64, event: &Event, before: &State) -> Option<IncidentId> {
        if is_change(&event.what) {
            self.timelines.push(TimelineRow {
                incident: None,
                position,
                is_signal: false,
            });
        }
        let id = incident_of(&event.what, before)?;
        if matches!(event.what, Happened::Archived { .. })
            && let Some(incident) = before.incidents.get(&id)
        {
            let duties = before.duties_of(incident).cloned().enumerate();
            self.duties
                .extend(duties.map(|(place, duty)| DutyRow { duty, place }));
            self.incidents.push(incident.clone());
        }
        self.timelines.push(TimelineRow {
            incident: Some(id.clone()),
            position,
            is_signal: matches!(event.what, Happened::SignalTaken { .. }),
        });
        Some(id)
    }
}

/// The incident to which an event belongs. Receipts and calls come only while the notice is
/// owed, so the state still knows it.
fn incident_of(what: &Happened, before: &State) -> Option<IncidentId> {
    match what {
        Happened::Founded { .. }
        | Happened::Started
        | Happened::WorkingHoursSet { .. }
        | Happened::WorkingHoursLow
        | Happened::WatchSet { .. }
        | Happened::ClockLeapt { .. }
        | Happened::ClockSettled { .. }
        | Happened::AlreadySo { .. }
        | Happened::PersonSet { .. }
        | Happened::AddressesSet { .. }
        | Happened::TemplateSet { .. }
        | Happened::PersonLeft { .. }
        | Happened::RosterSet { .. }
        | Happened::SubstitutesSet { .. }
        | Happened::CalendarSet { .. }
        | Happened::HoldersSet { .. }
        | Happened::RightSet { .. }
        | Happened::AbsenceSet { .. }
        | Happened::Published { .. }
        | Happened::HoldSet { .. }
        | Happened::HoldReleased { .. }
        | Happened::Erased { .. } => None,
        Happened::SignalTaken { incident, .. }
        | Happened::SignalResolved { incident, .. }
        | Happened::Reported { incident, .. }
        | Happened::FactsStated { incident, .. }
        | Happened::Graded { incident, .. }
        | Happened::LeaderNamed { incident, .. }
        | Happened::HeadTold { incident, .. }
        | Happened::Passed { incident, .. }
        | Happened::Noted { incident, .. }
        | Happened::GradeSet { incident, .. }
        | Happened::Moved { incident, .. }
        | Happened::EndProposed { incident }
        | Happened::Ended { incident, .. }
        | Happened::Archived { incident } => Some(incident.clone()),
        Happened::Opened { duty } => Some(duty.incident.clone()),
        Happened::Climbed { duty, .. }
        | Happened::RedLine { duty, .. }
        | Happened::Answered { duty, .. }
        | Happened::Reassigned { duty, .. }
        | Happened::Waived { duty, .. }
        | Happened::Commented { duty, .. }
        | Happened::Lapsed { duty, .. } => {
            let duty = before.duties.get(duty)?;
            Some(duty.incident.clone())
        }
        Happened::Receipt { notice, .. } | Happened::Called { notice, .. } => {
            let notice = before.notices.get(notice)?;
            Some(notice.incident.clone())
        }
    }
}

/// Whether an event changes who acts for the organisation, and when, or what is kept of whom.
fn is_change(what: &Happened) -> bool {
    matches!(
        what,
        Happened::PersonSet { .. }
            | Happened::AddressesSet { .. }
            | Happened::PersonLeft { .. }
            | Happened::HoldersSet { .. }
            | Happened::AbsenceSet { .. }
            | Happened::RosterSet { .. }
            | Happened::SubstitutesSet { .. }
            | Happened::CalendarSet { .. }
            | Happened::HoldSet { .. }
            | Happened::HoldReleased { .. }
            | Happened::Erased { .. }
    )
}

/// Why a log could not be folded.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// It could not be read, or its views not written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A record is of a kind or version that this build does not know.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What a log comes to.
#[derive(Debug, Default)]
pub struct Folded {
    /// The state at its end.
    pub state: State,
    /// Position of its last record.
    pub position: u64,
    /// Ids of the personal values that readers may need: what records name that belong to no
    /// incident, or to one that has not left the state.
    pub named: BTreeMap<Option<IncidentId>, Vec<String>>,
}

impl Folded {
    fn take(&mut self, event: &Event) {
        for value in event.what.sealed() {
            let of = incident_of(&event.what, &self.state);
            self.named.entry(of).or_default().push(value.id.clone());
        }
        if let Happened::Archived { incident } = &event.what {
            self.named.remove(&Some(incident.clone()));
        }
        evolve(&mut self.state, event);
    }
}

/// A place in a list that is sorted newest first: what comes after it is older.
pub type Place = (Timestamp, String);

impl Journal {
    /// Folds an organisation's log into its state, and brings its views up to the end of the
    /// log on the way.
    ///
    /// Views of another version, or with a table missing, are made anew for everybody; views
    /// that stand where the log does not are made anew for this organisation.
    ///
    /// # Errors
    /// [`FoldError`].
    pub async fn fold(&self, organisation: &str) -> std::result::Result<Folded, FoldError> {
        let mut viewed = self.open_views(organisation).await?;
        let mut folded = Folded::default();
        let mut walk = self.walk(organisation, 0).await?;
        loop {
            let page = walk.next_page().await?;
            if page.is_empty() {
                folded.position = walk.head().position;
                return Ok(folded);
            }
            let mut rows = ViewRows::default();
            for record in &page {
                let event = to_event(record)?;
                if record.position > viewed {
                    rows.take(record.position, &event, &folded.state);
                }
                folded.take(&event);
            }
            if walk.head().position > viewed {
                self.catch_up(viewed, walk.head(), &rows).await?;
                viewed = walk.head().position;
            }
        }
    }

    /// The newest incidents that have left the state and come after a place in the list: those
    /// reported last come first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_incidents(
        &self,
        organisation: &str,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Incident>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::incidents(it.reading(), organisation, after, limit).await,
            Store::Postgres(it) => {
                postgres::incidents(it.reading(), organisation, after, limit).await
            }
            Store::Memory(it) => Ok(it.views(organisation, |it| it.incidents(after, limit))),
        }
    }

    /// The newest duties that have left the state and come after a place in the list: those
    /// opened last come first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duties(
        &self,
        organisation: &str,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Duty>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::duties(it.reading(), organisation, after, limit).await,
            Store::Postgres(it) => postgres::duties(it.reading(), organisation, after, limit).await,
            Store::Memory(it) => Ok(it.views(organisation, |it| it.duties(after, limit))),
        }
    }

    /// An incident that has left the state, as it was then.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_incident(
        &self,
        organisation: &str,
        id: &IncidentId,
    ) -> Result<Option<Incident>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::incident(it.reading(), organisation, id).await,
            Store::Postgres(it) => postgres::incident(it.reading(), organisation, id).await,
            Store::Memory(it) => Ok(it.views(organisation, |it| it.incident(id))),
        }
    }

    /// The duties of an incident that has left the state, in the order of opening.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duties_of(
        &self,
        organisation: &str,
        incident: &IncidentId,
    ) -> Result<Vec<Duty>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::duties_of(it.reading(), organisation, incident).await,
            Store::Postgres(it) => postgres::duties_of(it.reading(), organisation, incident).await,
            Store::Memory(it) => Ok(it.views(organisation, |it| it.duties_of(incident))),
        }
    }

    /// A duty that has left the state, as it was then.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duty(&self, organisation: &str, id: &DutyId) -> Result<Option<Duty>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::duty(it.reading(), organisation, id).await,
            Store::Postgres(it) => postgres::duty(it.reading(), organisation, id).await,
            Store::Memory(it) => Ok(it.views(organisation, |it| it.duty(id))),
        }
    }

    /// What happened in an incident after a position, oldest first; at most
    /// [`PAGE_RECORDS`] at a time.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn timeline(
        &self,
        organisation: &str,
        incident: &IncidentId,
        after: u64,
    ) -> Result<Vec<StoredRecord>> {
        match &self.store {
            Store::Sqlite(it) => {
                sqlite::timeline(it.reading(), organisation, incident, after, PAGE_RECORDS).await
            }
            Store::Postgres(it) => {
                postgres::timeline(it.reading(), organisation, incident, after, PAGE_RECORDS).await
            }
            Store::Memory(it) => Ok(it.records_at(organisation, |views| {
                views.timeline(incident, after, PAGE_RECORDS)
            })),
        }
    }

    /// The records of the signals that rules took last, newest first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn newest_signals(
        &self,
        organisation: &str,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::signals(it.reading(), organisation, limit).await,
            Store::Postgres(it) => postgres::signals(it.reading(), organisation, limit).await,
            Store::Memory(it) => {
                Ok(it.records_at(organisation, |views| views.newest_signals(limit)))
            }
        }
    }

    /// The records that changed people, posts, rosters and workdays last, newest first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn newest_changes(
        &self,
        organisation: &str,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        match &self.store {
            Store::Sqlite(it) => sqlite::changes(it.reading(), organisation, limit).await,
            Store::Postgres(it) => postgres::changes(it.reading(), organisation, limit).await,
            Store::Memory(it) => {
                Ok(it.records_at(organisation, |views| views.newest_changes(limit)))
            }
        }
    }

    /// Sees to it that an organisation's views can be written, and says up to which position
    /// they stand.
    async fn open_views(&self, organisation: &str) -> Result<u64> {
        match &self.store {
            Store::Sqlite(it) => it.open_views(organisation).await,
            Store::Postgres(it) => it.open_views(organisation).await,
            Store::Memory(it) => Ok(it.open_views(organisation)),
        }
    }

    async fn catch_up(&self, from: u64, head: &Head, rows: &ViewRows) -> Result<()> {
        match &self.store {
            Store::Sqlite(it) => it.catch_up(from, head, rows).await,
            Store::Postgres(it) => it.catch_up(from, head, rows).await,
            Store::Memory(it) => it.catch_up(from, head, rows),
        }
    }
}

/// What stands in a list where a time stands, to the nanosecond; it reaches from 1677 to 2262.
pub(crate) fn nanoseconds(at: Timestamp) -> i64 {
    let exact = at.as_nanosecond();
    i64::try_from(exact).unwrap_or(if exact < 0 { i64::MIN } else { i64::MAX })
}

/// An append or a catching up that finds the views elsewhere than it must.
pub(crate) fn elsewhere(organisation: &str, expected: u64) -> JournalError {
    JournalError::Other(format!(
        "the views of {organisation} do not stand at {expected}; they are caught up when the \
         log is read again"
    ))
}
