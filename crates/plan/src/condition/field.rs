//! The fields that conditions may name, and how a written name finds its field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Known, Quantity, Value};
use crate::{FactId, FactType, Field};

/// What a condition may ask of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Yes or no; a condition by itself.
    YesNo,
    /// A number, counted in the unit where one is declared.
    Number {
        /// `人`, `%LEL`, `万元`.
        unit: Option<String>,
    },
    /// A length of time.
    Duration,
    /// Any text.
    Text,
    /// One of these.
    Choice(Vec<String>),
}

/// The declared fields by every name they have.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    declared: Vec<(FactId, FieldType)>,
    by_key: BTreeMap<String, Named>,
}

/// The fields that share a name.
#[derive(Debug, Clone)]
struct Named {
    /// The name as it was declared first.
    written: String,
    places: Vec<usize>,
}

/// What a written name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved<'a> {
    /// One field.
    Field(&'a FactId, &'a FieldType),
    /// Several fields that share the name, so the plan must say which.
    Ambiguous(Vec<&'a FactId>),
    /// No field.
    Nothing,
}

impl Fields {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a field under its id and these names (Chinese, English, aliases). Declaring the
    /// same field again adds names; declaring its id with another type makes the id ambiguous,
    /// which is reported where a condition uses it.
    pub fn declare<'n>(
        &mut self,
        id: &'n FactId,
        kind: FieldType,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let same = self
            .declared
            .iter()
            .position(|(other, other_kind)| other == id && *other_kind == kind);
        let place = same.unwrap_or_else(|| {
            self.declared.push((id.clone(), kind));
            self.declared.len() - 1
        });
        for name in names.into_iter().chain([id.as_str()]) {
            let named = self.by_key.entry(key(name)).or_insert_with(|| Named {
                written: name.to_owned(),
                places: Vec::new(),
            });
            if !named.places.contains(&place) {
                named.places.push(place);
            }
        }
    }

    /// Finds the field that a written name stands for. Width and (for Latin letters) case make no
    /// difference, nor do blanks, `-` and `_`: `Serious injuries` is `serious-injuries`.
    pub fn resolve(&self, name: &str) -> Resolved<'_> {
        let named = self.by_key.get(&key(name));
        let places = named.map_or(&[][..], |it| it.places.as_slice());
        let mut found = places.iter().filter_map(|place| self.declared.get(*place));
        match (found.next(), places.len()) {
            (Some((id, kind)), 1) => Resolved::Field(id, kind),
            (Some((id, _)), _) => {
                Resolved::Ambiguous([id].into_iter().chain(found.map(|(id, _)| id)).collect())
            }
            (None, _) => Resolved::Nothing,
        }
    }

    /// The declared name that is most like a written one: at most a third of its characters
    /// added, dropped or changed.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        let name: Vec<char> = key(name).chars().take(LONGEST_NAME + 1).collect();
        if name.len() > LONGEST_NAME {
            return None;
        }
        self.by_key
            .iter()
            .map(|(key, named)| (distance(&name, key), named))
            .filter(|(changes, _)| changes * 3 <= name.len())
            .min_by_key(|(changes, _)| *changes)
            .map(|(_, named)| named.written.as_str())
    }

    /// The declared fields, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (&FactId, &FieldType)> {
        self.declared.iter().map(|(id, kind)| (id, kind))
    }
}

impl<'a> FromIterator<&'a Field> for Fields {
    fn from_iter<I: IntoIterator<Item = &'a Field>>(fields: I) -> Self {
        let mut all = Self::new();
        for field in fields {
            let names = [Some(field.name.as_str()), field.name_en.as_deref()];
            all.declare(
                &field.id,
                FieldType::from(field),
                names.into_iter().flatten(),
            );
        }
        all
    }
}

impl From<&Field> for FieldType {
    fn from(field: &Field) -> Self {
        match field.kind {
            FactType::YesNo => Self::YesNo,
            FactType::Number => Self::Number {
                unit: field.unit.clone(),
            },
            FactType::Choice => Self::Choice(field.choices.clone()),
        }
    }
}

impl FieldType {
    /// Whether such a field can hold this. What it cannot hold is unknown to every condition.
    pub fn admits(&self, known: &Known) -> bool {
        match known {
            Known::Unknown => true,
            Known::Exact(Value::YesNo(_)) => *self == Self::YesNo,
            Known::Exact(Value::Number(_))
            | Known::AtLeast(Quantity::Number(_))
            | Known::AtMost(Quantity::Number(_)) => matches!(self, Self::Number { .. }),
            Known::Exact(Value::Duration(_))
            | Known::AtLeast(Quantity::Duration(_))
            | Known::AtMost(Quantity::Duration(_)) => *self == Self::Duration,
            Known::Exact(Value::Text(text)) => match self {
                Self::Text => true,
                Self::Choice(choices) => choices.contains(text),
                Self::YesNo | Self::Number { .. } | Self::Duration => false,
            },
        }
    }
}

/// Longer names are not compared one by one: somebody forgot a word between two.
const LONGEST_NAME: usize = 40;

/// How many characters must be added, dropped or changed to make one text of the other.
fn distance(one: &[char], two: &str) -> usize {
    let mut row: Vec<usize> = (0..=one.len()).collect();
    for (line, it) in two.chars().enumerate() {
        let mut corner = line;
        let mut left = line + 1;
        for (place, above) in row.iter_mut().enumerate() {
            if place > 0 {
                let change = usize::from(one.get(place - 1) != Some(&it));
                left = (corner + change).min(left + 1).min(*above + 1);
            }
            corner = std::mem::replace(above, left);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The form of a name in which spellings that mean the same are the same.
pub(super) fn key(name: &str) -> String {
    name.chars()
        .map(super::lex::half_width)
        .filter(|it| !it.is_whitespace() && !matches!(it, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}
