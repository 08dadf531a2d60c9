//! Incidents: phases, kinds of organisations, and why these people stand for a post.

use engine::{Phase, Role, Stand, Why};
use plan::{Hours, Kind};

use crate::{Names, Words};

impl Words {
    /// Where an incident is on its way: 报告, 响应, 终止, 总结.
    pub fn phase(self, phase: Phase) -> String {
        self.say(match phase {
            Phase::Reported => "phase-reported",
            Phase::Response => "phase-response",
            Phase::Ending => "phase-ending",
            Phase::Review => "phase-review",
        })
    }

    /// What an organisation is: 学校, 生产经营单位, 医院, 乡镇街道.
    pub fn kind(self, kind: Kind) -> String {
        self.say(match kind {
            Kind::School => "kind-school",
            Kind::Factory => "kind-factory",
            Kind::Hospital => "kind-hospital",
            Kind::Town => "kind-town",
        })
    }

    /// What an account is for: 值班员.
    pub fn role(self, role: Role) -> String {
        self.say(match role {
            Role::Administrator => "role-administrator",
            Role::Officer => "role-officer",
            Role::Commander => "role-commander",
            Role::Member => "role-member",
            Role::Auditor => "role-auditor",
        })
    }

    /// Organisations of that kind: 学校; schools.
    pub fn kinds(self, kind: Kind) -> String {
        self.say(match kind {
            Kind::School => "kinds-school",
            Kind::Factory => "kinds-factory",
            Kind::Hospital => "kinds-hospital",
            Kind::Town => "kinds-town",
        })
    }

    /// When a post is on duty: 全天, 工作时间, 夜间和节假日.
    pub fn hours(self, hours: Hours) -> String {
        self.say(match hours {
            Hours::Always => "hours-always",
            Hours::Working => "hours-working",
            Hours::OffHours => "hours-off-hours",
        })
    }

    /// Why these people stand for a post: 非工作时间，由总值班代行. Empty when they simply
    /// hold it.
    pub fn stand(self, stand: &Stand, names: &Names<'_>) -> String {
        let said = |key: &str| {
            self.with(
                key,
                &[
                    ("post", names.post(self, &stand.post)),
                    ("acting", names.post(self, &stand.acting)),
                ],
            )
        };
        let own = stand.post == stand.acting;
        match stand.why {
            Why::Holds => String::new(),
            Why::OnWatch => said("stand-on-watch"),
            Why::OffHours => said(match hours_of(stand, names) {
                Hours::Working => "stand-outside-working-hours",
                Hours::OffHours => "stand-in-working-hours",
                Hours::Always => "stand-off-duty",
            }),
            Why::Absent => said("stand-absent"),
            Why::Vacant => said("stand-vacant"),
            Why::Silent if own => said("stand-silent-same-post"),
            Why::Silent => said("stand-silent"),
            Why::OnlyOnes if own => said("stand-only-ones-same-post"),
            Why::OnlyOnes => said("stand-only-ones"),
            Why::Group => self.say("stand-group"),
            Why::Named => self.say("stand-named"),
            Why::Nobody => said("stand-nobody"),
        }
    }

    /// Who stands for a post and why: 陆衡（非工作时间，由总值班代行）.
    pub fn stand_in_full(self, stand: &Stand, names: &Names<'_>) -> String {
        let why = self.stand(stand, names);
        if stand.people.is_empty() {
            return why;
        }
        let people = names.people(self, &stand.people);
        if why.is_empty() {
            people
        } else {
            self.with("people-why", &[("people", people), ("why", why)])
        }
    }
}

fn hours_of(stand: &Stand, names: &Names<'_>) -> Hours {
    let post = names.plans().find_map(|plan| plan.post(&stand.post));
    post.map_or(Hours::Always, |post| post.hours)
}
