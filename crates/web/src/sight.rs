//! What one request sees: the committed state, the language, the time.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use accounts::{Accounts, Whose};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use duty::{Duty, DutyId, IncidentId, PersonId, Sealed};
use engine::{AccountId, Incident, OrganisationId, Right, Role, duty_concerns, incident_concerns};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::{EventType, Ready};
use runner::{Directory, Handle, JournalError, Past, Published};
use words::{Names, Seen, Words};

use crate::app::Web;
use crate::organisations::House;
use crate::papers::Papers;
use crate::signals::{Signals, Untaken};
use crate::speaker::Speaker;

/// How much somebody sees; by default nothing.
#[derive(Clone)]
pub(crate) enum Eyes {
    /// Everything of the organisation; what a link shows, its page chooses.
    Open,
    /// The incidents that concern a person, whole.
    Incidents(PersonId),
    /// The duties that concern a person, and of their incidents what belongs to them.
    Duties(PersonId),
    /// Nothing.
    Shut,
}

/// What one request sees. Nothing in it changes while a page is made.
#[derive(Clone)]
pub(crate) struct Sight {
    /// What whoever asks may do; none without a sign-in.
    pub right: Option<Right>,
    /// How much of the state is shown.
    pub eyes: Eyes,
    /// The names by which accounts sign in.
    accounts: Arc<Accounts>,
    /// Whose state this is.
    pub organisation_id: OrganisationId,
    pub handle: Handle,
    /// Whether this server runs other organisations too.
    pub one_of_several: bool,
    pub published: Arc<Published>,
    pub w: Words,
    pub now: Timestamp,
    pub zone: TimeZone,
    /// Whether many look at the same bytes: what is for one of them only, such as the ids of forms,
    /// is left to their browsers.
    pub is_shared: bool,
    /// The path of the request, for the link that switches the language.
    pub path: String,
    /// What makes papers.
    pub papers: Option<Arc<dyn Papers>>,
    /// The incident that the request is about, once it was looked up.
    past: OnceLock<(IncidentId, Arc<Past>)>,
    /// Values that lists of what is over need.
    pub values: Directory,
    /// What takes signals in.
    pub signals: Option<Arc<dyn Signals>>,
}

impl FromRequestParts<Web> for Sight {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let Speaker(w) = Speaker::from_request_parts(parts, web).await?;
        let path = parts.uri.path().to_owned();
        let house = parts.extensions.get::<House>().cloned();
        let house = house.unwrap_or_else(|| web.organisations.main());
        let sight = Self::new(web, house, w, path);
        Ok(match parts.extensions.get::<Right>() {
            Some(right) => sight.of(right.clone()),
            None => sight,
        })
    }
}

impl Sight {
    /// What is committed now.
    pub fn new(web: &Web, house: House, w: Words, path: String) -> Self {
        Self {
            published: house.handle.published(),
            w,
            now: house.handle.now(),
            right: None,
            eyes: Eyes::Open,
            accounts: web.accounts.clone(),
            organisation_id: house.id,
            handle: house.handle,
            one_of_several: web.organisations.are_several(),
            zone: web.zone.clone(),
            is_shared: false,
            path,
            papers: web.papers.clone(),
            past: OnceLock::new(),
            values: Directory::default(),
            signals: web.signals.clone(),
        }
    }

    /// The same, as somebody with this right sees it.
    pub fn of(self, right: Right) -> Self {
        let eyes = match (right.role, &right.person) {
            (Role::Administrator | Role::Officer | Role::Auditor, _) => Eyes::Open,
            (Role::Commander, Some(person)) => Eyes::Incidents(person.clone()),
            (Role::Member, Some(person)) => Eyes::Duties(person.clone()),
            (Role::Commander | Role::Member, None) => Eyes::Shut,
        };
        Self {
            right: Some(right),
            eyes,
            ..self
        }
    }

    /// The right as far as it decides what is seen: whoever has the same sees the same.
    pub fn class(&self) -> Option<Right> {
        let right = self.right.clone()?;
        Some(match self.eyes {
            Eyes::Open | Eyes::Shut => Right {
                person: None,
                ..right
            },
            Eyes::Incidents(_) | Eyes::Duties(_) => right,
        })
    }

    /// The same for many at once.
    pub fn shared(self) -> Self {
        Self {
            is_shared: true,
            ..self
        }
    }

    /// Whether somebody is asking who gives rights.
    pub fn is_administrator(&self) -> bool {
        let right = self.right.as_ref();
        right.is_some_and(|right| right.role == Role::Administrator)
    }

