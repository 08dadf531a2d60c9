//! A machine's clock that leaps: timers wait for a person, what is new goes on.

use duty::DutyId;
use engine::{AccountId, Act, Answer, By, ClockAnswer, Happened, Refusal};
use jiff::SignedDuration;
use runner::{Attachments, NotDone};

use crate::loop_stories::{House, night, report, until};

const DAYS: i64 = 24 * 60;

fn officer() -> By {
    By::Account(AccountId::new("officer").unwrap())
}

impl House {
    async fn alarm(&self, id: &str) {
        let command = report(id, self.handle().now());
        let taken = self.handle().submit(command, Attachments::none()).await;
        taken.unwrap();
    }

    fn leap(&self, minutes: i64) {
        let to = self.clock.now() + SignedDuration::from_mins(minutes);
        self.clock.leap(to);
    }

    async fn asked(&self) {
        until(&self.handle(), |state| state.clock.is_some()).await;
    }

    async fn settled(&self) {
        until(&self.handle(), |state| {
            state.clock.is_none() && engine::next_due(state).is_none_or(|(at, _)| at > self.now())
        })
        .await;
    }

    fn now(&self) -> jiff::Timestamp {
        self.handle().now()
    }

    async fn says(&self, right: bool) -> Result<(), NotDone> {
        let act = Act::SettleClock { right };
        let answer = self.handle().act(officer(), act, Attachments::none()).await;
        answer.map(|_| ())
    }

    fn open(&self) -> Vec<DutyId> {
        self.handle()
            .read(|state| state.duties.keys().cloned().collect())
    }
}

#[tokio::test]
async fn a_leap_of_two_days_fires_no_timer_until_a_person_says_that_it_is_right() {
    let house = House::founded().await;
    house.alarm("before").await;
    let told = house.told().await.len();
    house.leap(2 * DAYS);
    house.asked().await;
    assert_eq!(house.now(), night() + SignedDuration::from_hours(48));
    house.pass(5);
    // A new incident is told at once, and its clock is the new one.
    house.alarm("meanwhile").await;
    let open = house.open();
    let new = house.told().await.len() - told;
    assert_eq!(
        2 * new,
        open.len(),
        "the holders of the new duties, nobody else"
    );
    house.says(true).await.unwrap();
    house.settled().await;
    let late = house.told().await;
    let late = late
        .iter()
        .filter(|what| matches!(what, Happened::Climbed { late: true, .. }));
    assert!(late.count() >= new, "what waited fires, marked late");
}

#[tokio::test]
async fn a_leap_that_a_person_calls_wrong_is_taken_back_with_all_that_was_timed_by_it() {
    let house = House::founded().await;
    house.alarm("before").await;
    house.leap(2 * DAYS);
    house.asked().await;
    house.pass(1);
    house.alarm("meanwhile").await;
    let told = house.told().await.len();
    house.says(false).await.unwrap();
    house.settled().await;
    let now = night() + SignedDuration::from_mins(1);
    assert_eq!(house.now(), now, "time goes on from where it stood");
    assert_eq!(house.told().await.len(), told, "nothing was due");
    house.handle().read(|state| {
        for duty in state.duties.values() {
            assert!(duty.opened <= now);
            assert!(duty.next_due().unwrap() < now + SignedDuration::from_hours(1));
        }
        for incident in state.incidents.values() {
            assert!(incident.reported <= now);
        }
    });
    // The clock is still wrong, and is asked about no more while the runner runs.
    house.pass(3);
    until(&house.handle(), |state| {
        state.duties.values().all(|duty| duty.told.len() > 1)
    })
    .await;
    assert_eq!(house.handle().read(|state| state.clock.clone()), None);
    let house = house.restarted().await;
    house.asked().await;
}

#[tokio::test]
async fn a_question_that_nobody_answers_is_over_after_ten_minutes() {
    let house = House::founded().await;
    house.alarm("before").await;
    house.leap(2 * DAYS);
    house.asked().await;
    house.pass(9);
    let handle = house.handle();
    let wrong = Act::SettleClock { right: false };
    let answer = handle.act(By::Anyone, wrong, Attachments::none());
    let refused = answer.await.unwrap_err();
    assert_eq!(refused, NotDone::Refused(Box::new(Refusal::NeedsSignIn)));
    assert!(house.handle().read(|state| state.clock.is_some()));
    house.pass(1);
    house.settled().await;
    let last = house.records().await;
    assert!(last.iter().any(|what| matches!(
        what,
        Happened::ClockSettled {
            answer: ClockAnswer::Unanswered,
            ..
        }
    )));
    let refused = house.says(true).await.unwrap_err();
    let nothing = Refusal::NothingAskedOfClock;
    assert_eq!(refused, NotDone::Refused(Box::new(nothing)));
}

#[tokio::test]
async fn somebody_who_cannot_hands_on_even_while_the_clock_is_asked_about() {
    let house = House::founded().await;
    house.alarm("before").await;
    house.leap(2 * DAYS);
    house.asked().await;
    let told = house.told().await.len();
    let duty = house.open().remove(0);
    let act = Act::Answer {
        duty,
        answer: Answer::Cannot,
        text: None,
        photos: Vec::new(),
        paper: None,
        on_behalf_of: None,
    };
    let handle = house.handle();
    handle
        .act(officer(), act, Attachments::none())
        .await
        .unwrap();
    assert_eq!(house.told().await.len(), told + 1);
}

#[tokio::test]
async fn a_clock_that_goes_back_two_days_sets_time_back_only_by_a_persons_word() {
    let house = House::founded().await;
    house.alarm("before").await;
    house.leap(-2 * DAYS);
    house.asked().await;
    assert!(house.now() >= night());
    house.says(true).await.unwrap();
    house.settled().await;
    assert_eq!(house.now(), night() - SignedDuration::from_hours(48));
    // Nobody waits two days longer for the next rung.
    house.pass(3);
    until(&house.handle(), |state| {
        state.duties.values().all(|duty| duty.told.len() > 1)
    })
    .await;
    let house = house.restarted().await;
    assert_eq!(house.handle().read(|state| state.clock.clone()), None);
}

#[tokio::test]
async fn a_start_after_forty_days_or_before_the_last_record_is_asked_about() {
    for (days, is_asked) in [(29, false), (40, true), (-1, true)] {
        let house = House::founded().await;
        house.alarm("before").await;
        let told = house.told().await.len();
        let House {
            journal,
            clock,
            runner,
        } = house;
        runner.stop().await.unwrap();
        clock.leap(clock.now() + SignedDuration::from_hours(days * 24));
        let house = House::on(journal, clock).await;
        if is_asked {
            house.asked().await;
            assert!(
                house
                    .handle()
                    .read(|state| state.clock.as_ref().unwrap().starting)
            );
            assert_eq!(house.told().await.len(), told, "after {days} days");
            house.pass(10);
        }
        house.settled().await;
    }
}

#[tokio::test]
async fn a_record_keeps_what_the_wall_clock_read_where_that_was_another_time() {
    let house = House::founded().await;
    house.clock.set(night() - SignedDuration::from_hours(5));
    house.alarm("a-wrong-clock").await;
    let records = house.journal.read("school", 1, 10_000).await.unwrap();
    let first = journal::to_event(&records[0]).unwrap();
    let last = journal::to_event(records.last().unwrap()).unwrap();
    assert_eq!(first.wall, None);
    assert_eq!(last.wall, Some(night() - SignedDuration::from_hours(5)));
    assert!(last.at >= night());
}
