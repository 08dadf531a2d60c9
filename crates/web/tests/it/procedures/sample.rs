//! A sample organisation with its own people and one plan, between a Saturday and the next but
//! one.

use std::collections::BTreeMap;
use std::path::Path;

use duty::{PersonId, PostId};
use engine::{Act, By, OrganisationId, Role};
use jiff::Timestamp;
use plan::Kind;
use runner::Attachments;
use serde::Deserialize;

use crate::procedures::book::Book;
use crate::world::World;

#[derive(Deserialize)]
struct House {
    name: String,
    kind: Kind,
    people: Vec<Someone>,
}

#[derive(Deserialize)]
struct Someone {
    id: PersonId,
    name: String,
    phone: String,
    posts: Vec<PostId>,
}

/// An instant by the organisation's clocks.
pub fn instant(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

/// Working hours: 08:00 to 17:30, from Monday, 23 November 2026, on, five days.
fn working() -> Vec<(Timestamp, Timestamp)> {
    let day = |day| {
        let at = |clock| instant(&format!("2026-11-{day}T{clock}"));
        (at("08:00"), at("17:30"))
    };
    (23..=27).map(day).collect()
}

pub async fn sample(book: &Book, begins: Timestamp) -> World {
    let own = OrganisationId::new(&book.organisation).unwrap();
    let world = World::empty(own.clone(), begins, 10).await;
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("../changbei/data");
    let people = people.join(format!("sample-{own}.toml"));
    let house: House = toml::from_str(&std::fs::read_to_string(people).unwrap()).unwrap();
    world
        .act(Act::Found {
            organisation: own,
            name: house.name,
            kind: house.kind,
            sample: true,
        })
        .await;
    world.right(web::OFFICER, Role::Administrator, None).await;
    world.right("tests", Role::Officer, None).await;
    world
        .act(Act::SetWorkingHours {
            periods: working(),
            through: instant("2027-12-31T00:00"),
        })
        .await;
    let mut holders: BTreeMap<PostId, Vec<PersonId>> = BTreeMap::new();
    for someone in house.people {
        let mut sealed = Attachments::none();
        let act = Act::SetPerson {
            person: someone.id.clone(),
            name: sealed.seal(&someone.name).unwrap(),
            phone: Some(sealed.seal(&someone.phone).unwrap()),
            number: None,
        };
        world
            .runner
            .handle()
            .act(By::Node, act, sealed)
            .await
            .unwrap();
        for post in someone.posts {
            holders.entry(post).or_default().push(someone.id.clone());
        }
    }
    for (post, people) in holders {
        world.act(Act::SetHolders { post, people }).await;
    }
    world
        .act(Act::Publish {
            plan: book.plan.meta.id.clone().unwrap(),
            body: Box::new(book.plan.clone()),
        })
        .await;
    world
}
