//! Links of duties: signed, for one person and one duty of one organisation, made when a notice is sent and kept
//! nowhere.

use duty::{DutyId, IncidentId, PersonId};
use engine::OrganisationId;

use crate::app::Secrets;
use crate::security::codes::Codes;
use crate::security::mac::Marker;
use crate::sight::Sight;

/// Makes and checks links. Costs little to copy.
#[derive(Clone)]
pub struct Links {
    public_url: String,
    duties: Marker,
    groups: Marker,
    reports: Marker,
    codes: Codes,
}

impl Links {
    /// Links that start with the public address of this server.
    pub fn new(secrets: &Secrets, public_url: &str) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            duties: Marker::new(secrets, "changbei duty link 2"),
            groups: Marker::new(secrets, "changbei group link"),
            reports: Marker::new(secrets, "changbei report link 2"),
            codes: Codes::new(secrets),
        }
    }

    /// The absolute address at which a person answers a duty without a sign-in. It is good until
    /// the duty closes, as often as needed.
    pub fn duty(&self, house: &OrganisationId, duty: &DutyId, person: &PersonId) -> String {
        format!("{}{}", self.public_url, self.duty_path(house, duty, person))
    }

    /// The absolute address at which whoever reads it in a group answers a duty, and says who it
    /// is.
    pub fn group_duty(&self, house: &OrganisationId, duty: &DutyId) -> String {
        let mark = self.groups.mark(&[house.as_str(), duty.as_str()]);
        format!("{}/g/{house}/{duty}/{mark}", self.public_url)
    }

    pub(crate) fn is_group_duty(&self, house: &OrganisationId, duty: &DutyId, mark: &str) -> bool {
        self.groups.is_mark(&[house.as_str(), duty.as_str()], mark)
    }

    /// The short code by which the person answers the duty where the link does not open.
    pub fn code(&self, house: &OrganisationId, duty: &DutyId, person: &PersonId) -> String {
        self.codes.code(house, duty, person)
    }

    /// The open duties that a code and the end of a number mean.
    pub(crate) fn by_code(
        &self,
        sight: &Sight,
        code: &str,
        number: &str,
    ) -> Vec<(DutyId, PersonId)> {
        self.codes.find(sight, code, number)
    }

    pub(crate) fn duty_path(
        &self,
        house: &OrganisationId,
        duty: &DutyId,
        person: &PersonId,
    ) -> String {
        let parts = [house.as_str(), duty.as_str(), person.as_str()];
        let mark = self.duties.mark(&parts);
        format!("/d/{house}/{duty}/{person}/{mark}")
    }

    pub(crate) fn is_duty(
        &self,
        house: &OrganisationId,
        duty: &DutyId,
        person: &PersonId,
        mark: &str,
    ) -> bool {
        let parts = [house.as_str(), duty.as_str(), person.as_str()];
        self.duties.is_mark(&parts, mark)
    }

    /// Where somebody who reported an incident sees what became of it.
    pub(crate) fn reported_path(&self, house: &OrganisationId, incident: &IncidentId) -> String {
        let mark = self.reports.mark(&[house.as_str(), incident.as_str()]);
        format!("/report/{house}/{incident}/{mark}")
    }

    pub(crate) fn is_reported(
        &self,
        house: &OrganisationId,
        incident: &IncidentId,
        mark: &str,
    ) -> bool {
        self.reports
            .is_mark(&[house.as_str(), incident.as_str()], mark)
    }
}