    /// Whether somebody is asking who sees people and posts.
    pub fn sees_posts(&self) -> bool {
        let right = self.right.as_ref();
        right.is_some_and(|right| right.role != Role::Member)
    }

    /// Whether somebody of the watch is asking, who changes people and posts.
    pub fn is_watch(&self) -> bool {
        let right = self.right.as_ref();
        right.is_some_and(|right| matches!(right.role, Role::Administrator | Role::Officer))
    }

    /// Whether whoever asks may change anything at all.
    pub fn may_change(&self) -> bool {
        let right = self.right.as_ref();
        right.is_none_or(|right| right.role != Role::Auditor)
    }

    /// Whether all of an incident is shown, once it is shown: timeline, reports, everybody's
    /// duties.
    pub fn sees_whole(&self) -> bool {
        matches!(self.eyes, Eyes::Open | Eyes::Incidents(_))
    }

    /// Whether everything of the organisation is shown.
    pub fn sees_everything(&self) -> bool {
        matches!(self.eyes, Eyes::Open)
    }

    pub fn sees_incident(&self, incident: &Incident) -> bool {
        match &self.eyes {
            Eyes::Open => true,
            Eyes::Shut => false,
            Eyes::Incidents(person) | Eyes::Duties(person) => {
                let duties = self.every_duty_of(incident);
                let duties = duties.iter().map(AsRef::as_ref);
                incident_concerns(&self.published.state, incident, duties, person)
            }
        }
    }

    fn sees_duty(&self, duty: &Duty) -> bool {
        match &self.eyes {
            Eyes::Open => true,
            Eyes::Shut => false,
            Eyes::Incidents(_) => self.incident(&duty.incident).is_some(),
            Eyes::Duties(person) => duty_concerns(&self.published.state, duty, person),
        }
    }

    /// The same request after something was committed, or after the state has moved on.
    pub fn again(self) -> Self {
        Self {
            published: self.handle.published(),
            now: self.handle.now(),
            past: OnceLock::new(),
            ..self
        }
    }

    /// Signals that no rule took.
    pub fn untaken(&self) -> Untaken {
        let signals = self.signals.as_ref();
        signals
            .map(|it| it.untaken(&self.organisation_id, self.now))
            .unwrap_or_default()
    }

    /// Where somebody reports an incident of this organisation.
    pub fn report_path(&self) -> String {
        if self.one_of_several {
            format!("/report/{}", self.organisation_id)
        } else {
            "/report".to_owned()
        }
    }

