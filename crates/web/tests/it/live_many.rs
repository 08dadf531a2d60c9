//! Many boards at once: what one update costs.

use std::time::{Duration, Instant};

use axum::http::header;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::world::World;

#[tokio::test]
async fn five_hundred_listeners_get_the_same_update_from_one_rendering() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let path = format!("/incidents/{incident}/live?after={}", world.position());
    let mut lines = Vec::new();
    for _ in 0..500 {
        let mut line = world.listen(&officer, &path).await;
        line.next().await;
        lines.push(line);
    }
    let before = world.renders().await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    let first = lines[0].next().await.unwrap();
    assert!(first.contains("event: parts"));
    for line in &mut lines[1..] {
        assert_eq!(line.next().await.as_ref(), Some(&first));
    }
    assert_eq!(world.renders().await, before + 1);
}

/// `cargo test --profile ci -p web -- --ignored --nocapture five_thousand`. Real sockets, and
/// both ends of each in this process, so it wants 10,100 open files.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn five_thousand_screens_over_sockets() {
    const SCREENS: usize = 5_000;
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let path = format!("/incidents/{incident}/live?after={}", world.position());
    let asked = officer.asked(&path);
    let cookie = asked.headers()[header::COOKIE].to_str().unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = world.router.clone();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let mut screens = Vec::new();
    for _ in 0..SCREENS {
        let mut screen = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
        screen.write_all(request.as_bytes()).await.unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b": live\n\n\r\n") {
            assert!(screen.read_buf(&mut heard).await.unwrap() > 0);
        }
        screens.push(screen);
    }
    for step in ["close-valve", "cut-power", "evacuate"] {
        let mut all = JoinSet::new();
        for mut screen in screens.drain(..) {
            all.spawn(async move {
                let mut heard = Vec::new();
                while !heard.ends_with(b"\n\n\r\n") {
                    assert!(screen.read_buf(&mut heard).await.unwrap() > 0);
                }
                (Instant::now(), heard.len(), screen)
            });
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        let start = Instant::now();
        world.answer(&world.duty(&incident, step)).await;
        let answered = start.elapsed();
        let mut after = Vec::new();
        let mut bytes = 0;
        while let Some(done) = all.join_next().await {
            let (at, length, screen) = done.unwrap();
            after.push(at.duration_since(start));
            bytes = length;
            screens.push(screen);
        }
        after.sort();
        println!(
            "{SCREENS} screens, {bytes} bytes each: answered {answered:?}, p50 {:?}, p99 {:?}, last {:?}",
            after[SCREENS / 2],
            after[SCREENS * 99 / 100],
            after[SCREENS - 1]
        );
    }
}
