//! What is over, as readers see it: read from the views when somebody asks.

use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId, Sealed};
use engine::{Event, Happened, Incident};
use journal::{Journal, JournalError, Place, StoredRecord};

use crate::handle::Handle;
use crate::published::{Directory, Published};

/// What the records and views have about one incident, running or archived.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Its events, oldest first.
    pub timeline: Vec<Event>,
    /// The incident as it was when it left the state.
    pub archived: Option<Arc<Incident>>,
    /// Its duties at that time, in the order of opening.
    pub duties: Vec<Arc<Duty>>,
    /// Personal values that an archived incident names; those of a running one are published.
    pub values: Directory,
}

impl Handle {
    /// What happened in an incident, up to a committed picture; none when nothing ever did.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn past(
        &self,
        seen: &Published,
        id: &IncidentId,
    ) -> Result<Option<Past>, JournalError> {
        let own = self.organisation.as_str();
        let mut past = Past {
            timeline: timeline(&self.journal, own, id, seen.position).await?,
            ..Past::default()
        };
        if past.timeline.is_empty() {
            return Ok(None);
        }
        // What has left the state only since then is still seen in it.
        if !seen.state.incidents.contains_key(id) {
            let archived = self.journal.archived_incident(own, id).await?;
            past.archived = archived.map(Arc::new);
            past.duties = self.archived_duties_of(id).await?;
            let named: Vec<_> = past
                .timeline
                .iter()
                .flat_map(|it| it.what.sealed())
                .collect();
            past.values = self.values(&named).await?;
        }
        Ok(Some(past))
    }

    /// The incidents archived, reported last first, that come after a place in the list.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_incidents(
        &self,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Arc<Incident>>, JournalError> {
        let own = self.organisation.as_str();
        let found = self.journal.archived_incidents(own, after, limit).await?;
        Ok(found.into_iter().map(Arc::new).collect())
    }

    /// The duties of archived incidents, opened last first, that come after a place in the list.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duties(
        &self,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Arc<Duty>>, JournalError> {
        let own = self.organisation.as_str();
        let found = self.journal.archived_duties(own, after, limit).await?;
        Ok(found.into_iter().map(Arc::new).collect())
    }

    /// An archived incident.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_incident(
        &self,
        id: &IncidentId,
    ) -> Result<Option<Arc<Incident>>, JournalError> {
        let own = self.organisation.as_str();
        let found = self.journal.archived_incident(own, id).await?;
        Ok(found.map(Arc::new))
    }

    /// The duties of an archived incident, in the order of opening.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duties_of(
        &self,
        id: &IncidentId,
    ) -> Result<Vec<Arc<Duty>>, JournalError> {
        let own = self.organisation.as_str();
        let found = self.journal.archived_duties_of(own, id).await?;
        Ok(found.into_iter().map(Arc::new).collect())
    }

    /// A duty of an archived incident.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn archived_duty(&self, id: &DutyId) -> Result<Option<Arc<Duty>>, JournalError> {
        let own = self.organisation.as_str();
        let found = self.journal.archived_duty(own, id).await?;
        Ok(found.map(Arc::new))
    }

    /// The events of the signals that rules took last, newest first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn newest_signals(&self, limit: usize) -> Result<Vec<Event>, JournalError> {
        let own = self.organisation.as_str();
        events(&self.journal.newest_signals(own, limit).await?)
    }

    /// The last changes of people, posts, rosters and workdays, newest first.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn newest_changes(&self, limit: usize) -> Result<Vec<Event>, JournalError> {
        let own = self.organisation.as_str();
        events(&self.journal.newest_changes(own, limit).await?)
    }

    /// Personal values that are not published, because what names them is over.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn values(&self, named: &[&Sealed]) -> Result<Directory, JournalError> {
        let own = self.organisation.as_str();
        let mut values = Directory::default();
        for sealed in named {
            if let Some(value) = self.journal.sealed_value(own, &sealed.id).await? {
                values.insert(value.id, &value.value);
            }
        }
        Ok(values)
    }
}

/// The events of an incident up to a position, oldest first.
async fn timeline(
    journal: &Journal,
    organisation: &str,
    id: &IncidentId,
    up_to: u64,
) -> Result<Vec<Event>, JournalError> {
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let page = journal.timeline(organisation, id, after).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = last.position;
        let seen = page.partition_point(|record| record.position <= up_to);
        all.extend(events(&page[..seen])?);
        if seen < page.len() {
            return Ok(all);
        }
    }
}

/// The incident whose end an event is.
pub(crate) fn archives(what: &Happened) -> Option<&IncidentId> {
    if let Happened::Archived { incident } = what {
        Some(incident)
    } else {
        None
    }
}

fn events(records: &[StoredRecord]) -> Result<Vec<Event>, JournalError> {
    let read = records.iter().map(journal::to_event);
    read.map(|event| event.map_err(|error| JournalError::Other(error.to_string())))
        .collect()
}
