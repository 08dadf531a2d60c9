//! Grades: numeral, word and colour.

use engine::Grading;
use plan::{EventType, Plan, Rank};

use crate::Words;

impl Words {
    /// A grade in full: Ⅲ级 较大 黄; Grade III, Major, yellow. The word is the plan's own, where
    /// the plan names the grade.
    pub fn grade(self, rank: Rank, plan: Option<&Plan>) -> String {
        self.with(
            "grade-full",
            &[
                ("numeral", numeral(self, rank).to_owned()),
                ("name", self.grade_name(rank, plan)),
                ("colour", self.grade_colour(rank)),
            ],
        )
    }

    /// The grade without its colour, for where the colour is shown: Ⅲ级 较大; Grade III, Major.
    pub fn grade_without_colour(self, rank: Rank, plan: Option<&Plan>) -> String {
        self.with(
            "grade-without-colour",
            &[
                ("numeral", numeral(self, rank).to_owned()),
                ("name", self.grade_name(rank, plan)),
            ],
        )
    }

    /// The numeral: Ⅲ级; Grade III.
    pub fn grade_short(self, rank: Rank) -> String {
        self.with("grade-short", &[("numeral", numeral(self, rank))])
    }

    /// The word: 较大; Major.
    pub fn grade_name(self, rank: Rank, plan: Option<&Plan>) -> String {
        let named = plan
            .and_then(|plan| plan.grade(rank))
            .map(|grade| self.pick(&grade.name, grade.name_en.as_deref()))
            .filter(|name| !name.is_empty());
        named.map_or_else(
            || self.say(&format!("grade-{}", rank.number())),
            str::to_owned,
        )
    }

    /// The colour: 黄; yellow.
    pub fn grade_colour(self, rank: Rank) -> String {
        self.say(&format!("grade-colour-{}", rank.number()))
    }

    /// What else it could be: 还可能是Ⅰ级、Ⅱ级，取决于受伤人数. Empty when nothing is open.
    pub fn still_possible(self, grading: &Grading, event: Option<&EventType>) -> String {
        if grading.possible.is_empty() {
            return String::new();
        }
        let grades = self.list(grading.possible.iter().map(|rank| self.grade_short(*rank)));
        match &grading.ask {
            None => self.with("grade-possible", &[("grades", grades)]),
            Some(fact) => self.with(
                "grade-possible-ask",
                &[("grades", grades), ("fact", self.fact_name(fact, event))],
            ),
        }
    }

    /// Grade, reason and what is still open, in one sentence for the page of an incident.
    pub fn grading(
        self,
        grading: &Grading,
        plan: Option<&Plan>,
        event: Option<&EventType>,
    ) -> String {
        let held = match (grading.certain, &grading.reason) {
            (None, _) => self.say("grade-none"),
            (Some(rank), None) => self.grade(rank, plan),
            (Some(rank), Some(reason)) => self.with(
                "grade-because",
                &[
                    ("grade", self.grade(rank, plan)),
                    ("reason", self.reason(reason, event)),
                ],
            ),
        };
        self.clauses([held, self.still_possible(grading, event)])
    }
}

/// The numeral as one character, as Chinese plans print it, or in letters.
fn numeral(w: Words, rank: Rank) -> &'static str {
    let (sign, letters) = match rank.number() {
        1 => ("Ⅰ", "I"),
        2 => ("Ⅱ", "II"),
        3 => ("Ⅲ", "III"),
        _ => ("Ⅳ", "IV"),
    };
    w.pick(sign, Some(letters))
}
