//! Duties: where they stand, what must be handed in, whom a rung tells.

use duty::{Duty, Evidence, Rung, Standing, Task, Tell};
use engine::Answer;

use crate::{Names, Words};

impl Words {
    /// What is to be done: as the plan says it, or as a person wrote it.
    pub fn task(self, task: &Task, names: &Names<'_>) -> String {
        match &task.written {
            Some(written) => names.sealed(self, written),
            None => self.pick(&task.text, task.text_en.as_deref()).to_owned(),
        }
    }

    /// Where a duty stands: 未答复, 已知悉, 已办结, 办不了, 已逾期, 已免办.
    pub fn standing(self, standing: Standing) -> String {
        self.say(match standing {
            Standing::Open => "duty-open",
            Standing::Acknowledged => "duty-acknowledged",
            Standing::Discharged => "duty-discharged",
            Standing::Refused => "duty-refused",
            Standing::Lapsed => "duty-lapsed",
            Standing::Waived => "duty-waived",
        })
    }

    /// What must be handed in: 文字、照片. Empty when nothing must.
    pub fn evidence(self, evidence: &[Evidence]) -> String {
        self.list(evidence.iter().map(|it| {
            self.say(match it {
                Evidence::Text => "duty-evidence-text",
                Evidence::Photo => "duty-evidence-photo",
            })
        }))
    }

    /// An answer, as the button that gives it says it: 知道了，马上去.
    pub fn answer(self, answer: Answer) -> String {
        self.say(match answer {
            Answer::GotIt => "duty-answer-got-it",
            Answer::Cannot => "duty-answer-cannot",
            Answer::Done => "duty-answer-done",
        })
    }

    /// Whom a rung tells: 任务岗位, 替补, 现场指挥, a post or group by name.
    pub fn tell(self, tell: &Tell, names: &Names<'_>) -> String {
        match tell {
            Tell::Holder => self.say("tell-holder"),
            Tell::Substitute => self.say("tell-substitute"),
            Tell::Commander => self.say("tell-commander"),
            Tell::Post(post) => names.post(self, post),
            Tell::Group(group) => names.group(self, group),
            Tell::CallList => self.say("tell-call-list"),
            Tell::RedLine => self.say("tell-red-line"),
        }
    }

    /// What the next rung does, if nothing happens before: 03:00 告知现场指挥. Empty when the
    /// ladder has no rung left that waits.
    pub fn next_rung(self, duty: &Duty, names: &Names<'_>) -> String {
        let next = duty
            .next_rung()
            .and_then(|(index, _)| duty.ladder.rungs().get(index));
        next.map_or_else(String::new, |rung| self.rung(rung, names))
    }

    /// A rung: 03:00 告知现场指挥, 03:03 上呼叫单, 03:06 亮红线.
    pub fn rung(self, rung: &Rung, names: &Names<'_>) -> String {
        let time = self.clock(rung.at, names.now, names.zone);
        let whom = self.tell(&rung.tell, names);
        match rung.tell {
            Tell::Holder | Tell::Substitute | Tell::Commander | Tell::Post(_) | Tell::Group(_) => {
                self.with("tell-at", &[("time", time), ("whom", whom)])
            }
            Tell::CallList | Tell::RedLine => {
                self.with("tell-at-last", &[("time", time), ("what", whom)])
            }
        }
    }
}
