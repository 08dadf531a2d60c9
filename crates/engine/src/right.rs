//! Rights: what an account may ask for, and whom an incident or a duty concerns.
//!
//! An account without a right may report, as everybody may, and answer what saves lives; nothing
//! else.

use duty::{Duty, DutyId, PersonId};
use serde::{Deserialize, Serialize};

use crate::command::{Act, By};
use crate::refusal::Refusal;
use crate::state::{Incident, State};

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 管理员: all that an officer may, who holds which right, and what is destroyed.
    Administrator,
    /// 值班员: the organisation's watch; everything but rights.
    Officer,
    /// 指挥员: leads the incidents that concern the posts that the person holds.
    Commander,
    /// 成员: the duties of the posts that the person holds.
    Member,
    /// 审计员: reads everything, changes nothing.
    Auditor,
}

impl Role {
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Officer,
        Self::Commander,
        Self::Member,
        Self::Auditor,
    ];

    /// The word of addresses and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Officer => "officer",
            Self::Commander => "commander",
            Self::Member => "member",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// What an account may do, and as whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// What it is for.
    pub role: Role,
    /// The person who uses it; commanders and members see what concerns that person.
    pub person: Option<PersonId>,
}

/// Whether a duty concerns a person: who holds its post, or was told of it.
pub fn duty_concerns(state: &State, duty: &Duty, person: &PersonId) -> bool {
    let holds = state
        .holders
        .get(&duty.post)
        .is_some_and(|holders| holders.contains(person));
    holds || duty.person.as_ref() == Some(person) || duty.told.contains(person)
}

/// Whether an incident concerns a person: who leads it, was told of it, or has a duty in it.
pub fn incident_concerns<'a>(
    state: &State,
    incident: &Incident,
    mut duties: impl Iterator<Item = &'a Duty>,
    person: &PersonId,
) -> bool {
    let leads = incident
        .leader
        .as_ref()
        .is_some_and(|leader| leader.people.contains(person));
    leads || incident.told.contains(person) || duties.any(|duty| duty_concerns(state, duty, person))
}

impl State {
    /// Whether a command may be given by whom it comes from: an account by its role, everything
    /// else only what it is there for.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsSignIn`].
    pub(crate) fn allow(&self, by: &By, act: &Act) -> Result<(), Refusal> {
        let account = match by {
            By::Account(account) | By::Token(account) => account,
            By::Link(_)
            | By::Claimed(_)
            | By::Anyone
            | By::Sender(_)
            | By::Courier
            | By::Clock
            | By::Node => {
                return if self.may_without_account(by, act) {
                    Ok(())
                } else {
                    Err(Refusal::NeedsSignIn)
                };
            }
        };
        let right = self.rights.get(account);
        let allowed = match act {
            // Whoever notices something may say so.
            Act::Report { .. } => true,
            Act::Answer {
                duty, on_behalf_of, ..
            } => self.may_answer(right, duty, on_behalf_of.as_ref()),
            Act::AnswerOrally {
                duty, on_behalf_of, ..
            } => self.may_answer(right, duty, on_behalf_of.as_ref()),
            Act::StateFacts { incident, .. }
            | Act::ProposeEnd { incident }
            | Act::AddDuty { incident, .. }
            | Act::SetGrade { incident, .. }
            | Act::MoveToVersion { incident, .. } => {
                self.may_in(right, incident, &[Role::Commander])
            }
            Act::Reassign { duty, .. } | Act::Waive { duty, .. } => {
                self.may_in_that_of(right, duty, &[Role::Commander])
            }
            Act::Comment { duty, .. } => {
                self.may_in_that_of(right, duty, &[Role::Commander, Role::Member])
            }
            Act::Note { incident, .. } => {
                self.may_in(right, incident, &[Role::Commander, Role::Member])
            }
            Act::SetWorkingHours { .. }
            | Act::SetPerson { .. }
            | Act::EnterPeople(_)
            | Act::Leave { .. }
            | Act::SetRoster { .. }
            | Act::SetSubstitutes { .. }
            | Act::SetCalendar { .. }
            | Act::SetTemplate { .. }
            | Act::SetHolders { .. }
            | Act::SetAbsence { .. }
            | Act::Publish { .. }
            | Act::SettleClock { .. }
            | Act::Call { .. } => right.is_some_and(is_watch),
            // Everybody knows best where to be reached.
            Act::SetAddresses { person, .. } => right.is_some_and(|it| {
                is_watch(it) || (it.role != Role::Auditor && it.person.as_ref() == Some(person))
            }),
            Act::SetRight { .. }
            | Act::SetHold { .. }
            | Act::ReleaseHold { .. }
            | Act::Erase { .. } => right.is_some_and(|it| it.role == Role::Administrator),
            Act::Found { .. }
            | Act::Start
            | Act::TakeSignals(_)
            | Act::Receipt { .. }
            | Act::ClockLeapt { .. }
            | Act::Tick => false,
        };
        if allowed {
            Ok(())
        } else {
            Err(Refusal::NotAllowed(right.map(|it| it.role)))
        }
    }

