//! `cargo xtask bench`: how fast the real binary is, beside its peers, in one run.
//!
//! It prints a Markdown table and asserts nothing: a figure depends on the machine, a test must
//! not. The server, its peer and the load share this machine's cores.

mod boards;
mod deadlines;
mod drills;
mod load;
mod notices;
mod server;
mod signals;
mod sink;
mod size;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, ArgMatches, Command, value_parser};

/// One line of the table.
pub struct Row {
    pub what: String,
    /// changbei's figure, with its unit.
    pub ours: String,
    /// The peer's figure and name; empty where no peer is installed or none does this.
    pub peer: String,
}

impl Row {
    fn new(what: impl Into<String>, ours: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ours: ours.into(),
            peer: String::new(),
        }
    }

    fn beside(mut self, peer: impl Into<String>) -> Self {
        self.peer = peer.into();
        self
    }
}

/// What stops a bench: a server that does not start, a request that fails.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// What can be measured, in the order in which it is.
const SUBJECTS: [&str; 6] = [
    "size",
    "signals",
    "notices",
    "boards",
    "deadlines",
    "drills",
];

/// The verb's arguments.
pub fn command() -> Command {
    Command::new("bench")
        .about("measures the binary beside its peers and prints a table in Markdown")
        .arg(
            Arg::new("binary")
                .long("binary")
                .value_parser(value_parser!(PathBuf))
                .help("the changbei to measure; without it, one is built with profile ci"),
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_parser(SUBJECTS)
                .help("one subject instead of all"),
        )
        .arg(
            Arg::new("seconds")
                .long("seconds")
                .default_value("5")
                .value_parser(value_parser!(u64).range(1..=600))
                .help("how long each load lasts"),
        )
        .arg(
            Arg::new("records")
                .long("records")
                .default_value("100000")
                .value_parser(value_parser!(u64).range(1..=5_000_000))
                .help("records in the log whose start is timed"),
        )
}

/// Measures as asked.
pub fn run(asked: &ArgMatches) -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no threads for the load: {error}");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(measure(asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("the bench stopped: {trouble}");
            ExitCode::from(1)
        }
    }
}

async fn measure(asked: &ArgMatches) -> Result<(), Trouble> {
    let only = asked.get_one::<String>("only").map(String::as_str);
    let seconds =
        Duration::from_secs(*asked.get_one("seconds").expect("clap gives it its default"));
    let records = *asked.get_one("records").expect("clap gives it its default");
    let binary = match asked.get_one::<PathBuf>("binary") {
        Some(binary) => binary.clone(),
        None => server::build()?,
    };
    println!("{}\n", size::machine());
    println!("| what | changbei | peer |\n| --- | --- | --- |");
    for subject in SUBJECTS {
        if only.is_some_and(|only| only != subject) {
            continue;
        }
        let rows = match subject {
            "size" => size::rows(&binary, records).await?,
            "signals" => signals::rows(&binary, seconds).await?,
            "notices" => notices::rows(&binary, seconds).await?,
            "boards" => boards::rows(&binary).await?,
            "deadlines" => deadlines::rows(&binary).await?,
            _ => drills::rows(&binary)?,
        };
        for row in rows {
            println!("| {} | {} | {} |", row.what, row.ours, row.peer);
        }
    }
    Ok(())
}