    /// Says something that needs names.
    pub fn names<T>(&self, say: impl FnOnce(&Names<'_>) -> T) -> T {
        let sealed = |sealed: &Sealed| self.text(sealed).map(str::to_owned);
        let account = |account: &AccountId| self.account(account);
        let names = Names::new(&self.published.state, &sealed, &self.zone, self.now);
        say(&names.with_accounts(&account))
    }

    /// The same about one incident: with the plan that it runs by, and with what has left the
    /// state.
    pub fn names_in<T>(&self, incident: &IncidentId, say: impl FnOnce(&Names<'_>) -> T) -> T {
        let past = self.past(incident);
        let seen = Seen::of(past.into_iter().flat_map(|past| &past.timeline));
        let ready = self.incident(incident).and_then(|it| self.plan(&it));
        self.names(|names| {
            let names = names.with_seen(&seen);
            match &ready {
                Some(ready) => say(&names.with_plan(ready.plan())),
                None => say(&names),
            }
        })
    }

    /// A sealed text, unless it was erased.
    pub fn text(&self, sealed: &Sealed) -> Option<&str> {
        let past = self.past.get();
        self.published
            .directory
            .text(sealed)
            .or_else(|| past?.1.values.text(sealed))
            .or_else(|| self.values.text(sealed))
    }

    /// A sealed text, or since when it is destroyed; None where there never was one.
    pub fn said(&self, sealed: Option<&Sealed>) -> Option<String> {
        sealed.map(|sealed| self.names(|names| names.sealed(self.w, sealed)))
    }

    /// Looks up an incident, running or archived, and what happened in it, for the rest of the
    /// request. A request is about one incident.
    pub async fn look_at(&self, id: &IncidentId) -> Result<Option<Arc<Incident>>, JournalError> {
        if self.past.get().is_none()
            && let Some(past) = self.handle.past(&self.published, id).await?
        {
            self.past.get_or_init(|| (id.clone(), Arc::new(past)));
        }
        Ok(self.incident(id))
    }

    /// The same by one of its duties.
    pub async fn look_at_duty(&self, id: &DutyId) -> Result<Option<Arc<Duty>>, JournalError> {
        let open = self.published.state.duties.get(id).cloned();
        let found = match open {
            Some(duty) => Some(duty),
            None => self.handle.archived_duty(id).await?,
        };
        if let Some(duty) = found {
            self.look_at(&duty.incident).await?;
        }
        Ok(self.duty(id))
    }

    /// A duty, running or of the incident that was looked up.
    pub fn duty(&self, id: &DutyId) -> Option<Arc<Duty>> {
        let open = self.published.state.duties.get(id).cloned();
        let found = open.or_else(|| {
            let (_, past) = self.past.get()?;
            past.duties.iter().find(|duty| duty.id == *id).cloned()
        });
        found.filter(|duty| self.sees_duty(duty))
    }

    /// All duties that are not archived, in no order.
    pub fn duties(&self) -> Vec<Arc<Duty>> {
        let all = self.published.state.duties.values();
        all.filter(|duty| self.sees_duty(duty)).cloned().collect()
    }

    /// An incident, running or the one that was looked up.
    pub fn incident(&self, id: &IncidentId) -> Option<Arc<Incident>> {
        let running = self.published.state.incidents.get(id).cloned();
        let found = running.or_else(|| self.past(id)?.archived.clone());
        found.filter(|incident| self.sees_incident(incident))
    }

    /// What happened in the incident that was looked up.
    pub fn past(&self, id: &IncidentId) -> Option<&Arc<Past>> {
        let (of, past) = self.past.get()?;
        (of == id).then_some(past)
    }

    /// The duties of an incident, in the order of opening.
    pub fn duties_of(&self, incident: &Incident) -> Vec<Arc<Duty>> {
        let mut duties = self.every_duty_of(incident);
        duties.retain(|duty| self.sees_duty(duty));
        duties
    }

    fn every_duty_of(&self, incident: &Incident) -> Vec<Arc<Duty>> {
        if self.published.state.incidents.contains_key(&incident.id) {
            self.published.state.duties_of(incident).cloned().collect()
        } else {
            let past = self.past(&incident.id);
            past.map(|past| past.duties.clone()).unwrap_or_default()
        }
    }

    /// The plan version that an incident runs or ran by.
    pub fn plan(&self, incident: &Incident) -> Option<Arc<Ready>> {
        self.published.state.plan_of(incident).cloned()
    }

    /// The event type of an incident, in a plan version.
    pub fn event<'a>(
        &self,
        ready: Option<&'a Arc<Ready>>,
        incident: &Incident,
    ) -> Option<&'a EventType> {
        ready?.plan().event(&incident.event)
    }

    /// What the event of an incident is called.
    pub fn event_name(&self, incident: &Incident) -> String {
        let ready = self.plan(incident);
        match self.event(ready.as_ref(), incident) {
            Some(event) => self
                .w
                .pick(&event.name, event.name_en.as_deref())
                .to_owned(),
            None => incident.event.to_string(),
        }
    }

    /// What a person is called.
    pub fn person(&self, id: &PersonId) -> String {
        self.names(|names| names.person(self.w, id))
    }

    /// The number of a person, unless there is none.
    pub fn phone(&self, id: &PersonId) -> Option<&str> {
        let person = self.published.state.people.get(id)?;
        self.text(person.phone.as_ref()?)
    }

    /// A time beside now.
    pub fn clock(&self, at: Timestamp) -> String {
        self.w.clock(at, self.now, &self.zone)
    }

    /// What the organisation is called.
    pub fn organisation(&self) -> String {
        let own = self.published.state.organisation.as_ref();
        own.map_or_else(String::new, |own| own.name.clone())
    }

    /// Whether this is the sample, which is marked on every page.
    pub fn is_sample(&self) -> bool {
        let own = self.published.state.organisation.as_ref();
        own.is_some_and(|own| own.sample)
    }

    /// What an account is called; None leaves it to its id.
    pub fn account(&self, account: &AccountId) -> Option<String> {
        let right = self.published.state.rights.get(account);
        if let Some(person) = right.and_then(|right| right.person.as_ref()) {
            return Some(self.person(person));
        }
        if account.as_str() == crate::OFFICER {
            return right.map(|right| self.w.role(right.role));
        }
        self.accounts.login(&Whose {
            organisation: self.organisation_id.clone(),
            account: account.clone(),
        })
    }
}
