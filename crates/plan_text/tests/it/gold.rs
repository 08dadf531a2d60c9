//! The gold standard of facts, when it is there: floors that are only ever raised.

use std::path::{Path, PathBuf};
use std::process::Command;

const HARD: &str = "0.99";
const SOFT: &str = "0.98";
const OTHER: &str = "0.95";

#[test]
fn the_gold_standard_is_read_at_least_as_well_as_before() {
    let Some(script) = shared()
        .map(|shared| shared.join("gold/score.py"))
        .filter(|script| script.exists())
    else {
        println!("skipped: no gold standard beside the workspace (set CHANGBEI_SHARED)");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3");
        return;
    }
    let reader = example("facts");
    if !reader.exists() {
        println!("skipped: {} is not built", reader.display());
        return;
    }
    let run = Command::new("python3")
        .arg(script)
        .args([
            "--min-hard", HARD, "--min-soft", SOFT, "--min-other", OTHER, "--misses", "20", "--",
        ])
        .arg(reader)
        .output()
        .expect("python3 runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stdout)
    );
}

fn shared() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHANGBEI_SHARED") {
        return Some(PathBuf::from(path));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.parent()?;
    Some(root.parent()?.join("shared")).filter(|path| path.exists())
}

/// Where cargo puts an example of the profile that this test was built with.
fn example(name: &str) -> PathBuf {
    let mut path = std::env::current_exe().expect("the test knows where it runs");
    path.pop();
    path.pop();
    path.join("examples").join(name)
}
