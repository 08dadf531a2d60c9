//! Who may ask for what.

use duty::{PersonId, PostId};
use engine::{
    AccountId, Act, By, Command, CommandId, Event, OrganisationId, Refusal, Right, Role, State,
    decide, evolve,
};
use jiff::Timestamp;
use plan::Kind;

struct Story {
    state: State,
    commands: u32,
}

impl Story {
    fn founded() -> Self {
        let mut story = Self {
            state: State::default(),
            commands: 0,
        };
        let found = Act::Found {
            organisation: OrganisationId::new("house").expect("an id"),
            name: "单位".to_owned(),
            kind: Kind::School,
            sample: false,
        };
        story.asks(By::Node, found).expect("the node founds");
        story
    }

    fn asks(&mut self, by: By, act: Act) -> Result<Vec<Event>, Refusal> {
        self.commands += 1;
        let now: Timestamp = "2026-11-21T18:31:00Z".parse().expect("a time");
        let command = Command {
            id: CommandId::new(format!("c{}", self.commands)).expect("an id"),
            made: now,
            by,
            act,
        };
        let events = decide(&self.state, &command, now)?;
        for event in &events {
            evolve(&mut self.state, event);
        }
        Ok(events)
    }
}

fn account(id: &str) -> By {
    By::Account(AccountId::new(id).expect("an id"))
}

fn give(id: &str, role: Option<Role>) -> Act {
    Act::SetRight {
        account: AccountId::new(id).expect("an id"),
        right: role.map(|role| Right { role, person: None }),
    }
}

#[test]
fn only_an_administrator_gives_rights() {
    for role in Role::ALL {
        let mut story = Story::founded();
        story
            .asks(By::Node, give("me", Some(role)))
            .expect("the node gives rights");
        let asked = story.asks(account("me"), give("other", Some(Role::Member)));
        assert_eq!(asked.is_ok(), role == Role::Administrator, "{role:?}");
    }
    let mut story = Story::founded();
    let asked = story.asks(account("me"), give("me", Some(Role::Administrator)));
    assert_eq!(asked, Err(Refusal::NotAllowed(None)));
}

#[test]
fn the_last_administrator_keeps_the_right_and_the_same_right_again_is_no_news() {
    let mut story = Story::founded();
    let first = give("me", Some(Role::Administrator));
    assert_eq!(story.asks(By::Node, first.clone()).expect("given").len(), 1);
    assert_eq!(story.asks(By::Node, first).expect("given").len(), 0);
    for less in [None, Some(Role::Officer)] {
        let asked = story.asks(account("me"), give("me", less));
        assert_eq!(asked, Err(Refusal::LastAdministrator));
    }
    let second = give("other", Some(Role::Administrator));
    story.asks(account("me"), second).expect("given");
    story
        .asks(account("me"), give("me", None))
        .expect("another is left");
    assert!(!story.state.rights.contains_key("me"));
}

#[test]
fn what_only_the_house_itself_does_is_refused_to_every_account() {
    let mut story = Story::founded();
    story
        .asks(By::Node, give("me", Some(Role::Administrator)))
        .expect("given");
    for act in [Act::Start, Act::Tick, Act::TakeSignals(Vec::new())] {
        let asked = story.asks(account("me"), act);
        assert_eq!(asked, Err(Refusal::NotAllowed(Some(Role::Administrator))));
    }
}

#[test]
fn what_has_no_account_may_only_what_it_is_there_for() {
    let person = || PersonId::new("somebody").expect("an id");
    let sender = || By::Sender(AccountId::new("alarms").expect("an id"));
    let callers = [
        By::Link(person()),
        By::Anyone,
        sender(),
        By::Courier,
        By::Clock,
        By::Node,
    ];
    let acts: [(Act, &[By]); 5] = [
        (Act::Tick, &[By::Clock]),
        (Act::TakeSignals(Vec::new()), &[sender()]),
        (Act::SettleClock { right: true }, &[]),
        (give("me", Some(Role::Administrator)), &[By::Node]),
        (
            Act::SetHolders {
                post: PostId::new("head").expect("an id"),
                people: Vec::new(),
            },
            &[By::Node],
        ),
    ];
    for (act, allowed) in acts {
        for by in &callers {
            let mut story = Story::founded();
            let refused = matches!(
                story.asks(by.clone(), act.clone()),
                Err(Refusal::NeedsSignIn)
            );
            assert_eq!(refused, !allowed.contains(by), "{act:?} by {by:?}");
        }
    }
}
