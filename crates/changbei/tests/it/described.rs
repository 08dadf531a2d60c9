//! The API keeps to its own description: schemathesis (from PyPI) sends what the OpenAPI document
//! allows and what it does not, and compares each answer with it.

use std::process::Command;

use crate::world::{Phones, Server, TOKEN, folder, tool, verify};

#[tokio::test(flavor = "multi_thread")]
async fn no_server_error_and_no_answer_that_the_description_does_not_have() {
    let Some(schemathesis) = tool("schemathesis") else {
        return;
    };
    let (dir, data) = folder();
    let webhook = Phones::default().switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let run = Command::new(schemathesis)
        .arg("run")
        .arg(format!("{}/api/openapi.json", server.url))
        .args(["--header", &format!("Authorization: Bearer {TOKEN}")])
        .args(["--seed", "20261124", "--max-examples", "20"])
        // A document can say what a body looks like, not which post or incident there is today.
        .args(["--exclude-checks", "positive_data_acceptance"])
        .arg("--continue-on-failure")
        .current_dir(dir.path())
        .output()
        .expect("schemathesis runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}");
    server.stop();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "{said}");
}
