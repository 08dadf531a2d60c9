//! What is answered is recorded, what is not recorded is not seen, and time fires once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use duty::{PersonId, PostId};
use engine::{
    AccountId, Act, By, Command, CommandId, Happened, OrganisationId, Outcome, Right, Role, Signal,
    outbox,
};
use jiff::{SignedDuration, Timestamp};
use journal::{Interruption, Journal, to_event};
use plan::{EventId, Kind, Plan, PlanId};
use runner::{Attachments, Clock, HandClock, Handle, NotDone, Runner, Taken};

const PLAN: &str = include_str!("../../../../plans/school/gas-leak.yaml");

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Sunday, 02:30 in Shanghai.
pub fn night() -> Timestamp {
    instant("2026-11-21T18:30:00Z")
}

fn school() -> OrganisationId {
    OrganisationId::new("school").unwrap()
}

pub struct House {
    pub journal: Arc<Journal>,
    pub clock: HandClock,
    pub runner: Runner,
}

impl House {
    pub async fn founded() -> Self {
        let journal = Arc::new(Journal::in_memory());
        let clock = HandClock::at(night());
        let house = Self::on(journal, clock).await;
        let handle = house.handle();
        let found = Act::Found {
            organisation: school(),
            name: "松坪中学".to_owned(),
            kind: Kind::School,
            sample: false,
        };
        node(&handle, found).await;
        let watch = Right {
            role: Role::Officer,
            person: None,
        };
        let account = AccountId::new("officer").unwrap();
        let right = Some(watch);
        node(&handle, Act::SetRight { account, right }).await;
        let plan: Plan = serde_saphyr::from_str(PLAN).unwrap();
        for post in &plan.posts {
            let person = PersonId::new(format!("holder-of-{}", post.id)).unwrap();
            let mut attachments = Attachments::none();
            let name = attachments.seal(&post.name).unwrap();
            let act = Act::SetPerson {
                person: person.clone(),
                name,
                phone: None,
                number: None,
            };
            handle.act(By::Node, act, attachments).await.unwrap();
            let post = PostId::new(post.id.as_str()).unwrap();
            let people = vec![person];
            node(&handle, Act::SetHolders { post, people }).await;
        }
        let publish = Act::Publish {
            plan: PlanId::new("gas-leak").unwrap(),
            body: Box::new(plan),
        };
        node(&handle, publish).await;
        house
    }

    pub async fn on(journal: Arc<Journal>, clock: HandClock) -> Self {
        let runner = Runner::start(journal.clone(), school(), Clock::Hand(clock.clone()))
            .await
            .unwrap();
        Self {
            journal,
            clock,
            runner,
        }
    }

    pub fn handle(&self) -> Handle {
        self.runner.handle()
    }

    pub async fn restarted(self) -> Self {
        self.runner.stop().await.unwrap();
        Self::on(self.journal, self.clock).await
    }

    pub fn pass(&self, minutes: i64) {
        let later = self.clock.now() + SignedDuration::from_mins(minutes);
        self.clock.set(later);
    }

    pub async fn records(&self) -> Vec<Happened> {
        let records = self.journal.read("school", 1, 10_000).await.unwrap();
        let events = records.iter().map(|record| to_event(record).unwrap().what);
        events.collect()
    }

    pub async fn told(&self) -> Vec<Happened> {
        let events = self.records().await.into_iter();
        events
            .filter(|what| matches!(what, Happened::Climbed { .. } | Happened::RedLine { .. }))
            .collect()
    }
}

async fn node(handle: &Handle, act: Act) -> Taken {
    handle
        .act(By::Node, act, Attachments::none())
        .await
        .unwrap()
}

pub fn report(id: &str, made: Timestamp) -> Command {
    Command {
        id: CommandId::new(id).unwrap(),
        made,
        by: By::Anyone,
        act: Act::Report {
            event: EventId::new("gas-leak").unwrap(),
            happened: None,
            text: None,
            place: None,
            facts: BTreeMap::new(),
        },
    }
}

