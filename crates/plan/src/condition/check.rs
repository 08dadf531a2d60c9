//! From the form of a condition to its meaning: names are looked up, values fitted to their
//! fields, negations carried inwards. Every error is listed, not only the first.

use super::checked::{Checked, Claim, Expression, Test};
use super::field::{FieldType, Fields, Resolved, key};
use super::lex::Measure;
use super::spelling::{self, NEGATIONS};
use super::syntax::{Form, Literal, Name, Syntax};
use super::type_error::{TypeError, TypeErrorKind};
use super::unit::{self, Misfit};
use super::{Op, Quantity};
use crate::FactId;

/// Nobody reads more at once, and each may list all choices of a field.
const MOST_ERRORS: usize = 32;

/// Checks a condition against the declared fields.
pub(super) fn check(syntax: &Syntax, fields: &Fields) -> Result<Checked, Vec<TypeError>> {
    let mut checker = Checker {
        fields,
        errors: Vec::new(),
    };
    match checker.expression(syntax, false) {
        Some(expression) if checker.errors.is_empty() => Ok(Checked { expression }),
        Some(_) | None => Err(checker.errors),
    }
}

struct Checker<'a> {
    fields: &'a Fields,
    errors: Vec<TypeError>,
}

/// A name that was found.
struct Found<'a> {
    fact: &'a FactId,
    kind: &'a FieldType,
    /// The name was written with 非 before it, in one word.
    turned: bool,
}

impl<'a> Checker<'a> {
    /// The expression, or its negation; `None` after an error.
    fn expression(&mut self, syntax: &Syntax, negated: bool) -> Option<Expression> {
        match syntax {
            Syntax::Bare(name) => self.bare(name, negated),
            Syntax::Compare { name, op, literal } => self.compare(name, *op, literal, negated),
            Syntax::In {
                name,
                negated: outside,
                literals,
            } => self.within(name, literals, negated != *outside),
            Syntax::Not(inside) => self.expression(inside, !negated),
            Syntax::All(parts) => self.parts(parts, negated, negated),
            Syntax::Any(parts) => self.parts(parts, negated, !negated),
        }
    }

    fn parts(&mut self, parts: &[Syntax], negated: bool, any: bool) -> Option<Expression> {
        // Every part is checked before the first failure counts, so that all errors are listed.
        let parts: Vec<_> = parts
            .iter()
            .map(|part| self.expression(part, negated))
            .collect();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        Some(if any {
            Expression::any(parts)
        } else {
            Expression::all(parts)
        })
    }

    fn bare(&mut self, name: &Name, negated: bool) -> Option<Expression> {
        let found = self.find(name)?;
        match found.kind {
            FieldType::YesNo => Some(claim(found.fact, Test::YesNo(negated == found.turned))),
            FieldType::Number { .. }
            | FieldType::Duration
            | FieldType::Text
            | FieldType::Choice(_) => {
                let field = found.kind.clone();
                self.error(name.at, TypeErrorKind::ComparisonMissing { field })
            }
        }
    }

    fn compare(
        &mut self,
        name: &Name,
        op: Op,
        literal: &Literal,
        negated: bool,
    ) -> Option<Expression> {
        let found = self.find(name)?;
        let op = if negated != found.turned {
            op.negated()
        } else {
            op
        };
        let test = self.test(found.kind, op, literal)?;
        Some(claim(found.fact, test))
    }

    fn within(&mut self, name: &Name, literals: &[Literal], outside: bool) -> Option<Expression> {
        let found = self.find(name)?;
        let outside = outside != found.turned;
        let op = if outside { Op::Ne } else { Op::Eq };
        let tests: Vec<_> = literals
            .iter()
            .map(|literal| self.test(found.kind, op, literal))
            .collect();
        let tests = tests.into_iter().collect::<Option<Vec<_>>>()?;
        let mut texts = Vec::new();
        let mut others = Vec::new();
        for test in tests {
            match test {
                Test::OneOf(values) | Test::NoneOf(values) => texts.extend(values),
                Test::YesNo(_) | Test::Quantity { .. } => others.push(claim(found.fact, test)),
            }
        }
        // A list of quantities is written out as comparisons: `[3, 10]` could be taken for a range.
        Some(match (texts.is_empty(), outside) {
            (true, true) => Expression::all(others),
            (true, false) => Expression::any(others),
            (false, true) => claim(found.fact, Test::NoneOf(texts)),
            (false, false) => claim(found.fact, Test::OneOf(texts)),
        })
    }

