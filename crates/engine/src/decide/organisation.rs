//! People, posts, hours, rights and plans.

use std::collections::BTreeSet;

use duty::{IncidentId, PersonId, PostId};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, PlanId, adopt};

use super::Decision;
use crate::address::{Address, MOST_ADDRESSES};
use crate::command::AccountId;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::right::{Right, Role};
use crate::template::{NoticeKind, Template, pieces};

/// How long before the known working hours end they must be extended.
const CALENDAR_RESERVE: SignedDuration = SignedDuration::from_hours(60 * 24);

impl Decision<'_> {
    pub(super) fn set_working_hours(
        &mut self,
        periods: &[(Timestamp, Timestamp)],
        through: Timestamp,
    ) -> Result<(), Refusal> {
        let in_order = periods.iter().all(|(from, to)| from < to)
            && periods.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        if !in_order {
            return Err(Refusal::BadWorkingHours);
        }
        let low_at = through
            .checked_sub(CALENDAR_RESERVE)
            .unwrap_or(Timestamp::MIN);
        self.happen(Happened::WorkingHoursSet {
            periods: periods.to_vec(),
            through,
            low_at,
        });
        self.renew_leaders();
        self.look_again();
        Ok(())
    }

    pub(super) fn set_holders(
        &mut self,
        post: &PostId,
        people: &[PersonId],
    ) -> Result<(), Refusal> {
        for person in people {
            self.known(person)?;
        }
        let mut seen = BTreeSet::new();
        let people: Vec<PersonId> = people
            .iter()
            .filter(|person| seen.insert((*person).clone()))
            .cloned()
            .collect();
        if self.state.holders.get(post) != Some(&people) {
            self.happen(Happened::HoldersSet {
                post: post.clone(),
                people,
            });
            self.renew_leaders();
        }
        Ok(())
    }

    pub(super) fn set_addresses(
        &mut self,
        person: &PersonId,
        addresses: &[Address],
    ) -> Result<(), Refusal> {
        self.known(person)?;
        if addresses.len() > MOST_ADDRESSES {
            return Err(Refusal::TooManyAddresses);
        }
        self.happen(Happened::AddressesSet {
            person: person.clone(),
            addresses: addresses.to_vec(),
        });
        Ok(())
    }

    pub(super) fn set_template(
        &mut self,
        kind: NoticeKind,
        template: &Template,
    ) -> Result<(), Refusal> {
        let said = |text: &Option<String>| -> Result<Option<String>, Refusal> {
            let text = text.as_deref().unwrap_or_default().trim();
            if text.is_empty() {
                return Ok(None);
            }
            pieces(kind, text).map_err(Refusal::BadTemplate)?;
            Ok(Some(text.to_owned()))
        };
        let template = Template {
            zh: said(&template.zh)?,
            en: said(&template.en)?,
        };
        let template = Some(template).filter(|it| *it != Template::default());
        if self.state.templates.get(&kind) != template.as_ref() {
            self.happen(Happened::TemplateSet { kind, template });
        }
        Ok(())
    }

    pub(super) fn set_right(
        &mut self,
        account: &AccountId,
        right: Option<&Right>,
    ) -> Result<(), Refusal> {
        if let Some(person) = right.and_then(|right| right.person.as_ref()) {
            self.known(person)?;
        }
        let before = self.state.rights.get(account);
        if before == right {
            return Ok(());
        }
        let is_administrator =
            |right: Option<&Right>| right.is_some_and(|it| it.role == Role::Administrator);
        let others = self.state.rights.iter().filter(|(id, _)| *id != account);
        if is_administrator(before)
            && !is_administrator(right)
            && !others
                .into_iter()
                .any(|(_, right)| is_administrator(Some(right)))
        {
            return Err(Refusal::LastAdministrator);
        }
        self.happen(Happened::RightSet {
            account: account.clone(),
            right: right.cloned(),
        });
        Ok(())
    }

    pub(super) fn publish(&mut self, plan: &PlanId, body: &Plan) -> Result<(), Refusal> {
        adopt(body).map_err(Refusal::PlanHasGaps)?;
        let version = self
            .state
            .plans
            .get(plan)
            .and_then(|versions| versions.get_max())
            .map_or(1, |(newest, _)| newest + 1);
        self.happen(Happened::Published {
            plan: plan.clone(),
            version,
            body: Box::new(body.without_personal_values()),
        });
        Ok(())
    }

    /// Holders are always today's: whoever leads a running incident is named anew.
    pub(super) fn renew_leaders(&mut self) {
        let running = self.state.incidents.values();
        let running: Vec<IncidentId> = running
            .filter(|incident| incident.ended.is_none())
            .map(|incident| incident.id.clone())
            .collect();
        for incident in running {
            self.name_leader(&incident);
        }
    }

    /// Finds when the hour or an absence next changes who stands where.
    pub(super) fn look_again(&mut self) {
        let mut incidents = self.state.incidents.values();
        let runs = incidents.any(|incident| incident.ended.is_none());
        let next = if runs { self.next_change() } else { None };
        if next != self.state.watch {
            self.happen(Happened::WatchSet { next });
        }
    }

    /// The same when an incident begins: what is watched for already need not be found again.
    pub(super) fn begin_to_look(&mut self) {
        if self.state.watch.is_none() {
            self.look_again();
        }
    }

    fn next_change(&self) -> Option<Timestamp> {
        let periods = &self.state.working.periods;
        let over = periods.partition_point(|(_, to)| *to <= self.now);
        let hour = periods.get(over).into_iter().flat_map(|it| [it.0, it.1]);
        let people = self.state.people.values();
        let absences = people.flat_map(|person| &person.absences);
        let absences = absences.flat_map(|absence| [absence.from, absence.to]);
        let rosters = self.state.rosters.values();
        let shifts = rosters.filter_map(|roster| roster.next_change(self.now));
        let changes = hour.chain(absences).chain(shifts);
        changes.filter(|at| *at > self.now).min()
    }
}