/// Waits until the published picture is as wanted; the loop runs beside us.
pub async fn until(handle: &Handle, wanted: impl Fn(&engine::State) -> bool) {
    let mut changes = handle.changes();
    changes
        .wait_for(|published| wanted(&published.state))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_answered_can_be_seen_and_survives_a_restart() {
    let house = House::founded().await;
    let taken = house
        .handle()
        .submit(report("phone-1", night()), Attachments::none())
        .await
        .unwrap();
    let Outcome::Incident(incident) = taken.outcome else {
        panic!("{taken:?}");
    };
    let before = house.handle().published();
    assert!(before.state.incidents.contains_key(&incident));
    let owed: Vec<_> = outbox(&before.state).map(|it| it.id.clone()).collect();
    assert!(!owed.is_empty());

    let house = house.restarted().await;
    let after = house.handle().published();
    let same: Vec<_> = outbox(&after.state).map(|it| it.id.clone()).collect();
    assert_eq!(same, owed);
    assert!(
        outbox(&after.state).all(|notice| notice.repeat),
        "marked as possible repeats"
    );
    let person = PersonId::new("holder-of-medic").unwrap();
    assert_eq!(
        after.directory.person(&after.state, &person),
        Some("医疗组")
    );
}

#[tokio::test]
async fn the_same_command_twice_has_one_outcome_also_after_a_restart() {
    let house = House::founded().await;
    let command = report("phone-1", night());
    let first = house
        .handle()
        .submit(command.clone(), Attachments::none())
        .await;
    let again = house
        .handle()
        .submit(command.clone(), Attachments::none())
        .await;
    assert_eq!(first.clone().unwrap().outcome, again.unwrap().outcome);
    let house = house.restarted().await;
    let later = house.handle().submit(command, Attachments::none()).await;
    assert_eq!(first.unwrap().outcome, later.unwrap().outcome);
    assert_eq!(house.handle().read(|state| state.incidents.len()), 1);
}

#[tokio::test]
async fn a_command_that_needed_nothing_is_remembered_like_any_other() {
    let house = House::founded().await;
    let set = |id: &str, people: Vec<PersonId>| Command {
        id: CommandId::new(id).unwrap(),
        made: night(),
        by: By::Node,
        act: Act::SetHolders {
            post: PostId::new("medic").unwrap(),
            people,
        },
    };
    let same = set("again-1", vec![PersonId::new("holder-of-medic").unwrap()]);
    let handle = house.handle();
    let ask = async |command: &Command| {
        let taken = handle.submit(command.clone(), Attachments::none()).await;
        taken.unwrap().outcome
    };
    assert_eq!(ask(&same).await, Outcome::Done);
    ask(&set("other-1", Vec::new())).await;
    // Were it carried out only now, the post would be held again.
    assert_eq!(ask(&same).await, Outcome::Done);
    let held = handle.read(|state| state.holders[&PostId::new("medic").unwrap()].clone());
    assert_eq!(held, Vec::new());
}

#[tokio::test]
async fn a_failed_append_is_heard_by_its_caller_and_seen_by_nobody() {
    let house = House::founded().await;
    house.journal.interrupt_next_append(Interruption::Refused);
    let command = report("phone-1", night());
    let answer = house
        .handle()
        .submit(command.clone(), Attachments::none())
        .await;
    assert!(matches!(answer, Err(NotDone::NotRecorded(_))), "{answer:?}");
    assert_eq!(house.handle().read(|state| state.incidents.len()), 0);
    let answer = house.handle().submit(command, Attachments::none()).await;
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn an_append_with_unknown_outcome_is_settled_by_the_journal_alone() {
    let house = House::founded().await;
    house
        .journal
        .interrupt_next_append(Interruption::OutcomeUnknown);
    let command = report("phone-1", night());
    let answer = house
        .handle()
        .submit(command.clone(), Attachments::none())
        .await;
    assert!(matches!(answer, Err(NotDone::NotRecorded(_))), "{answer:?}");
    // It was on disk after all: asked again, it is answered and not done twice.
    let answer = house.handle().submit(command, Attachments::none()).await;
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(house.handle().read(|state| state.incidents.len()), 1);
}

#[tokio::test]
async fn rungs_are_climbed_at_their_time_and_once() {
    let house = House::founded().await;
    let command = report("phone-1", night());
    house
        .handle()
        .submit(command, Attachments::none())
        .await
        .unwrap();
    let first = house.told().await.len();
    let duties = house.handle().read(|state| state.duties.len());
    assert_eq!(first, duties, "the holder of each duty is told at once");
    house.pass(3);
    until(&house.handle(), |state| {
        state.duties.values().all(|duty| duty.told.len() > 1)
    })
    .await;
    assert_eq!(house.told().await.len(), 2 * duties, "then the substitute");
}

#[tokio::test]
async fn after_a_long_stop_everything_that_became_due_fires_once_marked_late() {
    let house = House::founded().await;
    let command = report("phone-1", night());
    house
        .handle()
        .submit(command, Attachments::none())
        .await
        .unwrap();
    let House {
        journal,
        clock,
        runner,
    } = house;
    runner.stop().await.unwrap();
    clock.set(clock.now() + SignedDuration::from_hours(10));
    let house = House::on(journal, clock).await;
    until(&house.handle(), |state| {
        state.duties.values().all(|duty| duty.red_line.is_some())
    })
    .await;
    let told = house.told().await;
    let late = told
        .iter()
        .filter(|what| matches!(what, Happened::Climbed { late: true, .. }))
        .count();
    assert!(late > 0);
    let rungs: usize = house.handle().read(|state| {
        state
            .duties
            .values()
            .map(|duty| duty.ladder.rungs().len())
            .sum()
    });
    assert_eq!(told.len(), rungs, "every rung once");
}

#[tokio::test]
async fn a_clock_set_back_does_not_set_engine_time_back() {
    let house = House::founded().await;
    let before = house.handle().now();
    house.clock.set(night() - SignedDuration::from_hours(5));
    assert!(house.handle().now() >= before);
    let answer = house
        .handle()
        .submit(report("phone-1", before), Attachments::none())
        .await;
    assert!(answer.is_ok(), "{answer:?}");
    let last = house.handle().read(|state| state.last);
    assert!(last >= Some(before));
}

#[tokio::test]
async fn a_list_of_thousands_of_alerts_holds_nobody_up() {
    let house = House::founded().await;
    let handle = house.handle();
    let mut attachments = Attachments::none();
    let signals: Vec<Signal> = (0..10_000)
        .map(|number| Signal {
            fingerprint: format!("alert-{number}"),
            labels: [("event", "gas-leak")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            text: attachments.seal_some(Some("探头报警")).unwrap(),
            place: None,
            starts: night(),
            ends: night() + SignedDuration::from_hours(1),
        })
        .collect();
    let last = signals.last().unwrap().text.clone().unwrap();
    let by = By::Sender(AccountId::new("officer").unwrap());
    let began = Instant::now();
    let taken = handle.act(by, Act::TakeSignals(signals), attachments).await;
    assert!(taken.is_ok(), "{taken:?}");
    let picture = handle.published();
    assert_eq!(picture.state.incidents.len(), 1);
    assert_eq!(picture.directory.text(&last), Some("探头报警"));
    // A second or two; every text looked for in every record took minutes.
    assert!(began.elapsed() < Duration::from_secs(30));
}