    fn test(&mut self, kind: &FieldType, op: Op, literal: &Literal) -> Option<Test> {
        match kind {
            FieldType::YesNo => {
                let same = self.sameness(kind, op, literal)?;
                match &literal.form {
                    Form::Word(word) | Form::Quoted(word) => match spelling::yes_no(word) {
                        Some(yes) => Some(Test::YesNo(yes == same)),
                        None => self.wrong_value(kind, literal),
                    },
                    Form::Measures(_) => self.wrong_value(kind, literal),
                }
            }
            FieldType::Number { unit } => {
                let (value, unit) = (self.number(kind, unit.as_deref(), literal)?, unit.clone());
                Some(Test::Quantity { op, value, unit })
            }
            FieldType::Duration => {
                let value = self.duration(kind, literal)?;
                Some(Test::Quantity {
                    op,
                    value,
                    unit: None,
                })
            }
            FieldType::Text => {
                let same = self.sameness(kind, op, literal)?;
                match &literal.form {
                    Form::Word(text) | Form::Quoted(text) => Some(among(text, same)),
                    Form::Measures(_) => self.wrong_value(kind, literal),
                }
            }
            FieldType::Choice(choices) => {
                let same = self.sameness(kind, op, literal)?;
                let (Form::Word(text) | Form::Quoted(text)) = &literal.form else {
                    return self.wrong_value(kind, literal);
                };
                let exact = choices.iter().find(|choice| *choice == text);
                let alike = || choices.iter().find(|choice| key(choice) == key(text));
                match exact.or_else(alike) {
                    Some(choice) => Some(among(choice, same)),
                    None => {
                        let (value, choices) = (text.clone(), choices.clone());
                        self.error(literal.at, TypeErrorKind::NotAChoice { value, choices })
                    }
                }
            }
        }
    }

    /// Whether the comparison says "the same" or "another"; an error where it says more or less.
    fn sameness(&mut self, kind: &FieldType, op: Op, literal: &Literal) -> Option<bool> {
        match op {
            Op::Eq => Some(true),
            Op::Ne => Some(false),
            Op::Lt | Op::Le | Op::Gt | Op::Ge => {
                let field = kind.clone();
                self.error(literal.at, TypeErrorKind::NoOrder { field })
            }
        }
    }

    fn number(
        &mut self,
        kind: &FieldType,
        declared: Option<&str>,
        literal: &Literal,
    ) -> Option<Quantity> {
        let Form::Measures(measures) = &literal.form else {
            return self.wrong_value(kind, literal);
        };
        let [measure] = measures.as_slice() else {
            return self.wrong_value(kind, literal);
        };
        match unit::in_unit(measure, declared) {
            Ok(number) => Some(Quantity::Number(number)),
            Err(misfit) => {
                let kind = number_misfit(misfit, measure, declared);
                self.error(literal.at, kind)
            }
        }
    }

    fn duration(&mut self, kind: &FieldType, literal: &Literal) -> Option<Quantity> {
        let Form::Measures(measures) = &literal.form else {
            return self.wrong_value(kind, literal);
        };
        match unit::as_duration(measures) {
            Ok(duration) => Some(Quantity::Duration(duration)),
            Err(Misfit::Number(error)) => self.error(literal.at, error.into()),
            Err(Misfit::NotATime | Misfit::Unit | Misfit::Multiplier) => {
                self.error(literal.at, TypeErrorKind::NotADuration)
            }
        }
    }

    fn find(&mut self, name: &Name) -> Option<Found<'a>> {
        match self.fields.resolve(&name.text) {
            Resolved::Field(fact, kind) => Some(Found {
                fact,
                kind,
                turned: false,
            }),
            Resolved::Ambiguous(fields) => {
                let fields = fields.into_iter().cloned().collect();
                let name_text = name.text.clone();
                let kind = TypeErrorKind::AmbiguousName {
                    name: name_text,
                    fields,
                };
                self.error(name.at, kind)
            }
            Resolved::Nothing => match self.find_turned(name) {
                Some(found) => Some(found),
                None => {
                    let still_listed = self.errors.len() < MOST_ERRORS;
                    let near = still_listed.then(|| self.fields.nearest(&name.text));
                    let kind = TypeErrorKind::UnknownName {
                        name: name.text.clone(),
                        near: near.flatten().map(str::to_owned),
                    };
                    self.error(name.at, kind)
                }
            },
        }
    }

    /// `非起火`, where 起火 is declared and 非起火 is not.
    fn find_turned(&self, name: &Name) -> Option<Found<'a>> {
        let rest = NEGATIONS
            .iter()
            .find_map(|word| name.text.strip_prefix(word))
            .filter(|_| !name.quoted)?;
        match self.fields.resolve(rest) {
            Resolved::Field(fact, kind) => Some(Found {
                fact,
                kind,
                turned: true,
            }),
            Resolved::Ambiguous(_) | Resolved::Nothing => None,
        }
    }

    fn wrong_value<T>(&mut self, field: &FieldType, literal: &Literal) -> Option<T> {
        let field = field.clone();
        let value = literal.written();
        self.error(literal.at, TypeErrorKind::WrongValue { field, value })
    }

    fn error<T>(&mut self, at: usize, kind: TypeErrorKind) -> Option<T> {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(TypeError { at, kind });
        }
        None
    }
}

fn claim(fact: &FactId, test: Test) -> Expression {
    Expression::Claim(Claim {
        fact: fact.clone(),
        test,
    })
}

fn among(text: &str, same: bool) -> Test {
    let texts = vec![text.to_owned()];
    if same {
        Test::OneOf(texts)
    } else {
        Test::NoneOf(texts)
    }
}

fn number_misfit(misfit: Misfit, measure: &Measure, declared: Option<&str>) -> TypeErrorKind {
    match misfit {
        Misfit::Unit | Misfit::NotATime => TypeErrorKind::WrongUnit {
            written: measure.unit.clone().unwrap_or_default(),
            declared: declared.map(str::to_owned),
        },
        Misfit::Multiplier => TypeErrorKind::UnclearMultiplier {
            declared: declared.unwrap_or_default().to_owned(),
        },
        Misfit::Number(error) => error.into(),
    }
}
