//! `changbei publish` beside a running server.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::world::{Phones, Server, changbei, folder, until, verify};

fn plan() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/school/gas-leak.yaml");
    std::fs::read_to_string(file).expect("the sample's plan")
}

fn publish(data: &Path, file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = changbei()
        .arg("publish")
        .arg(file)
        .arg("--data")
        .arg(data)
        .args(more)
        .output()
        .expect("the binary runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[tokio::test]
async fn a_plan_is_handed_to_the_server_that_runs_on_the_folder() {
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let file = dir.path().join("plan.yaml");
    std::fs::write(&file, plan()).expect("a file");

    let local = data.join("keys").join("local.json");
    until("it says how it is reached", || async {
        local.exists().then_some(())
    })
    .await;
    let mode = std::fs::metadata(&local)
        .expect("the file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    let (code, said) = publish(&data, &file, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("version 2") && said.contains("school"),
        "{said}"
    );
    let plans = server.get("plans").await;
    let items = plans["items"].as_array().expect("a list");
    let gas_leak = items.iter().find(|plan| plan["id"] == "gas-leak");
    assert_eq!(gas_leak.expect("it is published")["version"], 2);

    let (code, said) = publish(&data, &file, &["--organisation", "other"]);
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");

    std::fs::write(&file, "meta: {}\n").expect("a file");
    let (code, said) = publish(&data, &file, &[]);
    assert_eq!(code, Some(1), "{said}");

    server.stop();
    assert!(!local.exists(), "the token goes with the server");
    std::fs::write(&file, plan()).expect("a file");
    let (code, said) = publish(&data, &file, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("version 3"), "{said}");
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}
