//! Where people are reached at which hour.

use duty::{PersonId, Sealed};
use engine::{
    Act, Address, By, Command, CommandId, Hours, MOST_ADDRESSES, OrganisationId, Reach, Refusal,
    State, addresses, decide, evolve,
};
use jiff::{SignedDuration, Timestamp};
use plan::Kind;

const NOW: Timestamp = Timestamp::constant(1_780_272_000, 0);

fn hour(count: i64) -> Timestamp {
    NOW + SignedDuration::from_hours(count)
}

fn sealed(text: &str) -> Sealed {
    Sealed {
        id: text.to_owned(),
        digest: text.to_owned(),
    }
}

fn does(state: &mut State, number: u32, act: Act) -> Result<(), Refusal> {
    let command = Command {
        id: CommandId::new(format!("c{number}")).expect("an id"),
        made: NOW,
        by: By::Node,
        act,
    };
    for event in decide(state, &command, NOW)? {
        evolve(state, &event);
    }
    Ok(())
}

fn person() -> PersonId {
    PersonId::new("tang").expect("an id")
}

fn address(channel: &str, hours: Hours) -> Address {
    Address {
        channel: channel.to_owned(),
        value: sealed(channel),
        opens: Reach::House,
        hours,
    }
}

fn used(state: &State, urgent: bool, at: Timestamp) -> Vec<String> {
    let used = addresses(state, &person(), urgent, at);
    used.into_iter().map(|it| it.channel.clone()).collect()
}

#[test]
fn addresses_keep_their_order_and_hours_and_what_is_urgent_asks_for_no_hour() -> Result<(), Refusal>
{
    let mut state = State::default();
    let found = Act::Found {
        organisation: OrganisationId::new("house").expect("an id"),
        name: "单位".to_owned(),
        kind: Kind::School,
        sample: false,
    };
    does(&mut state, 1, found)?;
    let set = Act::SetAddresses {
        person: person(),
        addresses: vec![
            address("mail", Hours::Working),
            address("ntfy", Hours::Always),
            address("wecom", Hours::Off),
        ],
    };
    assert_eq!(
        does(&mut state, 2, set.clone()),
        Err(Refusal::UnknownPerson(person()))
    );
    let entered = Act::SetPerson {
        person: person(),
        name: sealed("name"),
        phone: None,
        number: None,
    };
    does(&mut state, 3, entered.clone())?;
    does(&mut state, 4, set)?;
    let hours = Act::SetWorkingHours {
        periods: vec![(hour(1), hour(9))],
        through: hour(2_000),
    };
    does(&mut state, 5, hours)?;
    assert_eq!(used(&state, false, hour(2)), ["mail", "ntfy"]);
    assert_eq!(used(&state, false, hour(10)), ["ntfy", "wecom"]);
    assert_eq!(used(&state, true, hour(10)), ["mail", "ntfy", "wecom"]);
    does(&mut state, 6, entered)?;
    assert_eq!(
        used(&state, true, NOW).len(),
        3,
        "a new name takes no address away"
    );
    let only_at_work = Act::SetAddresses {
        person: person(),
        addresses: vec![address("mail", Hours::Working)],
    };
    does(&mut state, 7, only_at_work)?;
    assert_eq!(
        used(&state, false, hour(10)),
        ["mail"],
        "a wrong hour is better than silence"
    );
    let too_many = Act::SetAddresses {
        person: person(),
        addresses: vec![address("mail", Hours::Always); MOST_ADDRESSES + 1],
    };
    assert_eq!(
        does(&mut state, 8, too_many),
        Err(Refusal::TooManyAddresses)
    );
    Ok(())
}
