//! What is somebody's, who may destroy it and when, and what is kept.

use duty::{Evidence, IncidentId, Paper, Photo, PostId, Sealed};
use engine::{
    AccountId, Act, Answer, By, Destroyed, Event, Ground, Happened, Refusal, Right, Role, Scope,
};

use crate::story::{Story, person};

const STEP: &str = r#"{"id": "close", "text": "关阀", "post": "keeper", "limit": "10分钟",
                       "evidence": ["photo"]}"#;
const LADDER: &str = r#"{"after": "3分钟", "tell": "commander"}"#;

fn value(id: &str) -> Sealed {
    Sealed {
        id: id.to_owned(),
        digest: String::new(),
    }
}

fn account(id: &str) -> AccountId {
    AccountId::new(id).expect("an id")
}

/// A spill that runs, an administrator, and names of their own for both people.
fn story() -> (Story, IncidentId) {
    let mut story = Story::of(STEP, LADDER);
    for (id, role, whose) in [
        ("root", Role::Administrator, None),
        ("own", Role::Member, Some(person("keeper-1"))),
    ] {
        let right = Act::SetRight {
            account: account(id),
            right: Some(Right {
                role,
                person: whose,
            }),
        };
        story.asks(By::Node, right).expect("the node gives rights");
    }
    for name in ["keeper-1", "leader-1"] {
        story.does(Act::SetPerson {
            person: person(name),
            name: value(&format!("name of {name}")),
            phone: None,
            number: None,
        });
    }
    story.reports(&[]);
    let incident = story.state.incidents.keys().next().expect("one").clone();
    (story, incident)
}

fn hands_in(story: &mut Story, step: &str, by: By, text: &str, photos: &[&str]) {
    let duty = story.duty(step).expect("it is open");
    let photos = photos.iter().map(|blob| Photo {
        blob: (*blob).to_owned(),
        media: "image/png".to_owned(),
    });
    let act = Act::Answer {
        duty,
        answer: Answer::Done,
        text: Some(value(text)),
        photos: photos.collect(),
        paper: (step == "close").then(|| Paper {
            blob: "paper".to_owned(),
        }),
        on_behalf_of: matches!(by, By::Account(_)).then(|| person("leader-1")),
    };
    story.asks(by, act).expect("it is taken");
}

fn root() -> By {
    By::Account(account("root"))
}

fn erases(story: &mut Story, name: &str) -> Result<Vec<Event>, Refusal> {
    let act = Act::Erase {
        person: person(name),
        ground: Ground::TermOver,
    };
    story.asks(root(), act)
}

fn destroyed(events: &[Event]) -> Option<&Destroyed> {
    events.iter().find_map(|event| {
        if let Happened::Erased { destroyed, .. } = &event.what {
            Some(destroyed)
        } else {
            None
        }
    })
}

fn nobody_holds(story: &mut Story, post: &str) {
    story.does(Act::SetHolders {
        post: PostId::new(post).expect("an id"),
        people: Vec::new(),
    });
}

#[test]
fn what_somebody_wrote_and_handed_in_goes_and_what_others_handed_in_too_stays() {
    let (mut story, incident) = story();
    let posts = vec![PostId::new("keeper").expect("an id")];
    let keeper = person("keeper-1");
    assert_eq!(
        erases(&mut story, "keeper-1"),
        Err(Refusal::HoldsPosts {
            person: keeper.clone(),
            posts
        })
    );
    hands_in(
        &mut story,
        "close",
        By::Link(keeper.clone()),
        "shut",
        &["own", "both"],
    );
    nobody_holds(&mut story, "keeper");
    assert_eq!(
        erases(&mut story, "keeper-1"),
        Err(Refusal::WantedIn {
            person: keeper.clone(),
            incident: incident.clone()
        })
    );
    story.does(Act::ProposeEnd { incident });
    let officer = By::Account(account("officer"));
    hands_in(&mut story, "sign-off", officer, "signed", &["both"]);
    assert!(story.state.incidents.is_empty(), "it is over");

    let events = erases(&mut story, "keeper-1").expect("nothing is in the way");
    let gone = destroyed(&events).expect("it is a record");
    // The name that was entered first is known by an id that both had.
    assert_eq!(gone.values, ["name", "name of keeper-1", "shut"]);
    assert_eq!(gone.files, ["own", "paper"], "the other's photo stays");
    assert!(story.state.people[&keeper].left.is_some());
    assert!(!story.state.rights.contains_key(&account("own")));
    let closed: Vec<_> = story.state.content.closed_accounts().collect();
    assert_eq!(closed, [&account("own")]);
    let again = erases(&mut story, "keeper-1").expect("it is so already");
    assert_eq!(destroyed(&again), None);

    nobody_holds(&mut story, "leader");
    let events = erases(&mut story, "leader-1").expect("nothing is in the way");
    let gone = destroyed(&events).expect("it is a record");
    assert_eq!(gone.values, ["name of leader-1", "signed"]);
    assert_eq!(gone.files, ["both"], "now it is nobody's any more");
}

