//! The signs that pages share: grade, clock, state of a duty, times, hidden fields of forms.

use duty::{Duty, Standing};
use engine::Incident;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use plan::{Plan, Rank};
use words::machine_time;

use crate::sight::Sight;

/// The last minute of a clock is yellow.
const SOON: SignedDuration = SignedDuration::from_secs(60);

/// How near a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Near {
    Running,
    Soon,
    Late,
}

impl Near {
    pub fn of(due: Timestamp, now: Timestamp) -> Self {
        if now > due {
            Self::Late
        } else if due.duration_since(now) <= SOON {
            Self::Soon
        } else {
            Self::Running
        }
    }

    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Running => "",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// The class that gives a grade its colour and shape.
pub(crate) fn grade_class(rank: Option<Rank>) -> &'static str {
    match rank.map(Rank::number) {
        Some(1) => "g g1",
        Some(2) => "g g2",
        Some(3) => "g g3",
        Some(_) => "g g4",
        None => "g g0",
    }
}

/// A grade in words; that there is none yet, too.
pub(crate) fn grade_word(sight: &Sight, rank: Option<Rank>, plan: Option<&Plan>) -> String {
    rank.map_or_else(
        || sight.w.say("grade-none"),
        |rank| sight.w.grade(rank, plan),
    )
}

/// A time, for people and machines.
pub(crate) fn time(sight: &Sight, at: Timestamp) -> Markup {
    html! { time datetime=(machine_time(at, &sight.zone)) { (sight.clock(at)) } }
}

/// A time to the second.
pub(crate) fn time_seconds(sight: &Sight, at: Timestamp) -> Markup {
    let said = sight.w.clock_seconds(at, sight.now, &sight.zone);
    html! { time datetime=(machine_time(at, &sight.zone)) { (said) } }
}

/// A deadline: relative first, absolute under it.
pub(crate) fn clock(sight: &Sight, due: Timestamp) -> Markup {
    let near = Near::of(due, sight.now);
    html! {
        span class={ "clk " (near.class()) } data-frame {
            (running(sight, due)) small { (sight.clock(due)) }
        }
    }
}

/// How long is left, kept running by the script.
pub(crate) fn running(sight: &Sight, due: Timestamp) -> Markup {
    let said = |key: &str| sight.w.with(key, &[("length", "0:00")]);
    // Where the script counts, seconds that pass are no change.
    let counts =
        sight.is_shared && due.duration_since(sight.now).abs() < SignedDuration::from_hours(1);
    html! {
        span data-due=(machine_time(due, &sight.zone))
            data-left=(said("time-left")) data-over=(said("time-over")) {
            @if !counts { (sight.w.remaining(due, sight.now)) }
        }
    }
}

/// The deadline that counts now: by when somebody must answer, until somebody has; then by when
/// it must be done.
pub(crate) fn due_now(duty: &Duty) -> Option<Timestamp> {
    if duty.is_done() {
        None
    } else if duty.is_answered() {
        duty.due
    } else {
        [duty.answer_due, duty.due].into_iter().flatten().min()
    }
}

/// Where a duty stands, in sign and word.
pub(crate) fn standing(sight: &Sight, duty: &Duty) -> Markup {
    let standing = duty.standing();
    let class = match standing {
        Standing::Open if duty.red_line.is_some() => "st no",
        Standing::Open => "st",
        Standing::Acknowledged => "st ack",
        Standing::Discharged | Standing::Waived => "st done",
        Standing::Refused | Standing::Lapsed => "st no",
    };
    // That it is late is seen at its clock; here it matters whether somebody has it.
    let word = match standing {
        Standing::Lapsed if duty.is_answered() => sight.w.standing(Standing::Acknowledged),
        Standing::Lapsed if duty.reply().is_none() => sight.w.standing(Standing::Open),
        Standing::Lapsed => sight.w.standing(Standing::Refused),
        Standing::Open
        | Standing::Acknowledged
        | Standing::Discharged
        | Standing::Refused
        | Standing::Waived => sight.w.standing(standing),
    };
    let class = if standing == Standing::Lapsed && duty.is_answered() {
        "st ack"
    } else {
        class
    };
    html! { span class=(class) { (word) } }
}

/// The fields by which a form that is sent twice has one outcome.
pub(crate) fn once(sight: &Sight) -> Markup {
    if sight.is_shared {
        // One id for many would make one act of theirs all; each browser draws its own.
        return once_again("", "");
    }
    once_again(&runner::fresh_id(), &sight.now.to_string())
}

/// The same fields of a form that is shown again.
pub(crate) fn once_again(id: &str, made: &str) -> Markup {
    html! {
        input type="hidden" name="id" value=(id);
        input type="hidden" name="made" value=(made);
    }
}

/// The grade as the first cell of an incident's header.
pub(crate) fn grade_cell(sight: &Sight, incident: &Incident, plan: Option<&Plan>) -> Markup {
    let w = sight.w;
    let rank = incident.grading.certain;
    html! {
        div class={ (grade_class(rank)) " solid" } {
            span {
                @match rank {
                    Some(rank) => (w.grade_without_colour(rank, plan)),
                    None => (w.say("grade-none")),
                }
                @if let (Some(rank), Some(since)) = (rank, incident.graded) {
                    small { (w.with("page-incident-graded", &[
                        ("colour", w.grade_colour(rank)), ("time", sight.clock(since)),
                    ])) }
                }
            }
        }
    }
}
