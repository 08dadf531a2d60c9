//! Event types and the facts that are asked about them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Source;
use crate::condition::{FieldType, Known, Number};
use duty::PostId;

duty::identifier! {
    /// A plan of the organisation; its versions share it.
    PlanId;
    /// An event type.
    EventId;
    /// A fact about an incident.
    FactId;
}

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactType {
    /// Yes or no.
    YesNo,
    /// A number, in the field's unit.
    Number,
    /// One of the field's choices.
    Choice,
}

/// A fact that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id, one meaning across the plan.
    pub id: FactId,
    /// Its name in Chinese, usable in conditions.
    pub name: String,
    /// Its name in English, usable in conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What kind of value it has.
    #[serde(rename = "type")]
    pub kind: FactType,
    /// The unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The choices of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The question in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// The question in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_en: Option<String>,
    /// Asked in one form with that fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_with: Option<FactId>,
    /// Asked when the event is reported.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_report: bool,
}

/// What may happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Its id.
    pub id: EventId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who leads when no grade says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<PostId>,
    /// What everybody must know first, in Chinese: 先离开，再打电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution_en: Option<String>,
    /// What is asked about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Field>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Field {
    /// Whether the fact can have that value.
    pub fn takes(&self, known: &Known) -> bool {
        FieldType::from(self).admits(known)
    }

    /// Reads a value as people and alerts write it: `3`, `３`, `三人`, `24.5`, `yes`, `是`, a
    /// choice; with `>=` or `至少` before a number, at least that much. None when it is no value
    /// of this fact: what is counted is whole and not below nothing.
    pub fn read(&self, text: &str) -> Option<Known> {
        let text = text.trim();
        match self.kind {
            FactType::YesNo => match text.to_lowercase().as_str() {
                "yes" | "true" | "1" | "是" | "有" => Some(Known::yes_no(true)),
                "no" | "false" | "0" | "否" | "没有" | "无" => Some(Known::yes_no(false)),
                _ => None,
            },
            FactType::Number => {
                let at_least = [">=", "≥", "至少"]
                    .iter()
                    .find_map(|prefix| text.strip_prefix(prefix));
                let number = self.number(at_least.unwrap_or(text).trim())?;
                Some(match at_least {
                    Some(_) => Known::at_least(number),
                    None => Known::number(number),
                })
            }
            FactType::Choice => {
                let choice = self.choices.iter().find(|choice| *choice == text)?;
                Some(Known::text(choice))
            }
        }
    }
}

impl Field {
    fn number(&self, typed: &str) -> Option<Number> {
        let unit = self.unit.as_deref().unwrap_or_default();
        let bare = typed.strip_suffix(unit).unwrap_or(typed).trim();
        let mut signs = bare.chars();
        let numeral = signs.next().and_then(|first| NUMERALS.find(first));
        if let (Some(at), None) = (numeral, signs.next()) {
            let value = NUMERALS[..at].chars().count();
            return u32::try_from(value).ok().map(Number::from);
        }
        let half_width: String = bare.chars().map(half_width).collect();
        let number: Number = half_width.parse().ok()?;
        let is_whole = half_width.bytes().all(|it| it.is_ascii_digit());
        (is_whole || !COUNTED.contains(&unit)).then_some(number)
    }
}

/// Units of what is counted, not measured.
const COUNTED: [&str; 10] = ["人", "名", "户", "起", "次", "件", "台", "处", "栋", "辆"];

/// One Chinese numeral, at the place of its value.
const NUMERALS: &str = "零一二三四五六七八九十";

/// The ASCII form of a full-width one (U+FF01 to U+FF5E).
fn half_width(sign: char) -> char {
    match u32::from(sign) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(sign),
        _ => sign,
    }
}

impl EventType {
    /// The field of that id.
    pub fn field(&self, id: &FactId) -> Option<&Field> {
        self.facts.iter().find(|field| &field.id == id)
    }
}