#[test]
fn a_photo_that_was_destroyed_is_no_evidence() {
    let (mut story, incident) = story();
    let keeper = person("keeper-1");
    hands_in(
        &mut story,
        "close",
        By::Link(keeper.clone()),
        "shut",
        &["own"],
    );
    story.does(Act::ProposeEnd { incident });
    let officer = By::Account(account("officer"));
    hands_in(&mut story, "sign-off", officer, "signed", &[]);
    nobody_holds(&mut story, "keeper");
    erases(&mut story, "keeper-1").expect("nothing is in the way");
    story.reports(&[]);
    let duty = story.duty("close").expect("it is open");
    let act = Act::Answer {
        duty,
        answer: Answer::Done,
        text: None,
        photos: vec![Photo {
            blob: "own".to_owned(),
            media: "image/png".to_owned(),
        }],
        paper: None,
        on_behalf_of: None,
    };
    let answered = story.asks(By::Account(account("officer")), act);
    let missing = Refusal::EvidenceMissing(vec![Evidence::Photo]);
    assert_eq!(answered, Err(missing));
}

#[test]
fn a_hold_keeps_until_it_is_released_or_its_time_is_over() {
    let (mut story, incident) = story();
    let keeper = person("keeper-1");
    for (scope, minutes) in [
        (Scope::Organisation, None),
        (Scope::Person(keeper.clone()), None),
        (Scope::Incident(incident), Some(20)),
    ] {
        let until = minutes.map(|it| story.now + jiff::SignedDuration::from_mins(it));
        let set = Act::SetHold {
            scope,
            reason: value("asked by the inquiry"),
            until,
        };
        let by_officer = story.asks(By::Account(account("officer")), set.clone());
        let not_allowed = Refusal::NotAllowed(Some(Role::Officer));
        assert_eq!(by_officer, Err(not_allowed));
        story.asks(root(), set).expect("an administrator may");
        let refused = erases(&mut story, "keeper-1");
        assert!(
            matches!(&refused, Err(Refusal::UnderHold { kept, .. })
                if kept.reason.id == "asked by the inquiry"),
            "{refused:?}"
        );
        let hold = story.state.holds.keys().next().expect("it is set").clone();
        if minutes.is_some() {
            story.waits(20);
        } else {
            let release = Act::ReleaseHold { hold };
            story.asks(root(), release).expect("it is set");
        }
        let refused = erases(&mut story, "keeper-1");
        assert!(
            matches!(refused, Err(Refusal::HoldsPosts { .. })),
            "{refused:?}"
        );
    }
    let past = Act::SetHold {
        scope: Scope::Organisation,
        reason: value("late"),
        until: Some(story.now),
    };
    assert_eq!(story.asks(root(), past), Err(Refusal::BadPeriod));
    let nobody = Act::SetHold {
        scope: Scope::Incident(IncidentId::new("never").expect("an id")),
        reason: value("wrong"),
        until: None,
    };
    assert!(matches!(
        story.asks(root(), nobody),
        Err(Refusal::UnknownIncident(_))
    ));
}
