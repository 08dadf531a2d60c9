//! Reasons: which facts brought a verdict about; and values of facts.

use plan::condition::{Because, Known, Op, Quantity, Reason, Spelling, Test, Value, Verdict};
use plan::{EventType, FactId, Field};

use crate::{Language, Words};

impl Words {
    /// Why a condition is true, false or open: 可燃气体浓度 24 ≥ 20 %LEL 且 影响住宿区.
    pub fn reason(self, reason: &Reason, event: Option<&EventType>) -> String {
        let said: Vec<String> = reason
            .because
            .iter()
            .map(|because| self.because(because, event))
            .collect();
        match reason.verdict {
            Verdict::True | Verdict::False => said.join(&self.say("reason-and")),
            Verdict::Unknown => self.with("reason-open", &[("claims", self.list(said))]),
        }
    }

    /// One statement about a fact, with what is known of it.
    pub fn because(self, because: &Because, event: Option<&EventType>) -> String {
        let name = self.fact_name(&because.claim.fact, event);
        match &because.claim.test {
            Test::YesNo(true) => name,
            Test::YesNo(false) => self.with("reason-not", &[("name", name)]),
            Test::Quantity { op, value, unit } => {
                let unit = unit.as_deref().map(|unit| self.unit(unit));
                let wanted = value.spell(unit.as_deref(), self.spelling());
                let known = self.beside(&because.known, *op, *value);
                // Both languages show the sign, which is short and known to both.
                let sign = op.sign(Spelling::Chinese);
                let parts = [name, known, sign.to_owned(), wanted];
                let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
                parts.join(" ")
            }
            Test::OneOf(texts) => self.among("reason-one-of", name, texts),
            Test::NoneOf(texts) => self.among("reason-none-of", name, texts),
        }
    }

    /// What is known of a fact, with its unit: 24 %LEL, 至少3人, 是, 不明.
    pub fn known(self, known: &Known, field: Option<&Field>) -> String {
        let unit = field.and_then(|field| field.unit.as_deref());
        self.known_in(known, unit)
    }

    /// A fact and what is known of it: 可燃气体浓度 24 %LEL.
    pub fn fact_and_value(self, fact: &FactId, known: &Known, event: Option<&EventType>) -> String {
        let field = event.and_then(|event| event.field(fact));
        format!(
            "{} {}",
            self.fact_name(fact, event),
            self.known(known, field)
        )
    }

    /// What a fact is called.
    pub fn fact_name(self, fact: &FactId, event: Option<&EventType>) -> String {
        let field = event.and_then(|event| event.field(fact));
        field.map_or_else(
            || fact.to_string(),
            |field| self.pick(&field.name, field.name_en.as_deref()).to_owned(),
        )
    }

    /// The question that asks for a fact.
    pub fn question(self, field: &Field) -> String {
        let asked = field
            .ask
            .as_deref()
            .map(|zh| self.pick(zh, field.ask_en.as_deref()));
        asked.map_or_else(
            || {
                self.with(
                    "reason-question",
                    &[("name", self.pick(&field.name, field.name_en.as_deref()))],
                )
            },
            str::to_owned,
        )
    }

    /// A unit, in English where the plan's is a Chinese word that the catalogue knows.
    pub fn unit(self, unit: &str) -> String {
        match self.language() {
            Language::Zh => unit.to_owned(),
            Language::En => UNITS
                .iter()
                .find(|(spellings, _)| spellings.contains(&unit))
                .map_or_else(|| unit.to_owned(), |(_, key)| self.say(key)),
        }
    }

    /// In which spelling conditions are written out.
    pub fn spelling(self) -> Spelling {
        match self.language() {
            Language::Zh => Spelling::Chinese,
            Language::En => Spelling::English,
        }
    }

    /// What is known, where it says more than the comparison does: nothing for "= 0" that is 0.
    fn beside(self, known: &Known, op: Op, wanted: Quantity) -> String {
        let same = |value: &Value| value.quantity() == Some(wanted);
        match known {
            Known::Unknown => String::new(),
            Known::Exact(value) if op == Op::Eq && same(value) => String::new(),
            Known::Exact(_) | Known::AtLeast(_) | Known::AtMost(_) => self.known_in(known, None),
        }
    }

    fn known_in(self, known: &Known, unit: Option<&str>) -> String {
        let unit = unit.map(|unit| self.unit(unit));
        let unit = unit.as_deref();
        match known {
            Known::Unknown => self.say("known-unknown"),
            Known::Exact(Value::YesNo(true)) => self.say("yes"),
            Known::Exact(Value::YesNo(false)) => self.say("no"),
            Known::Exact(Value::Number(number)) => {
                Quantity::Number(*number).spell(unit, self.spelling())
            }
            Known::Exact(Value::Duration(length)) => self.span(*length),
            Known::Exact(Value::Text(text)) => text.clone(),
            Known::AtLeast(quantity) => {
                let value = quantity.spell(unit, self.spelling());
                self.with("known-at-least", &[("value", value)])
            }
            Known::AtMost(quantity) => {
                let value = quantity.spell(unit, self.spelling());
                self.with("known-at-most", &[("value", value)])
            }
        }
    }

    fn among(self, key: &str, name: String, texts: &[String]) -> String {
        let texts = self.list(
            texts
                .iter()
                .map(|text| self.with("quoted", &[("text", text.as_str())])),
        );
        self.with(key, &[("name", name), ("texts", texts)])
    }
}

/// Units that plans write in Chinese, with the key of their English.
const UNITS: [(&[&str], &str); 19] = [
    (&["人", "名", "位", "个人"], "unit-people"),
    (&["元", "人民币"], "unit-yuan"),
    (&["万元"], "unit-ten-thousand-yuan"),
    (&["亿元"], "unit-hundred-million-yuan"),
    (&["米"], "unit-metres"),
    (&["厘米", "公分"], "unit-centimetres"),
    (&["千米", "公里"], "unit-kilometres"),
    (&["平方米"], "unit-square-metres"),
    (&["平方千米", "平方公里"], "unit-square-kilometres"),
    (&["公顷"], "unit-hectares"),
    (&["立方米"], "unit-cubic-metres"),
    (&["千克", "公斤"], "unit-kilograms"),
    (&["吨"], "unit-tonnes"),
    (&["度", "摄氏度"], "unit-celsius"),
    (&["米/秒"], "unit-metres-a-second"),
    (&["毫米/小时"], "unit-millimetres-an-hour"),
    (&["次"], "unit-times"),
    (&["户"], "unit-households"),
    (&["辆"], "unit-vehicles"),
];
