//! Several organisations in one data folder: each request is about one of them.

use std::sync::Arc;

use accounts::{Scope, Whose};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use duty::PersonId;
use engine::{AccountId, Act, By, OrganisationId, Right, Role};
use jiff::SignedDuration;
use journal::Journal;
use plan::{Kind, PlanId};
use runner::{Attachments, Clock, Runner};

use crate::world::{World, gas_leak};

fn works() -> OrganisationId {
    OrganisationId::new("works").unwrap()
}

/// A second organisation beside the school, with the same plan.
async fn second(world: &World) -> Runner {
    let journal = Arc::new(Journal::in_memory());
    let runner = Runner::start(journal, works(), Clock::Hand(world.clock.clone()))
        .await
        .unwrap();
    let handle = runner.handle();
    let acts = [
        Act::Found {
            organisation: works(),
            name: "北岸机械厂".to_owned(),
            kind: Kind::Factory,
            sample: false,
        },
        Act::SetRight {
            account: AccountId::new(web::OFFICER).unwrap(),
            right: Some(Right {
                role: Role::Administrator,
                person: None,
            }),
        },
        Act::Publish {
            plan: PlanId::new("gas-leak").unwrap(),
            body: Box::new(gas_leak()),
        },
    ];
    for act in acts {
        handle
            .act(By::Node, act, Attachments::none())
            .await
            .unwrap();
    }
    world.organisations.add(works(), handle);
    runner
}

#[tokio::test]
async fn a_session_is_of_one_organisation_and_sees_nothing_of_the_other() {
    let world = World::school().await;
    let other = second(&world).await;
    let incident = world.gas_leak().await;
    let theirs = Whose {
        organisation: works(),
        account: AccountId::new(web::OFFICER).unwrap(),
    };
    world
        .accounts
        .make(&theirs, "works", world.now())
        .await
        .unwrap();
    let secret = world.accounts.one_time(&theirs, world.now()).await;
    let path = format!("/sign-in/{}", secret.unwrap());
    let mut browser = world.browser();
    browser.post(&path, &[]).await;
    let desk = browser.get("/").await;
    desk.shows("北岸机械厂").hides("松坪中学").hides("第二食堂");
    let room = browser.get(&format!("/incidents/{incident}")).await;
    assert_eq!(room.status, StatusCode::NOT_FOUND);
    let mut own = world.signed_in().await;
    own.get("/").await.shows("松坪中学").hides("北岸机械厂");
    drop(other);
}

#[tokio::test]
async fn signals_go_to_the_organisation_of_their_token() {
    let world = World::school().await;
    let other = second(&world).await;
    let ends = world.now() + SignedDuration::from_mins(1);
    for (id, name) in [("school", web::FIRST_LOGIN), ("works", "works")] {
        let whose = Whose {
            organisation: OrganisationId::new(id).unwrap(),
            account: AccountId::new(web::OFFICER).unwrap(),
        };
        if name != web::FIRST_LOGIN {
            let made = world.accounts.make(&whose, name, world.now()).await;
            made.unwrap();
        }
        let token = world
            .accounts
            .make_token(&whose, "sensors", Scope::Signals, world.now(), ends);
        let call = Request::post("/api/v2/alerts").header(
            header::AUTHORIZATION,
            format!("Bearer {}", token.await.unwrap()),
        );
        let answer = world.send(call.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body, id);
    }
    drop(other);
}

#[tokio::test]
async fn a_report_goes_to_the_organisation_that_its_path_names() {
    let world = World::school().await;
    let other = second(&world).await;
    let mut phone = world.browser();
    let form = phone.get("/report/works").await;
    form.shows("北岸机械厂").shows("action=\"/report/works\"");
    let fields = [("event", "gas-leak"), ("id", "report-1")];
    let answer = phone.post("/report/works", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let taken = answer.header("location").to_owned();
    assert!(taken.starts_with("/report/works/"), "{taken}");
    assert_eq!(phone.get(&taken).await.status, StatusCode::OK);
    assert_eq!(other.handle().read(|state| state.incidents.len()), 1);
    assert_eq!(world.runner.handle().read(|state| state.incidents.len()), 0);

    let elsewhere = taken.replace("/works/", "/school/");
    assert_eq!(phone.get(&elsewhere).await.status, StatusCode::FORBIDDEN);
    phone.get("/report").await.shows("松坪中学");
    let nobody = phone.get("/report/nobody").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_duty_link_is_good_in_its_organisation_only() {
    let world = World::school().await;
    let other = second(&world).await;
    let incident = world.gas_leak().await;
    let duty = world.duty(&incident, "close-valve");
    let path = world.link(&duty, "he");
    assert_eq!(world.browser().get(&path).await.status, StatusCode::OK);
    for elsewhere in ["works", "nobody"] {
        let path = path.replace("/d/school/", &format!("/d/{elsewhere}/"));
        let answer = world.browser().get(&path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let person = PersonId::new("he").unwrap();
    let theirs = world.links.duty(&works(), &duty, &person);
    let path = theirs.strip_prefix(crate::world::URL).unwrap();
    let answer = world.browser().get(path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    drop(other);
}
