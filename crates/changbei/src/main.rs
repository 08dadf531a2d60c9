//! The binary: configuration, wiring, command line.

mod backup;
mod calendar;
mod channels;
mod check;
mod cli;
mod decode;
mod deliver;
mod drill;
mod house_channels;
mod houses;
mod html_text;
mod local;
mod papers;
mod pdf_text;
mod publish;
mod read;
mod read_again;
mod sample;
mod secrets;
mod serve;
mod sheet;
mod signals;
mod speak;
mod texts;
mod trouble;
mod verify;
mod word_numbers;
mod word_text;

use std::process::ExitCode;

use clap::ArgMatches;
use words::Words;

/// Good.
const GOOD: u8 = 0;
/// Findings, or a check that failed.
const FINDINGS: u8 = 1;
/// Unusable input, with one clear line.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CHANGBEI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A line that the log file has no room for must not stop whoever wrote it.
        .log_internal_errors(false)
        .init();
    let w = Words::new(cli::language());
    let matches = cli::command(w).get_matches();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            speak::complaint(&error.to_string());
            return ExitCode::from(UNUSABLE);
        }
    };
    ExitCode::from(runtime.block_on(run(&matches, w)))
}

async fn run(matches: &ArgMatches, w: Words) -> u8 {
    match matches.subcommand() {
        Some(("serve", serve)) => run_serve(serve, w).await,
        Some(("drill", asked)) => drill::run(asked, w),
        Some(("publish", asked)) => {
            let text = |name: &str| asked.get_one::<String>(name).cloned();
            let asked = publish::Asked {
                file: cli::path(asked, "plan"),
                data: cli::path(asked, "data"),
                database: text("database"),
                organisation: text("organisation"),
            };
            publish::run(&asked, w).await
        }
        Some(("read", asked)) => read::run(&read_asked(asked), w),
        Some(("check", asked)) => {
            let files = cli::paths(asked, "files");
            let which = cli::asked_findings(asked);
            check::run(&files, &which, cli::chosen_format(asked), w)
        }
        Some(("rule", asked)) => {
            let code = asked.get_one::<String>("code");
            check::rule(code.expect("clap asks for it"), w)
        }
        Some(("schema", _)) => schema(),
        Some(("verify", asked)) => {
            verify::run(&cli::path(asked, "data"), &cli::paths(asked, "head"), w).await
        }
        Some(("backup", asked)) => {
            let database = asked.get_one::<String>("database");
            backup::backup(
                &cli::path(asked, "data"),
                database.map(String::as_str),
                &cli::path(asked, "file"),
                w,
            )
            .await
        }
        Some(("restore", asked)) => {
            backup::restore(&cli::path(asked, "file"), &cli::path(asked, "data"), w).await
        }
        Some(_) | None => UNUSABLE,
    }
}

/// Prints the JSON Schema of the plan language, for editors and other programs.
fn schema() -> u8 {
    let schema = schemars::schema_for!(plan::Plan);
    speak::line(&format!("{:#}", schema.as_value()));
    GOOD
}

fn read_asked(matches: &ArgMatches) -> read::Asked {
    read::Asked {
        against: matches.get_one::<std::path::PathBuf>("against").cloned(),
        file: cli::path(matches, "file"),
        facts: matches.get_flag("facts"),
        text: matches.get_flag("text"),
        out: matches.get_one::<std::path::PathBuf>("out").cloned(),
        part: matches.get_one::<usize>("part").copied(),
    }
}

async fn run_serve(matches: &ArgMatches, w: Words) -> u8 {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let variable = |name: &str| std::env::var(name).ok().filter(|it| !it.is_empty());
    let asked = serve::Serve {
        data: cli::path(matches, "data"),
        listen: *matches
            .get_one("listen")
            .expect("clap gives it its default"),
        database: text("database"),
        public_url: text("public-url"),
        config: matches.get_one("config").cloned(),
        sample: text("sample"),
        webhook: variable("CHANGBEI_SAMPLE_WEBHOOK"),
        token: variable("CHANGBEI_SAMPLE_TOKEN"),
    };
    match serve::serve(asked, w).await {
        Ok(()) => GOOD,
        Err(error) => {
            speak::complaint(&trouble::say(w, &error));
            UNUSABLE
        }
    }
}
