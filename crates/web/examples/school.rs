//! The school of the tests on a real port, for looking at pages: `cargo run -p web --example
//! school -- 14` lets 14 minutes pass before it serves. Prints the paths to look at.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/it/world.rs"]
mod world;

use axum::http::Method;
use serde_json::json;
use world::{World, minutes};

#[tokio::main]
async fn main() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let valve = world.duty(&incident, "close-valve");
    let power = world.duty(&incident, "cut-power");
    let evacuate = world.duty(&incident, "evacuate");
    world.pass(minutes(1)).await;
    for (id, duty, answer) in [("a", &valve, "got-it"), ("b", &evacuate, "done")] {
        let path = format!("/api/v1/duties/{duty}/answer");
        let body = json!({"id": id, "answer": answer, "text": "已全部撤到操场，共404人"});
        world.api(Method::POST, &path, Some(body)).await;
    }
    world.pass(jiff::SignedDuration::from_secs(74)).await;
    let short = world.link(&power, "qin");
    let cordon = world.link(&world.duty(&incident, "cordon"), "meng");
    println!("duty {short}");
    println!("cordon {cordon}");
    println!("done {}", world.link(&evacuate, "lin"));
    println!("officer /duties/{power}");
    println!("room /incidents/{incident}");
    let later = std::env::args()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    if later > 0 {
        let path = format!("/api/v1/incidents/{incident}/facts");
        let body = json!({"id": "f", "facts": {"injured": 1, "seriously-injured": 1}});
        world.api(Method::POST, &path, Some(body)).await;
        world.pass(minutes(later)).await;
    }
    for _ in 0..8 {
        println!("sign-in {}", world.one_time(web::OFFICER).await);
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8687")
        .await
        .unwrap();
    axum::serve(listener, world.router.clone()).await.unwrap();
}
