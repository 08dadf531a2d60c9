//! Gaps: what a plan lacks before it can be published.

use plan::{Gap, Lack, Plan};

use crate::Words;

impl Words {
    /// Where something is missing and what: 步骤“关闭总阀”：没有写时限. Without the plan the
    /// element is called by its id.
    pub fn gap(self, gap: &Gap, plan: Option<&Plan>) -> String {
        self.with(
            "gap",
            &[
                ("element", self.element(&gap.element, plan)),
                ("lack", self.lack(&gap.lack)),
            ],
        )
    }

    /// What is missing, without where.
    pub fn lack(self, lack: &Lack) -> String {
        match lack {
            Lack::Title => self.say("gap-title"),
            Lack::Posts => self.say("gap-posts"),
            Lack::Events => self.say("gap-events"),
            Lack::Notices => self.say("gap-notices"),
            Lack::Procedure => self.say("gap-procedure"),
            Lack::Event => self.say("gap-event"),
            Lack::Steps => self.say("gap-steps"),
            Lack::Post => self.say("gap-post"),
            Lack::Limit => self.say("gap-limit"),
            Lack::Recipient => self.say("gap-recipient"),
            Lack::Head => self.say("gap-head"),
            Lack::SignOff => self.say("gap-sign-off"),
            Lack::Unknown { section, id } => self.with(
                "gap-unknown",
                &[("section", self.section(section)), ("id", id.clone())],
            ),
            Lack::Twice(id) => self.with("gap-twice", &[("id", id.as_str())]),
            Lack::Circle => self.say("gap-circle"),
            Lack::Condition(bad) => self.with(
                "gap-condition",
                &[
                    ("source", bad.source.clone()),
                    ("event", bad.event.to_string()),
                    (
                        "errors",
                        self.clauses(bad.errors.iter().map(|error| self.type_error(error))),
                    ),
                ],
            ),
        }
    }

    /// An element as gaps name it (`step cut-power`, `meta`): 步骤“切断总电源”.
    pub fn element(self, element: &str, plan: Option<&Plan>) -> String {
        let Some((section, id)) = element.split_once(' ') else {
            return self.section(element);
        };
        let name = plan.and_then(|plan| self.element_name(plan, section, id));
        self.with(
            "gap-element",
            &[
                ("section", self.section(section)),
                ("name", name.unwrap_or_else(|| id.to_owned())),
            ],
        )
    }

    /// A section of a plan: 岗位, 步骤. The sections are the plan language's own words; another
    /// word is shown as it is.
    pub fn section(self, section: &str) -> String {
        if SECTIONS.contains(&section) {
            self.say(&format!("section-{section}"))
        } else {
            section.to_owned()
        }
    }

    fn element_name(self, plan: &Plan, section: &str, id: &str) -> Option<String> {
        let named = |zh: &String, en: &Option<String>| self.pick(zh, en.as_deref()).to_owned();
        match section {
            "post" => find(
                &plan.posts,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "group" => find(
                &plan.groups,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "event" | "leader" => find(
                &plan.events,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "grade" => find(
                &plan.grades,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "procedure" => find(
                &plan.procedures,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "step" => plan
                .procedures
                .iter()
                .flat_map(|procedure| &procedure.steps)
                .find(|step| step.id.as_str() == id)
                .map(|step| named(&step.text, &step.text_en)),
            "report" => find(
                &plan.reports,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "notice" => find(
                &plan.notices,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            "signal" => find(
                &plan.signals,
                |it| it.id.as_str() == id,
                |it| named(&it.name, &it.name_en),
            ),
            // Sections are text in a gap, and others have no name.
            _ => None,
        }
        .filter(|name| !name.is_empty())
    }
}

/// The sections that `plan::adopt` names.
pub const SECTIONS: [&str; 18] = [
    "meta",
    "posts",
    "events",
    "notices",
    "post",
    "group",
    "event",
    "grade",
    "procedure",
    "step",
    "report",
    "notice",
    "signal",
    "fact",
    "closing",
    "steps",
    "life-safety-steps",
    "leader",
];

fn find<T>(
    elements: &[T],
    is_meant: impl Fn(&T) -> bool,
    name: impl Fn(&T) -> String,
) -> Option<String> {
    elements.iter().find(|it| is_meant(it)).map(name)
}
