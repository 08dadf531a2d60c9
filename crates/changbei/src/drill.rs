//! `changbei drill`: a plan played in simulated time, told on the terminal.

use std::path::Path;

use ::drill::play::{CannotPlay, Moment, Options, Play, Story, play};
use clap::ArgMatches;
use duty::Sealed;
use jiff::tz::TimeZone;
use plan::{EventId, Plan, Rank};
use words::{Names, Seen, Value, Words};

use crate::cli::{self, Format};
use crate::{FINDINGS, GOOD, UNUSABLE, serve, speak};

/// Plays as asked.
pub fn run(asked: &ArgMatches, w: Words) -> u8 {
    let file = cli::path(asked, "plan");
    let plan = match read(&file) {
        Ok(plan) => plan,
        Err(detail) => return unusable(w, &file, detail),
    };
    let options = match options(asked) {
        Ok(options) => options,
        Err(detail) => return unusable(w, &file, detail),
    };
    let played = match play(&plan, &options) {
        Ok(played) => played,
        Err(CannotPlay::Gaps(gaps)) => {
            speak::complaint(&w.with("publish-gaps", &[("count", gaps.len())]));
            for gap in &gaps {
                speak::complaint(&w.gap(gap, Some(&plan)));
            }
            return UNUSABLE;
        }
        Err(CannotPlay::UnknownEvent(event, known)) => {
            let detail = w.with(
                "drill-unknown-event",
                &[
                    ("event", event.to_string()),
                    ("known", w.list(known.iter().map(EventId::as_str))),
                ],
            );
            return unusable(w, &file, detail);
        }
        Err(CannotPlay::OutOfReach(rank)) => {
            let grade = w.grade(rank, Some(&plan));
            return unusable(w, &file, w.with("drill-out-of-reach", &[("grade", grade)]));
        }
        Err(CannotPlay::BadRuns(runs)) => {
            return unusable(w, &file, w.with("drill-bad-runs", &[("runs", runs)]));
        }
    };
    match asked.get_one::<Format>("format") {
        Some(Format::Json) => match serde_json::to_string_pretty(&played) {
            Ok(text) => speak::line(&text),
            Err(error) => return unusable(w, &file, error.to_string()),
        },
        Some(Format::Text | Format::Sarif) | None => tell(&played, &plan, w),
    }
    match asked.get_one::<f64>("require") {
        Some(percent) if !played.keeps(*percent) => FINDINGS,
        Some(_) | None => GOOD,
    }
}

fn read(file: &Path) -> Result<Plan, String> {
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?;
    if size.len() > plan_text::yaml::LONGEST_BYTES as u64 {
        return Err(format!("> {} B", plan_text::yaml::LONGEST_BYTES));
    }
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    plan_text::yaml::read_yaml(&text).map_err(|error| error.to_string())
}

fn options(asked: &ArgMatches) -> Result<Options, String> {
    let event = asked.get_one::<String>("event");
    let event = event
        .map(|id| EventId::new(id).map_err(|bad| bad.to_string()))
        .transpose()?;
    Ok(Options {
        event,
        grade: asked.get_one::<u8>("grade").copied().and_then(Rank::new),
        runs: *asked.get_one("runs").expect("clap gives it its default"),
        seed: *asked.get_one("seed").expect("clap gives it its default"),
        ..Options::default()
    })
}

fn unusable(w: Words, file: &Path, detail: String) -> u8 {
    let doing = file.display().to_string();
    speak::complaint(&w.with("command-line-io", &[("doing", doing), ("detail", detail)]));
    UNUSABLE
}

fn tell(played: &Play, plan: &Plan, w: Words) {
    let title = w.pick(&played.title, played.title_en.as_deref());
    speak::line(&w.with(
        "drill-title",
        &[
            ("title", Value::from(title)),
            ("runs", Value::from(played.runs)),
            ("seed", Value::from(played.seed)),
        ],
    ));
    for story in &played.stories {
        speak::line("");
        tell_story(story, played, plan, w);
    }
    speak::line("");
    speak::line(&w.say("drill-limits"));
    for limit in &played.limits {
        speak::line(&w.with(
            "drill-limit",
            &[
                ("percent", Value::from(format!("{:5.1}", limit.percent))),
                (
                    "task",
                    Value::from(w.pick(&limit.text, limit.text_en.as_deref())),
                ),
                ("limit", Value::from(clock(limit.limit))),
                (
                    "median",
                    Value::from(limit.median.map_or("—".to_owned(), clock)),
                ),
            ],
        ));
    }
    if !played.bottlenecks.is_empty() {
        let posts = played.bottlenecks.iter().map(|id| {
            plan.post(id).map_or(id.to_string(), |post| {
                w.pick(&post.name, post.name_en.as_deref()).to_owned()
            })
        });
        speak::line(&w.with("drill-bottlenecks", &[("posts", w.list(posts))]));
    }
}

/// The events themselves, in the sentences of the timeline; people are called by their posts.
fn tell_story(story: &Story, played: &Play, plan: &Plan, w: Words) {
    let zone: TimeZone = serve::zone();
    let moment = match story.moment {
        Moment::Working => w.say("drill-working"),
        Moment::OffHours => w.say("drill-off-hours"),
    };
    speak::line(&w.with(
        "drill-story",
        &[
            ("run", Value::from(story.run)),
            ("moment", Value::from(moment)),
        ],
    ));
    let called = |sealed: &Sealed| {
        let Some(post) = played.post_of(sealed).and_then(|id| plan.post(id)) else {
            return Some(w.say("drill-text"));
        };
        let name = w.pick(&post.name, post.name_en.as_deref());
        Some(w.with("drill-holder", &[("post", name)]))
    };
    let desk = |_: &engine::AccountId| Some(w.say("drill-desk"));
    let mut state = played.founded.clone();
    let mut seen = Seen::new();
    for line in &story.lines {
        seen.take(&line.event);
        engine::evolve(&mut state, &line.event);
        let names = Names::new(&state, &called, &zone, line.event.at)
            .with_plan(plan)
            .with_seen(&seen)
            .with_accounts(&desk)
            .in_drill();
        let said = w.event_line(&line.event, &names);
        speak::line(&format!("{:>9}  {said}", clock(line.after)));
    }
}

/// Seconds as minutes and seconds, with hours and days where there are any.
fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours >= 48 {
        format!("{}d{:02}:{minutes:02}", hours / 24, hours % 24)
    } else if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}
