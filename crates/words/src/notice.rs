//! Messages: what a notice says, on every channel that carries text.

use duty::{Duty, PersonId, Tell, Unless};
use engine::{About, Incident, Notice, NoticeKind, Placeholder};

use crate::{Names, Words, template};

/// What channels say of the network, and the keys of the sentences for it; what another machine
/// answered is quoted as it is.
const FAILURES: [(&str, &str); 6] = [
    ("cannot connect", "failure-cannot-connect"),
    ("no answer in time", "failure-no-answer"),
    ("the connection broke", "failure-broke"),
    ("TLS failed", "failure-tls"),
    ("the answer is not JSON", "failure-not-json"),
    ("the answer is neither empty nor JSON", "failure-neither"),
];

impl Words {
    /// Why a message did not arrive, as the channel says it.
    pub fn failure(self, detail: &str) -> String {
        let known = FAILURES.iter().find(|(said, _)| *said == detail);
        known.map_or_else(|| detail.to_owned(), |(_, key)| self.say(key))
    }

    /// The text of a notice: what, where, the task, by when, who leads. Short, without a link
    /// (the courier adds it and the code) and without anything about casualties. None when the
    /// duty is not known any more; then nothing is owed either.
    pub fn notice(self, notice: &Notice, names: &Names<'_>) -> Option<String> {
        let incident = names.incident(&notice.incident);
        let body = match &notice.about {
            About::Duty { duty, rung } => {
                let duty = names.duty(duty)?;
                self.duty_notice(duty, *rung, &notice.to, incident, names)
            }
            About::Waived { duty } => self.waived_notice(names.duty(duty), incident, names),
            About::Release => self.release_notice(incident, names),
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

    /// The sentence with the code by which a notice is answered without its link.
    pub fn short_code(self, code: &str) -> String {
        self.with("notice-code", &[("code", code.to_owned())])
    }

    /// What is put before a text that may have arrived before.
    pub fn repeat_mark(self) -> String {
        self.say("notice-mark-repeat")
    }

    /// A red line in words: nobody answered and nobody is left to tell.
    pub fn red_line(self, duty: &Duty, names: &Names<'_>) -> String {
        self.with(
            "notice-red-line",
            &[
                ("task", self.task(&duty.task, names)),
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
        rung: usize,
        to: &PersonId,
        incident: Option<&Incident>,
        names: &Names<'_>,
    ) -> String {
        let times_told = duty.told.iter().filter(|told| *told == to).count();
        let mut marks = String::new();
        if times_told > 1 {
            marks += &self.with("notice-mark-again", &[("count", times_told)]);
        }
        if duty.task.life_safety {
            marks += &self.say("notice-life-safety");
        }
        let fill = |placeholder| {
            let of_incident = || self.of_incident(placeholder, incident?, names);
            match placeholder {
                Placeholder::Post => names.post(self, &duty.post),
                Placeholder::Task => self.task(&duty.task, names),
                Placeholder::Why => self.why_you(duty, rung, to),
                Placeholder::Deadline => self.by_when(duty, names),
                Placeholder::Event
                | Placeholder::Grade
                | Placeholder::Place
                | Placeholder::Leader
                | Placeholder::Ended => of_incident().unwrap_or_default(),
            }
        };
        let kind = template::kind(duty, rung);
        if let Some(own) = self.own_wording(names.state(), kind, fill) {
            return marks + &own;
        }
        let task = self.with(
            "notice-task",
            &[
                ("post", fill(Placeholder::Post)),
                ("task", fill(Placeholder::Task)),
            ],
        );
        let what = incident.map_or_else(String::new, |it| self.what_and_where(it, names));
        let leads = incident.map_or_else(String::new, |it| self.who_leads(it, names));
        let by_when = self.by_when(duty, names);
        marks + &self.sentences([what, task, fill(Placeholder::Why), by_when, leads])
    }

    /// Whoever may be at work on a duty hears that it need not be done. It may be archived before
    /// the last message goes out.
    fn waived_notice(
        self,
        duty: Option<&Duty>,
        incident: Option<&Incident>,
        names: &Names<'_>,
    ) -> String {
        let what = incident.map_or_else(String::new, |it| self.what_and_where(it, names));
        let said = match duty {
            Some(duty) => self.with("notice-waived", &[("task", self.task(&duty.task, names))]),
            None => self.say("notice-waived-plain"),
        };
        self.sentences([what, said])
    }

    /// It may be over and archived before the last message goes out.
    fn release_notice(self, incident: Option<&Incident>, names: &Names<'_>) -> String {
        let Some(incident) = incident else {
            return self.sentences([self.say("notice-release-plain")]);
        };
        let fill = |placeholder| {
            let said = self.of_incident(placeholder, incident, names);
            said.unwrap_or_default()
        };
        let kind = NoticeKind::Released;
        if let Some(own) = self.own_wording(names.state(), kind, fill) {
            return own;
        }
        let over = self.with("notice-release", &[("at", fill(Placeholder::Ended))]);
        self.sentences([self.what_and_where(incident, names), over])
    }

    /// 燃气泄漏，Ⅲ级 较大 黄，第二食堂.
    fn what_and_where(self, incident: &Incident, names: &Names<'_>) -> String {
        let parts = [Placeholder::Event, Placeholder::Grade, Placeholder::Place];
        let parts = parts.into_iter();
        self.parts(parts.filter_map(|it| self.of_incident(it, incident, names)))
    }

    /// What an incident puts in at a place; none for what is about a duty.
    fn of_incident(
        self,
        placeholder: Placeholder,
        incident: &Incident,
        names: &Names<'_>,
    ) -> Option<String> {
        match placeholder {
            Placeholder::Event => Some(names.event_of(&incident.id).map_or_else(
                || incident.event.to_string(),
                |event| self.pick(&event.name, event.name_en.as_deref()).to_owned(),
            )),
            Placeholder::Grade => {
                let plan = names.plan_of(&incident.id);
                Some(self.grade(incident.grading.certain?, plan))
            }
            Placeholder::Place => Some(names.sealed(self, incident.place.as_ref()?)),
            Placeholder::Leader => {
                let leader = incident.leader.as_ref()?;
                Some(names.people(self, &leader.people))
            }
            Placeholder::Ended => {
                let ended = incident.ended.unwrap_or(names.now);
                Some(self.clock(ended, names.now, names.zone))
            }
            Placeholder::Post | Placeholder::Task | Placeholder::Why | Placeholder::Deadline => {
                None
            }
        }
    }

    /// Whoever is told of somebody else's duty must see that it is not simply his own.
    fn why_you(self, duty: &Duty, rung: usize, to: &PersonId) -> String {
        let somebody_was_told = duty.told.iter().any(|told| told != to);
        let somebody_cannot = duty.reply().is_some_and(|reply| !reply.takes);
        let unanswered = |silent: &str, cannot: &str| {
            self.say(match (somebody_was_told, somebody_cannot) {
                (_, true) => cannot,
                (true, false) => silent,
                (false, false) => "notice-nobody-there",
            })
        };
        let Some(rung) = duty.ladder.rungs().get(rung) else {
            return String::new();
        };
        match rung.tell {
            Tell::Holder | Tell::CallList | Tell::RedLine => String::new(),
            Tell::Substitute => unanswered("notice-passed-on", "notice-passed-on-cannot"),
            Tell::Commander | Tell::Post(_) | Tell::Group(_) => match rung.unless {
                Unless::Answered => unanswered("notice-escalated", "notice-escalated-cannot"),
                Unless::Done => self.say("notice-overdue"),
            },
        }
    }

    /// 02:55前请答复，03:10前办结; only what still lies ahead is asked for.
    fn by_when(self, duty: &Duty, names: &Names<'_>) -> String {
        let said = |key: &str, at| {
            let at = self.clock(at, names.now, names.zone);
            self.with(key, &[("at", at)])
        };
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
        self.parts(answer.into_iter().chain(done))
    }

    fn who_leads(self, incident: &Incident, names: &Names<'_>) -> String {
        let people = self.of_incident(Placeholder::Leader, incident, names);
        let people = people.filter(|people| !people.is_empty());
        people.map_or_else(String::new, |people| {
            self.with("notice-leader", &[("people", people)])
        })
    }
}

/// Channels that have a name of their own in the catalogue.
pub const CHANNELS: [&str; 9] = [
    "ntfy", "board", "sms", "phone", "mail", "webhook", "wecom", "dingtalk", "feishu",
];
