//! Word files for the pages: the record of an incident handed to `paper`.

use std::sync::Arc;

use accounts::{Accounts, Whose};
use duty::{IncidentId, Sealed};
use engine::AccountId;
use jiff::tz::TimeZone;
use paper::{Archived, Record, closing_report, docx, quick_report};
use plan::ReportId;
use web::{Asked, FormItem, Paper, Papers};
use words::{Names, Seen};

/// Fills papers from the record of a running or archived incident.
pub struct FromRecord {
    zone: TimeZone,
    accounts: Arc<Accounts>,
}

impl FromRecord {
    /// Times are said in that zone, and accounts named as they sign in.
    pub fn new(zone: TimeZone, accounts: Arc<Accounts>) -> Self {
        Self { zone, accounts }
    }

    /// Looks at the record of an incident; none when there is no such incident.
    fn look<T>(
        &self,
        asked: Asked<'_>,
        id: &IncidentId,
        look: impl FnOnce(&Record<'_>) -> Option<T>,
    ) -> Option<T> {
        let Asked {
            published,
            past,
            now,
            w,
        } = asked;
        let state = &published.state;
        let sealed = |value: &Sealed| {
            let found = published.directory.text(value);
            found.or_else(|| past.values.text(value)).map(str::to_owned)
        };
        let account = |account: &AccountId| {
            let right = state.rights.get(account);
            if let Some(person) = right.and_then(|right| right.person.as_ref()) {
                return published.directory.person(state, person).map(str::to_owned);
            }
            if account.as_str() == web::OFFICER {
                return right.map(|right| w.role(right.role));
            }
            self.accounts.login(&Whose {
                organisation: state.organisation.as_ref()?.id.clone(),
                account: account.clone(),
            })
        };
        let seen = Seen::of(&past.timeline);
        let names = Names::new(state, &sealed, &self.zone, now)
            .with_accounts(&account)
            .with_seen(&seen);
        if let Some(record) = Record::running(w, names, state, id, &past.timeline) {
            return look(&record);
        }
        let incident = past.archived.as_deref()?;
        let ready = state.plan_of(incident);
        let names = match ready {
            Some(ready) => names.with_plan(ready.plan()),
            None => names,
        };
        let archived = Archived {
            incident,
            duties: past.duties.iter().map(AsRef::as_ref).collect(),
        };
        look(&Record::archived(w, names, state, archived, &past.timeline))
    }
}

impl Papers for FromRecord {
    fn word(&self, asked: Asked<'_>, wanted: &Paper) -> Option<Vec<u8>> {
        let language = asked.w.language();
        match wanted {
            Paper::Closing { incident } => self.look(asked, incident, |record| {
                Some(docx(&closing_report(record), language))
            }),
            Paper::Report { incident, report } => self.look(asked, incident, |record| {
                let filled = quick_report(record, report).ok()?;
                Some(docx(&filled.document(), language))
            }),
        }
    }

    fn form(
        &self,
        asked: Asked<'_>,
        incident: &IncidentId,
        report: &ReportId,
    ) -> Option<Vec<FormItem>> {
        self.look(asked, incident, |record| {
            let items = quick_report(record, report).ok()?.items.into_iter();
            let items = items.map(|item| FormItem {
                label: item.label,
                text: item.text,
            });
            Some(items.collect())
        })
    }
}
