//! Drills a CPU second: a whole incident through the same `decide` and `evolve` as in service.

use std::path::Path;
use std::process::Command;

use super::{Row, Trouble};

const RUNS: u32 = 2_000;

pub fn rows(binary: &Path) -> Result<Vec<Row>, Trouble> {
    let plan = crate::root().join("plans/school/gas-leak.yaml");
    let before = cpu_of_children()?;
    let played = Command::new(binary)
        .arg("drill")
        .arg(plan)
        .args([
            "--runs",
            &RUNS.to_string(),
            "--seed",
            "1",
            "--format",
            "json",
        ])
        .output()?;
    if !played.status.success() {
        return Err(String::from_utf8_lossy(&played.stderr).into());
    }
    let seconds = cpu_of_children()? - before;
    Ok(vec![Row::new(
        format!("drills of the sample's gas leak, {RUNS} runs"),
        format!("{:.0} per CPU second", f64::from(RUNS) / seconds),
    )])
}

/// CPU seconds of all children that have ended, from `/proc/self/stat` (proc(5): fields 16, 17).
fn cpu_of_children() -> Result<f64, Trouble> {
    /// USER_HZ, which Linux fixes at 100 for what it shows to programs.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, after_name) = stat.rsplit_once(')').ok_or("a process without a name")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |at: usize| -> Result<f64, Trouble> {
        Ok(fields.get(at).ok_or("a short line of proc")?.parse()?)
    };
    Ok((ticks(13)? + ticks(14)?) / TICKS)
}
