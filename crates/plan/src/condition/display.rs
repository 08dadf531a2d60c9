//! A checked condition written out again, in Chinese or English, with the names that are given
//! for its facts. What is written out reads back as the same condition.

use jiff::SignedDuration;

use super::checked::{Checked, Claim, Expression, Test};
use super::fact::Quantity;
use super::lex::{self, Quote, Token};
use super::{Number, Op, Spelling};
use crate::FactId;

impl Checked {
    /// Writes the condition: `死亡人数 ≥ 30 或 (起火 且 非 已撤离)`. `name` gives each fact's name
    /// in that language.
    pub fn spell(&self, spelling: Spelling, name: impl Fn(&FactId) -> String) -> String {
        let mut text = String::new();
        write(&self.expression, spelling, &name, false, &mut text);
        text
    }
}

impl Claim {
    /// Writes one claim: `可燃气体浓度 ≥ 20 %LEL`, `非 起火`, `区域 属于 [“A区”, “B区”]`.
    pub fn spell(&self, spelling: Spelling, name: impl Fn(&FactId) -> String) -> String {
        let name = spell_name(&name(&self.fact), spelling);
        match &self.test {
            Test::YesNo(true) => name,
            Test::YesNo(false) => format!("{}{name}", spelling.not()),
            Test::Quantity { op, value, unit } => {
                let value = value.spell(unit.as_deref(), spelling);
                format!("{name} {} {value}", op.sign(spelling))
            }
            Test::OneOf(texts) => spell_texts(&name, Op::Eq, spelling.within(), texts, spelling),
            Test::NoneOf(texts) => {
                spell_texts(&name, Op::Ne, spelling.not_within(), texts, spelling)
            }
        }
    }
}

impl Quantity {
    /// Writes the quantity with the unit of its field: `20 %LEL`, `5000万元`, `1小时30分钟`.
    pub fn spell(&self, unit: Option<&str>, spelling: Spelling) -> String {
        match self {
            Self::Number(number) => spell_number(*number, unit, spelling),
            Self::Duration(duration) => spell_duration(*duration, spelling),
        }
    }
}

fn write(
    expression: &Expression,
    spelling: Spelling,
    name: &impl Fn(&FactId) -> String,
    inside: bool,
    text: &mut String,
) {
    let (parts, connective) = match expression {
        Expression::Claim(claim) => return text.push_str(&claim.spell(spelling, name)),
        Expression::All(parts) => (parts, spelling.and()),
        Expression::Any(parts) => (parts, spelling.or()),
    };
    // Not every reader knows that and binds closer than or, so parentheses always say it.
    if inside {
        text.push('(');
    }
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(connective);
        }
        write(part, spelling, name, true, text);
    }
    if inside {
        text.push(')');
    }
}

/// The name as it is, or in quotes where it would not be read as one name.
fn spell_name(name: &str, spelling: Spelling) -> String {
    let words = lex::lex(name).ok().and_then(|tokens| {
        tokens
            .into_iter()
            .map(|it| match it.token {
                Token::Word(word) => Some(word),
                Token::Keyword(_)
                | Token::Name(_)
                | Token::Text(_)
                | Token::Measure(_)
                | Token::Open
                | Token::Close
                | Token::OpenList
                | Token::CloseList
                | Token::Comma => None,
            })
            .collect::<Option<Vec<_>>>()
    });
    match (words, spelling) {
        (Some(words), _) if words.join(" ") == name => name.to_owned(),
        (_, Spelling::Chinese) => format!("【{name}】"),
        (_, Spelling::English) => format!("`{name}`"),
    }
}

fn spell_texts(
    name: &str,
    single: Op,
    several: &str,
    texts: &[String],
    spelling: Spelling,
) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quote(text, spelling)).collect();
    match quoted.as_slice() {
        [text] => format!("{name} {} {text}", single.sign(spelling)),
        texts => format!("{name} {several} [{}]", texts.join(", ")),
    }
}

/// The text in quotes that do not occur in it.
fn quote(text: &str, spelling: Spelling) -> String {
    let double = match spelling {
        Spelling::Chinese => ('“', '”'),
        Spelling::English => ('"', '"'),
    };
    let pairs = [double, ('‘', '’'), ('「', '」'), ('『', '』')];
    let free = pairs.iter().find(|(open, _)| {
        Quote::opened_by(*open).is_some_and(|quote| !text.chars().any(|it| quote.closed_by(it)))
    });
    let (open, close) = free.unwrap_or(&double);
    format!("{open}{text}{close}")
}

fn spell_number(number: Number, unit: Option<&str>, spelling: Spelling) -> String {
    let unit = unit.unwrap_or_default();
    let chinese_unit = unit.starts_with(|it: char| it.is_alphabetic() && !it.is_ascii());
    match spelling {
        Spelling::Chinese => {
            let counts_in_ten_thousands = unit.starts_with(['万', '亿', '百', '千']);
            let number = ten_thousands(number)
                .filter(|_| !counts_in_ten_thousands)
                .unwrap_or_else(|| number.to_string());
            let blank = if unit.is_empty() || unit == "%" || chinese_unit {
                ""
            } else {
                " "
            };
            format!("{number}{blank}{unit}")
        }
        Spelling::English => {
            let blank = if unit.is_empty() || unit == "%" {
                ""
            } else {
                " "
            };
            format!("{}{blank}{unit}", thousands(number))
        }
    }
}

/// `5000万`, `3亿`; `None` where no 万 comes out even.
fn ten_thousands(number: Number) -> Option<String> {
    let even = |size: i64| {
        let parts = size.checked_mul(Number::ONE_IN_MILLIONTHS)?;
        let whole = number.millionths() % parts == 0 && number != Number::ZERO;
        whole.then(|| number.millionths() / parts)
    };
    match (even(100_000_000), even(10_000)) {
        (Some(hundred_millions), _) => Some(format!("{hundred_millions}亿")),
        (None, Some(ten_thousands)) => Some(format!("{ten_thousands}万")),
        (None, None) => None,
    }
}

/// `50,000,000`.
fn thousands(number: Number) -> String {
    let text = number.to_string();
    let (whole, decimals) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(decimals);
    grouped
}

fn spell_duration(duration: SignedDuration, spelling: Spelling) -> String {
    let units = match spelling {
        Spelling::Chinese => ["天", "小时", "分钟", "秒"],
        Spelling::English => ["d", "h", "m", "s"],
    };
    let [day, hour, minute, second] = units;
    let total = duration.as_secs();
    let mut text = String::new();
    for (size, unit) in [
        (total / 86_400, day),
        (total / 3_600 % 24, hour),
        (total / 60 % 60, minute),
    ] {
        if size != 0 {
            text.push_str(&format!("{size}{unit}"));
        }
    }
    let micros = i64::from(duration.subsec_micros());
    let seconds = Number::from_millionths(total % 60 * Number::ONE_IN_MILLIONTHS + micros);
    if seconds != Number::ZERO {
        text.push_str(&format!("{seconds}{second}"));
    } else if text.is_empty() {
        text.push_str(&format!("0{minute}"));
    }
    text
}
