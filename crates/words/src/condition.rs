//! What is wrong with a condition, and where in it.

use plan::condition::{
    Condition, DEEPEST, Expected, FieldType, LONGEST, SyntaxError, SyntaxErrorKind, TypeError,
    TypeErrorKind,
};

use plan::{FactId, Plan};

use crate::{Value, Words};

impl Words {
    /// A condition of a plan, with the names of the first event that has its facts; as it was
    /// written where none has them all.
    pub fn condition(self, when: &Condition, plan: &Plan) -> String {
        let spelt = plan.events.iter().find_map(|event| {
            let checked = when.check(&event.facts.iter().collect()).ok()?;
            let name = |fact: &FactId| self.fact_name(fact, Some(event));
            Some(checked.spell(self.spelling(), name))
        });
        spelt.unwrap_or_else(|| when.source().to_owned())
    }

    /// What is wrong with the form of a condition: 第 5 个字符：这里应当是数值，写的是“且”.
    pub fn syntax_error(self, error: &SyntaxError) -> String {
        self.at_place(error.at, self.syntax_error_kind(&error.kind))
    }

    /// What the fields do not allow: 第 1 个字符：没有叫“浓度”的要素.
    pub fn type_error(self, error: &TypeError) -> String {
        self.at_place(error.at, self.type_error_kind(&error.kind))
    }

    /// What a field is: 数（%LEL）, 是或否.
    pub fn field_type(self, field: &FieldType) -> String {
        match field {
            FieldType::YesNo => self.say("field-yes-no"),
            FieldType::Number { unit: None } => self.say("field-number"),
            FieldType::Number { unit: Some(unit) } => {
                self.with("field-number-unit", &[("unit", self.unit(unit))])
            }
            FieldType::Duration => self.say("field-duration"),
            FieldType::Text => self.say("field-text"),
            FieldType::Choice(choices) => {
                self.with("field-choice", &[("choices", self.list(choices))])
            }
        }
    }

    /// Places count from nought in the error and from one for people.
    fn at_place(self, at: usize, what: String) -> String {
        self.with(
            "condition-at",
            &[("place", Value::from(at + 1)), ("what", Value::from(what))],
        )
    }

    fn syntax_error_kind(self, kind: &SyntaxErrorKind) -> String {
        match kind {
            SyntaxErrorKind::TooLong => self.with("condition-too-long", &[("most", LONGEST)]),
            SyntaxErrorKind::TooDeep => self.with("condition-too-deep", &[("most", DEEPEST)]),
            SyntaxErrorKind::Empty => self.say("condition-empty"),
            SyntaxErrorKind::UnexpectedCharacter(it) => {
                self.with("condition-unexpected", &[("character", it.to_string())])
            }
            SyntaxErrorKind::UnclosedQuote => self.say("condition-unclosed-quote"),
            SyntaxErrorKind::NotANumber => self.say("condition-not-a-number"),
            SyntaxErrorKind::NumberTooLarge => self.say("condition-number-too-large"),
            SyntaxErrorKind::NumberTooPrecise => self.say("condition-number-too-precise"),
            SyntaxErrorKind::AmbiguousComma => self.say("condition-ambiguous-comma"),
            SyntaxErrorKind::Expected { expected, found } => {
                let expected = self.expected(*expected);
                match found {
                    Some(found) => self.with(
                        "condition-expected-found",
                        &[("expected", expected), ("found", found.clone())],
                    ),
                    None => self.with("condition-expected-end", &[("expected", expected)]),
                }
            }
        }
    }

    fn expected(self, expected: Expected) -> String {
        self.say(match expected {
            Expected::Condition => "expected-condition",
            Expected::Value => "expected-value",
            Expected::List => "expected-list",
            Expected::CommaOrEndOfList => "expected-comma-or-end-of-list",
            Expected::ClosingParenthesis => "expected-closing-parenthesis",
            Expected::ConnectiveOrEnd => "expected-connective-or-end",
        })
    }

    fn type_error_kind(self, kind: &TypeErrorKind) -> String {
        match kind {
            TypeErrorKind::UnknownName { name, near } => match near {
                Some(near) => self.with(
                    "condition-unknown-name-near",
                    &[("name", name.as_str()), ("near", near)],
                ),
                None => self.with("condition-unknown-name", &[("name", name.as_str())]),
            },
            TypeErrorKind::AmbiguousName { name, fields } => self.with(
                "condition-ambiguous-name",
                &[
                    ("name", name.clone()),
                    ("fields", self.list(fields.iter().map(|it| it.as_str()))),
                ],
            ),
            TypeErrorKind::ComparisonMissing { field } => self.with(
                "condition-comparison-missing",
                &[("field", self.field_type(field))],
            ),
            TypeErrorKind::NoOrder { field } => {
                self.with("condition-no-order", &[("field", self.field_type(field))])
            }
            TypeErrorKind::WrongValue { field, value } => self.with(
                "condition-wrong-value",
                &[("field", self.field_type(field)), ("value", value.clone())],
            ),
            TypeErrorKind::NotAChoice { value, choices } => self.with(
                "condition-not-a-choice",
                &[("value", value.clone()), ("choices", self.list(choices))],
            ),
            TypeErrorKind::WrongUnit { written, declared } => match declared {
                Some(declared) => self.with(
                    "condition-wrong-unit",
                    &[
                        ("written", written.clone()),
                        ("declared", self.unit(declared)),
                    ],
                ),
                None => self.with("condition-no-unit", &[("written", written.as_str())]),
            },
            TypeErrorKind::UnclearMultiplier { declared } => self.with(
                "condition-unclear-multiplier",
                &[("declared", self.unit(declared))],
            ),
            TypeErrorKind::NotADuration => self.say("condition-not-a-duration"),
            TypeErrorKind::NumberTooLarge => self.say("condition-number-too-large"),
            TypeErrorKind::NumberTooPrecise => self.say("condition-number-too-precise"),
        }
    }
}
