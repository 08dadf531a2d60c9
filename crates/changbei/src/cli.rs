//! The command line: verbs and flags, in the user's language.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueEnum};
use serde::Deserialize;
use words::{Language, Words};

use crate::sample::SAMPLES;

/// Where people find a server that was told nothing.
pub const LISTEN: &str = "127.0.0.1:8686";

/// The data folder of a server that was told nothing.
pub const DATA: &str = "data";

/// How findings and stories are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// Findings for editors and code hosts, as SARIF 2.1.0.
    Sarif,
}

/// The least severity that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Least {
    /// Only critical findings.
    Critical,
    /// Critical and major ones.
    Major,
    /// All.
    Minor,
}

/// The language of the terminal: `CHANGBEI_LANG`, else `LC_ALL`, `LC_MESSAGES`, `LANG`; Chinese
/// where none of them names a language we speak.
pub fn language() -> Language {
    ["CHANGBEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| Language::from_tag(&std::env::var(name).ok()?))
        .unwrap_or(Language::Zh)
}

/// The whole command line.
pub fn command(w: Words) -> Command {
    Command::new("changbei")
        .version(env!("CARGO_PKG_VERSION"))
        .about(w.say("command-line-about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("serve")
                .about(w.say("command-line-serve"))
                .arg(data(w))
                .arg(
                    Arg::new("listen")
                        .long("listen")
                        .value_name("ADDR")
                        .env("CHANGBEI_LISTEN")
                        .default_value(LISTEN)
                        .value_parser(clap::value_parser!(SocketAddr))
                        .help(w.say("command-line-listen")),
                )
                .arg(database(w))
                .arg(
                    Arg::new("public-url")
                        .long("public-url")
                        .value_name("URL")
                        .env("CHANGBEI_PUBLIC_URL")
                        .help(w.say("command-line-public-url")),
                )
                .arg(
                    Arg::new("config")
                        .long("config")
                        .value_name("FILE")
                        .env("CHANGBEI_CONFIG")
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(w.say("command-line-config")),
                )
                .arg(
                    Arg::new("sample")
                        .long("sample")
                        .value_name("ID")
                        .help(w.with("command-line-sample", &[("known", known_samples(w))])),
                ),
        )
        .subcommand(read(w))
        .subcommand(
            Command::new("drill")
                .about(w.say("command-line-drill"))
                .arg(
                    Arg::new("plan")
                        .value_name("FILE")
                        .required(true)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(w.say("command-line-plan")),
                )
                .arg(
                    Arg::new("event")
                        .long("event")
                        .value_name("ID")
                        .help(w.say("command-line-event")),
                )
                .arg(
                    Arg::new("grade")
                        .long("grade")
                        .value_name("1..4")
                        .value_parser(clap::value_parser!(u8).range(1..=4))
                        .help(w.say("command-line-grade")),
                )
                .arg(
                    Arg::new("runs")
                        .long("runs")
                        .value_name("N")
                        .default_value("1")
                        .value_parser(clap::value_parser!(u32))
                        .help(w.say("command-line-runs")),
                )
                .arg(
                    Arg::new("seed")
                        .long("seed")
                        .value_name("N")
                        .default_value("1")
                        .value_parser(clap::value_parser!(u64))
                        .help(w.say("command-line-seed")),
                )
                .arg(
                    Arg::new("require")
                        .long("require")
                        .value_name("PERCENT")
                        .value_parser(clap::value_parser!(f64))
                        .help(w.say("command-line-require")),
                )
                .arg(format(w).value_parser(played_format())),
        )
        .subcommand(
            Command::new("publish")
                .about(w.say("command-line-publish"))
                .arg(
                    Arg::new("plan")
                        .value_name("PLAN")
                        .required(true)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(w.say("command-line-plan")),
                )
                .arg(data(w))
                .arg(database(w))
                .arg(
                    Arg::new("organisation")
                        .long("organisation")
                        .value_name("ID")
                        .help(w.say("command-line-organisation")),
                ),
        )
        .subcommand(
            Command::new("check")
                .about(w.say("command-line-check"))
                .arg(files(w))
                .arg(rules("select", w.say("command-line-select")))
                .arg(rules("ignore", w.say("command-line-ignore")))
                .arg(
                    Arg::new("severity")
                        .long("severity")
                        .value_name("SEVERITY")
                        .value_parser(EnumValueParser::<Least>::new())
                        .help(w.say("command-line-severity")),
                )
                .arg(
                    Arg::new("config")
                        .long("config")
                        .value_name("FILE")
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(w.say("command-line-check-config")),
                )
                .arg(format(w).help(w.say("command-line-findings-format"))),
        )
        .subcommand(
            Command::new("rule").about(w.say("command-line-rule")).arg(
                Arg::new("code")
                    .value_name("CODE")
                    .required(true)
                    .help(w.say("command-line-code")),
            ),
        )
        .subcommand(Command::new("schema").about(w.say("command-line-schema")))
        .subcommand(
            Command::new("verify")
                .about(w.say("command-line-verify"))
                .arg(data(w))
                .arg(
                    Arg::new("head")
                        .long("head")
                        .value_name("FILE")
                        .action(ArgAction::Append)
                        .value_parser(clap::value_parser!(PathBuf))
                        .help(w.say("command-line-head")),
                ),
        )
        .subcommand(
            Command::new("backup")
                .about(w.say("command-line-backup"))
                .arg(backup_file(w))
                .arg(data(w))
                .arg(database(w)),
        )
        .subcommand(
            Command::new("restore")
                .about(w.say("command-line-restore"))
                .arg(backup_file(w))
                .arg(data(w)),
        )
}

fn known_samples(w: Words) -> String {
    w.list(SAMPLES.iter().map(|sample| sample.id))
}

fn read(w: Words) -> Command {
    Command::new("read")
        .about(w.say("command-line-read"))
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(w.say("command-line-read-file")),
        )
        .arg(
            Arg::new("facts")
                .long("facts")
                .action(ArgAction::SetTrue)
                .conflicts_with("text")
                .help(w.say("command-line-read-facts")),
        )
        .arg(
            Arg::new("text")
                .long("text")
                .action(ArgAction::SetTrue)
                .help(w.say("command-line-read-text")),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("PLAN")
                .value_parser(clap::value_parser!(PathBuf))
                .help(w.say("command-line-read-out")),
        )
        .arg(
            Arg::new("against")
                .long("against")
                .value_name("PLAN")
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with_all(["facts", "text"])
                .help(w.say("command-line-read-against")),
        )
        .arg(
            Arg::new("part")
                .long("part")
                .value_name("N")
                .value_parser(clap::value_parser!(usize))
                .help(w.say("command-line-read-part")),
        )
}

fn data(w: Words) -> Arg {
    Arg::new("data")
        .long("data")
        .value_name("DIR")
        .env("CHANGBEI_DATA")
        .default_value(DATA)
        .value_parser(clap::value_parser!(PathBuf))
        .help(w.say("command-line-data"))
}

fn backup_file(w: Words) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help(w.say("command-line-backup-file"))
}

