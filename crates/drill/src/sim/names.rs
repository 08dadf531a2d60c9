//! What the invented organisation has, and sealed values for it.

use duty::{BadId, GroupId, PersonId, PostId, Sealed};
use plan::{EventId, FactId, PlanId};

use crate::Dice;
use crate::names::id;

/// What the organisation has all through the story.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its posts.
    pub posts: Vec<PostId>,
    /// Its groups.
    pub groups: Vec<GroupId>,
    /// Its people.
    pub people: Vec<PersonId>,
    /// Its plans, with the events that each knows.
    pub plans: Vec<(PlanId, Vec<EventId>)>,
}

impl Frame {
    /// So many posts, groups, people; two plans of two events at most.
    pub fn new(posts: i64, groups: i64, people: i64, plans: i64) -> Self {
        let names = |prefix: &str, count: i64| -> Vec<String> {
            (0..count).map(|it| format!("{prefix}-{it}")).collect()
        };
        Self {
            posts: each(names("post", posts), PostId::new),
            groups: each(names("group", groups), GroupId::new),
            people: each(names("person", people), PersonId::new),
            plans: each(names("plan", plans), PlanId::new)
                .into_iter()
                .map(|plan| {
                    let events = names(&format!("{plan}-event"), 2);
                    (plan, each(events, EventId::new))
                })
                .collect(),
        }
    }

    /// Every event of every plan.
    pub fn events(&self) -> impl Iterator<Item = &EventId> {
        self.plans.iter().flat_map(|(_, events)| events)
    }
}

fn each<T>(names: Vec<String>, new: impl Fn(String) -> Result<T, BadId>) -> Vec<T> {
    names.into_iter().map(|name| id(&new, name)).collect()
}

/// A fact of that id.
pub(crate) fn fact(text: &str) -> FactId {
    id(FactId::new, text.to_owned())
}

/// A sealed value under an id of its own; what it says is nobody's concern here.
pub(super) fn sealed(dice: &mut Dice, text: &str) -> Sealed {
    let id = format!("{text}-{:016x}", dice.bits());
    let digest = format!("digest-of-{id}");
    Sealed { id, digest }
}
