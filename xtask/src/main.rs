//! What developers and CI run: `cargo xtask simulate|crash|bench|deny|deb`.

mod bench;
mod deb;

use std::path::Path;
use std::process::{Command, ExitCode};

use clap::{Arg, ArgMatches, value_parser};

fn main() -> ExitCode {
    let matches = clap::Command::new("xtask")
        .subcommand_required(true)
        .subcommand(
            clap::Command::new("simulate")
                .about(
                    "plays random organisations through the engine and holds them to the promises",
                )
                .arg(number("seed", "the first seed", "1"))
                .arg(number("count", "how many seeds", "1"))
                .arg(number("acts", "how many things happen in a story", "60")),
        )
        .subcommand(
            clap::Command::new("crash")
                .about("kills a real server at random moments and looks what is left")
                .arg(number("seed", "the first seed", "1"))
                .arg(number(
                    "kills",
                    "how many kills, twenty to a data folder and seed",
                    "200",
                )),
        )
        .subcommand(bench::command())
        .subcommand(
            clap::Command::new("deny")
                .about("checks licences, bans and sources of all dependencies by deny.toml"),
        )
        .subcommand(
            clap::Command::new("deb")
                .about("makes a Debian package with a systemd unit under the target folder"),
        )
        .get_matches();
    match matches.subcommand() {
        Some(("simulate", asked)) => simulate(asked),
        Some(("crash", asked)) => crash(asked),
        Some(("bench", asked)) => bench::run(asked),
        Some(("deny", _)) => deny(),
        Some(("deb", _)) => deb::run(root()),
        Some(_) | None => ExitCode::from(2),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

fn number(name: &'static str, help: &'static str, default: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .default_value(default)
        .value_parser(value_parser!(u64))
}

fn given(asked: &ArgMatches, name: &str) -> u64 {
    *asked.get_one(name).expect("clap gives it its default")
}

fn simulate(asked: &ArgMatches) -> ExitCode {
    let first = given(asked, "seed");
    let size = drill::sim::Size {
        acts: u32::try_from(given(asked, "acts")).unwrap_or(u32::MAX),
    };
    for seed in first..first.saturating_add(given(asked, "count")) {
        match drill::sim::run(seed, size) {
            Ok(summary) => println!("seed {seed}: {summary:?}"),
            Err(failure) => {
                println!("{failure}");
                return ExitCode::from(1);
            }
        }
    }
    ExitCode::SUCCESS
}

/// The harness is a test, so that `./test` runs a slice of the same thing.
fn crash(asked: &ArgMatches) -> ExitCode {
    let status = Command::new("cargo")
        .args(["test", "--profile", "ci", "-p", "changbei", "--test", "it"])
        .args(["crash", "--", "--nocapture"])
        .env("CHANGBEI_CRASH_SEED", given(asked, "seed").to_string())
        .env("CHANGBEI_CRASH_KILLS", given(asked, "kills").to_string())
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("cargo cannot be run: {error}");
            ExitCode::from(2)
        }
    }
}

/// Runs cargo-deny, which must be installed: `cargo install --locked cargo-deny`.
fn deny() -> ExitCode {
    let status = Command::new("cargo")
        .args(["deny", "check", "licenses", "bans", "sources"])
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => {
            eprintln!("if it is missing: cargo install --locked cargo-deny");
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("cargo cannot be run: {error}");
            ExitCode::from(2)
        }
    }
}