/// Its address may hold a password, so its value is not shown in the help.
fn database(w: Words) -> Arg {
    Arg::new("database")
        .long("database")
        .value_name("URL")
        .env("CHANGBEI_DATABASE")
        .hide_env_values(true)
        .help(w.say("command-line-database"))
}

/// A path that has a default or is required.
pub fn path(matches: &ArgMatches, name: &str) -> PathBuf {
    matches
        .get_one::<PathBuf>(name)
        .cloned()
        .expect("clap gives every path its default or asks for it")
}

/// Paths that may be several; clap asks for one at least.
pub fn paths(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let given = matches.get_many::<PathBuf>(name);
    given.into_iter().flatten().cloned().collect()
}

/// The format that was chosen.
pub fn chosen_format(matches: &ArgMatches) -> Format {
    matches.get_one("format").copied().unwrap_or(Format::Text)
}

/// Files to look at.
pub fn files(w: Words) -> Arg {
    Arg::new("files")
        .value_name("FILE|DIR")
        .required(true)
        .action(ArgAction::Append)
        .value_parser(clap::value_parser!(PathBuf))
        .help(w.say("command-line-files"))
}

/// Rules by code or name, with commas between them.
fn rules(name: &'static str, help: String) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("CODE,…")
        .value_delimiter(',')
        .action(ArgAction::Append)
        .help(help)
}

/// What `check` was asked to report.
pub fn asked_findings(matches: &ArgMatches) -> crate::check::Asked {
    let list = |name: &str| {
        let given = matches.get_many::<String>(name);
        given.into_iter().flatten().cloned().collect()
    };
    crate::check::Asked {
        select: list("select"),
        ignore: list("ignore"),
        severity: matches.get_one("severity").copied(),
        config: matches.get_one("config").cloned(),
    }
}

/// `--format`.
pub fn format(w: Words) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .default_value("text")
        .value_parser(EnumValueParser::<Format>::new())
        .help(w.say("command-line-format"))
}

/// A drill is no list of findings, so it has no SARIF.
fn played_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["text", "json"]).try_map(|word| Format::from_str(&word, false))
}
