//! Every procedure of the plan library, played from signal to archive through the HTTP API: once
//! as it should go, once with silence, a wrong branch and a raised grade. The stories lie beside,
//! a file for each plan under `tests/it/stories`, and say what the written plan promises; nothing
//! in them comes from the engine.

mod book;
mod sample;
mod stage;

use std::collections::BTreeSet;

use book::{Book, plans};
use stage::Stage;

/// Plays both stories of every procedure of a plan.
async fn play(organisation: &str, plan: &str) {
    let book = Book::of(organisation, plan);
    for (procedure, stories) in &book.procedures {
        for (run, story) in [("well", &stories.well), ("ill", &stories.ill)] {
            let told = format!("{organisation}/{plan}, {procedure}, {run}");
            let mut stage = Stage::set(&book, &stories.event, told, &story.0).await;
            for beat in &story.0 {
                stage.play(beat).await;
            }
            stage.close().await;
        }
    }
}

#[test]
fn every_procedure_of_the_library_has_both_its_stories() {
    let mut lacking = Vec::new();
    for (organisation, plan) in plans() {
        let book = Book::of(&organisation, &plan);
        let own: BTreeSet<&str> = book
            .plan
            .procedures
            .iter()
            .map(|it| it.id.as_str())
            .collect();
        let told: BTreeSet<&str> = book.procedures.keys().map(String::as_str).collect();
        assert_eq!(
            own, told,
            "{organisation}/{plan}: procedures, and stories of them"
        );
        for (procedure, stories) in &book.procedures {
            let mut lack =
                |what: &str| lacking.push(format!("{organisation}/{plan}, {procedure}: {what}"));
            let of_plan = book
                .plan
                .procedures
                .iter()
                .find(|it| it.id.as_str() == procedure)
                .unwrap();
            if of_plan
                .event
                .as_ref()
                .is_none_or(|it| it.as_str() != stories.event)
            {
                lack("another event");
            }
            for story in [&stories.well, &stories.ill] {
                let opened: BTreeSet<&str> = story
                    .0
                    .iter()
                    .flat_map(|it| it.opens.keys())
                    .map(String::as_str)
                    .collect();
                if !of_plan
                    .steps
                    .iter()
                    .any(|it| opened.contains(it.id.as_str()))
                {
                    lack("a story in which none of its steps opens");
                }
            }
            let ill = &stories.ill.0;
            if ill.iter().all(|it| it.red.is_empty()) {
                lack("silence to the red line");
            }
            if ill.iter().all(|it| it.wrong.is_none()) {
                lack("a wrong branch");
            }
            let grades: Vec<u8> = ill.iter().filter_map(|it| it.grade).collect();
            if !grades
                .windows(2)
                .any(|pair| pair[1] < pair[0] && pair[1] > 0)
            {
                lack("a raised grade");
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

macro_rules! told {
    ($($organisation:ident: $($name:ident = $plan:literal),*;)*) => {$(
        mod $organisation {
            $(#[tokio::test]
            async fn $name() {
                super::play(stringify!($organisation), $plan).await;
            })*

            /// The plans whose stories are played.
            pub const PLAYED: &[&str] = &[$($plan),*];
        }
    )*};
}

told! {
    school:
        an_attack = "attack",
        a_campaign = "campaign",
        bad_content = "content",
        an_epidemic = "epidemic",
        a_fire = "fire",
        a_gas_leak = "gas-leak",
        faults_of_machines = "it-faults",
        a_network_incident = "network",
        public_opinion = "opinion";
    factory:
        a_casualty = "casualty",
        chemicals = "chemicals",
        a_crime = "crime",
        an_epidemic = "epidemic",
        gas = "gas",
        power = "power",
        production = "production";
    town:
        emergencies = "emergencies",
        floods = "floods",
        hazards = "hazards",
        outbreaks = "outbreaks";
}

#[test]
fn every_plan_of_the_library_is_played() {
    let played = [
        ("factory", factory::PLAYED),
        ("school", school::PLAYED),
        ("town", town::PLAYED),
    ];
    let played: Vec<(String, String)> = played
        .iter()
        .flat_map(|(organisation, plans)| {
            plans
                .iter()
                .map(|it| ((*organisation).to_owned(), (*it).to_owned()))
        })
        .collect();
    assert_eq!(played, plans());
}
