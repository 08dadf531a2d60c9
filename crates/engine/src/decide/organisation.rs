//! People, posts, hours, rights and plans.

use std::collections::BTreeSet;

use duty::{PersonId, PostId};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, PlanId, adopt};

use super::Decision;
use crate::command::AccountId;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::right::{Right, Role};

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
        }
        Ok(())
    }

    pub(super) fn set_absence(
        &mut self,
        person: &PersonId,
        from: Timestamp,
        to: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        self.known(person)?;
        self.happen(Happened::AbsenceSet {
            person: person.clone(),
            from,
            to,
        });
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

    fn known(&self, person: &PersonId) -> Result<(), Refusal> {
        if self.state.people.contains_key(person) {
            Ok(())
        } else {
            Err(Refusal::UnknownPerson(person.clone()))
        }
    }
}
