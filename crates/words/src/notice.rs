//! Messages: what a notice says, on every channel that carries text.

use duty::{Duty, PersonId};
use engine::{About, Incident, Notice};

use crate::{Names, Words};

impl Words {
    /// The text of a notice: what, where, the task, by when, who leads. Short, without a link
    /// (the courier adds it and the code) and without anything about casualties. None when
    /// neither the duty nor the incident is known any more.
    pub fn notice(self, notice: &Notice, names: &Names<'_>) -> Option<String> {
        let incident = names.incident(&notice.incident);
        let body = match &notice.about {
            About::Duty { duty, .. } => {
                let duty = names.duty(duty)?;
                self.duty_notice(duty, &notice.to, incident, names)
            }
            About::Release => self.release_notice(incident?, names),
        };
        let marks = [
            (names.is_drill(), "notice-mark-drill"),
            (notice.repeat, "notice-mark-repeat"),
        ];
        let marks = marks
            .into_iter()
            .filter(|(marked, _)| *marked)
            .map(|(_, key)| self.say(key))
            .collect::<String>();
        Some(marks + &body)
    }

    /// A red line in words: nobody answered and nobody is left to tell.
    pub fn red_line(self, duty: &Duty, names: &Names<'_>) -> String {
        self.with(
            "notice-red-line",
            &[
                ("task", self.task(&duty.task).to_owned()),
                ("post", names.post(self, &duty.post)),
            ],
        )
    }

    /// No channel reached somebody.
    pub fn undelivered(self, person: &str) -> String {
        self.with("notice-undelivered", &[("person", person)])
    }

    /// A channel's name: 短信, 邮件; one that is not named here is called by its id.
    pub fn channel(self, channel: &str) -> String {
        if CHANNELS.contains(&channel) {
            self.say(&format!("channel-{channel}"))
        } else {
            channel.to_owned()
        }
    }

    fn duty_notice(
        self,
        duty: &Duty,
        to: &PersonId,
        incident: Option<&Incident>,
        names: &Names<'_>,
    ) -> String {
        let times_told = duty.told.iter().filter(|told| *told == to).count();
        let again = if times_told > 1 {
            self.with("notice-mark-again", &[("count", times_told)])
        } else {
            String::new()
        };
        let what = incident.map_or_else(String::new, |it| self.what_and_where(it, names));
        let task = self.with(
            "notice-task",
            &[
                ("post", names.post(self, &duty.post)),
                ("task", self.task(&duty.task).to_owned()),
            ],
        );
        let head = if duty.task.life_safety {
            self.say("notice-life-safety")
        } else {
            String::new()
        };
        let parts = [what, head + &task, self.by_when(duty, names), {
            incident.map_or_else(String::new, |it| self.who_leads(it, names))
        }];
        again + &self.sentences(&parts)
    }

    fn release_notice(self, incident: &Incident, names: &Names<'_>) -> String {
        let ended = incident.ended.unwrap_or(names.now);
        let over = self.with(
            "notice-release",
            &[("at", self.clock(ended, names.now, names.zone))],
        );
        self.sentences(&[self.what_and_where(incident, names), over])
    }

    /// 燃气泄漏，Ⅲ级 较大 黄，第二食堂.
    fn what_and_where(self, incident: &Incident, names: &Names<'_>) -> String {
        let event = names.event_of(&incident.id);
        let event = event.map_or_else(
            || incident.event.to_string(),
            |event| self.pick(&event.name, event.name_en.as_deref()).to_owned(),
        );
        let grade = incident.grading.certain.map_or_else(String::new, |rank| {
            self.grade(rank, names.plan_of(&incident.id))
        });
        let place = incident
            .place
            .as_ref()
            .map_or_else(String::new, |place| names.sealed(self, place));
        let parts = [event, grade, place];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(self.pick("，", Some(", ")))
    }

    /// 02:55 前请答复，03:10 前办结; only what still lies ahead is asked for.
    fn by_when(self, duty: &Duty, names: &Names<'_>) -> String {
        let said = |key: &str, at| self.with(key, &[("at", self.clock(at, names.now, names.zone))]);
        let answer = duty
            .answer_due
            .filter(|at| !duty.is_answered() && *at > names.now)
            .map(|at| said("notice-answer-by", at));
        let done = duty.due.map(|at| {
            if at > names.now {
                said("notice-done-by", at)
            } else {
                said("notice-was-due", at)
            }
        });
        let parts: Vec<String> = answer.into_iter().chain(done).collect();
        parts.join(self.pick("，", Some(", ")))
    }

    fn who_leads(self, incident: &Incident, names: &Names<'_>) -> String {
        let people = incident
            .leader
            .as_ref()
            .map(|leader| names.people(self, &leader.people))
            .filter(|people| !people.is_empty());
        people.map_or_else(String::new, |people| {
            self.with("notice-leader", &[("people", people)])
        })
    }

    /// Sentences one after the other, each with its full stop.
    fn sentences(self, parts: &[String]) -> String {
        let said: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| self.with("sentence", &[("said", part.as_str())]))
            .collect();
        said.join(self.pick("", Some(" ")))
    }
}

/// Channels that have a name of their own in the catalogue.
pub const CHANNELS: [&str; 8] = [
    "board", "sms", "phone", "mail", "webhook", "wecom", "dingtalk", "feishu",
];
