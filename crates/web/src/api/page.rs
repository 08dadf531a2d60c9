//! Lists in pieces, newest first.

use runner::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const USUAL: usize = 50;
const MOST: usize = 200;

/// Which piece of a list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Piece {
    /// What `next` said in the piece before.
    pub cursor: Option<String>,
    /// How many, at most 200; 50 when absent.
    pub limit: Option<usize>,
}

/// A piece of a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PageOf{T}")]
pub(crate) struct Page<T> {
    /// Newest first; what has no time, by id.
    pub items: Vec<T>,
    /// The cursor of the next piece; null at the end.
    pub next: Option<String>,
}

impl Piece {
    /// The place after which it begins, when it is not the first; None for a cursor that is
    /// none of ours.
    pub fn after(&self) -> Option<Option<Place>> {
        match &self.cursor {
            None => Some(None),
            Some(cursor) => Some(Some(read(cursor)?)),
        }
    }

    /// How many.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(USUAL).clamp(1, MOST)
    }

    /// Takes its piece of a list that is sorted newest first by time and id; None for a cursor
    /// that is none of ours.
    pub fn of<T>(&self, all: Vec<T>, place: impl Fn(&T) -> Place) -> Option<Page<T>> {
        let limit = self.limit();
        let after = self.after()?;
        let mut rest = all
            .into_iter()
            .skip_while(|item| after.as_ref().is_some_and(|after| place(item) >= *after));
        let items: Vec<T> = rest.by_ref().take(limit).collect();
        let more = rest.next().is_some();
        let next = items
            .last()
            .filter(|_| more)
            .map(|last| write(&place(last)));
        Some(Page { items, next })
    }

    /// The same of a list that has no times: in the order of ids.
    pub fn by_id<T>(&self, mut all: Vec<T>, id: impl Fn(&T) -> String) -> Option<Page<T>> {
        let limit = self.limit.unwrap_or(USUAL).clamp(1, MOST);
        let after = match &self.cursor {
            None => None,
            Some(cursor) => Some(cursor.strip_prefix("id_")?),
        };
        all.sort_by_key(&id);
        let mut rest = all
            .into_iter()
            .skip_while(|item| after.is_some_and(|after| id(item).as_str() <= after));
        let items: Vec<T> = rest.by_ref().take(limit).collect();
        let more = rest.next().is_some();
        let last = items.last().filter(|_| more);
        let next = last.map(|last| format!("id_{}", id(last)));
        Some(Page { items, next })
    }
}

/// The cursor of a place.
pub(crate) fn write((at, id): &Place) -> String {
    format!("{}_{id}", at.as_nanosecond())
}

fn read(cursor: &str) -> Option<Place> {
    let (at, id) = cursor.split_once('_')?;
    let at = jiff::Timestamp::from_nanosecond(at.parse().ok()?).ok()?;
    Some((at, id.to_owned()))
}