    /// What a command that no account gives may ask for. Whose duty a link answers is looked at
    /// with the duty.
    fn may_without_account(&self, by: &By, act: &Act) -> bool {
        match by {
            By::Account(_) | By::Token(_) => false,
            By::Link(person) => self.may_by_link(person, act),
            By::Claimed(_) => matches!(act, Act::Answer { .. }),
            By::Anyone => matches!(act, Act::Report { .. } | Act::Answer { .. }),
            By::Sender(_) => matches!(act, Act::TakeSignals(_)),
            By::Courier => matches!(act, Act::Receipt { .. }),
            By::Clock => matches!(act, Act::Tick | Act::ClockLeapt { .. }),
            // The machine sets its house up; what people say, it does not say for them.
            By::Node => !matches!(
                act,
                Act::Report { .. }
                    | Act::Answer { .. }
                    | Act::Call { .. }
                    | Act::StateFacts { .. }
                    | Act::Note { .. }
                    | Act::ProposeEnd { .. }
                    | Act::AnswerOrally { .. }
                    | Act::AddDuty { .. }
                    | Act::Reassign { .. }
                    | Act::Waive { .. }
                    | Act::Comment { .. }
                    | Act::SetGrade { .. }
                    | Act::MoveToVersion { .. }
                    | Act::SettleClock { .. }
                    | Act::TakeSignals(_)
                    | Act::Receipt { .. }
                    | Act::SetHold { .. }
                    | Act::ReleaseHold { .. }
                    | Act::Erase { .. }
                    | Act::Tick
            ),
        }
    }

    /// Whoever was told of an incident sees it with own eyes and may say what is known of it; who
    /// leads it may change its course.
    fn may_by_link(&self, person: &PersonId, act: &Act) -> bool {
        let of_duty = |duty| self.duties.get(duty).map(|duty| &duty.incident);
        let (incident, leads_only) = match act {
            Act::Answer { .. } | Act::AnswerOrally { .. } => return true,
            Act::StateFacts { incident, .. } | Act::Note { incident, .. } => {
                (Some(incident), false)
            }
            Act::Comment { duty, .. } => (of_duty(duty), false),
            Act::ProposeEnd { incident }
            | Act::AddDuty { incident, .. }
            | Act::SetGrade { incident, .. }
            | Act::MoveToVersion { incident, .. } => (Some(incident), true),
            Act::Reassign { duty, .. } | Act::Waive { duty, .. } => (of_duty(duty), true),
            Act::Found { .. }
            | Act::Start
            | Act::SetWorkingHours { .. }
            | Act::SetPerson { .. }
            | Act::EnterPeople(_)
            | Act::Leave { .. }
            | Act::SetAddresses { .. }
            | Act::SetTemplate { .. }
            | Act::SetHolders { .. }
            | Act::SetAbsence { .. }
            | Act::SetRoster { .. }
            | Act::SetSubstitutes { .. }
            | Act::SetCalendar { .. }
            | Act::SetRight { .. }
            | Act::Publish { .. }
            | Act::TakeSignals(_)
            | Act::Report { .. }
            | Act::Call { .. }
            | Act::Receipt { .. }
            | Act::ClockLeapt { .. }
            | Act::SettleClock { .. }
            | Act::SetHold { .. }
            | Act::ReleaseHold { .. }
            | Act::Erase { .. }
            | Act::Tick => return false,
        };
        let Some(incident) = incident.and_then(|id| self.incidents.get(id)) else {
            // That there is none is said where it is looked for.
            return true;
        };
        let leads = incident.leader.as_ref();
        let leads = leads.is_some_and(|leader| leader.people.contains(person));
        leads || !leads_only && incident.told.contains(person)
    }

    fn may_answer(
        &self,
        right: Option<&Right>,
        duty: &DutyId,
        on_behalf_of: Option<&PersonId>,
    ) -> bool {
        let Some(duty) = self.duties.get(duty) else {
            // That it is unknown or done is the better answer.
            return right.is_some();
        };
        // Life-safety steps are refused to nobody.
        if duty.task.life_safety {
            return true;
        }
        let Some(right) = right else { return false };
        match right.role {
            Role::Administrator | Role::Officer => true,
            Role::Commander => self.may_in(Some(right), &duty.incident, &[Role::Commander]),
            Role::Member => right.person.as_ref().is_some_and(|own| {
                duty_concerns(self, duty, own) && on_behalf_of.is_none_or(|it| it == own)
            }),
            Role::Auditor => false,
        }
    }

    /// The watch may in every incident; these roles in those that concern their person.
    fn may_in(&self, right: Option<&Right>, incident: &duty::IncidentId, roles: &[Role]) -> bool {
        let Some(right) = right else { return false };
        if is_watch(right) {
            return true;
        }
        let Some(incident) = self.incidents.get(incident) else {
            return roles.contains(&right.role);
        };
        let duties = self.duties_of(incident).map(AsRef::as_ref);
        roles.contains(&right.role)
            && right
                .person
                .as_ref()
                .is_some_and(|own| incident_concerns(self, incident, duties, own))
    }

    /// The same for the incident of a duty.
    fn may_in_that_of(&self, right: Option<&Right>, duty: &DutyId, roles: &[Role]) -> bool {
        match self.duties.get(duty) {
            Some(duty) => self.may_in(right, &duty.incident, roles),
            // That it is unknown is the better answer.
            None => right.is_some_and(|it| is_watch(it) || roles.contains(&it.role)),
        }
    }
}

fn is_watch(right: &Right) -> bool {
    matches!(right.role, Role::Administrator | Role::Officer)
}
