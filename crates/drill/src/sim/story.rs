//! A story as lines, for whoever looks into a failure.

use std::fmt::Debug;

use jiff::Timestamp;

use super::START;
use crate::oracle::Entry;

/// No line is longer than this; a whole plan would bury the rest.
const LONGEST_LINE: usize = 400;

/// One line for each thing that happened, times counted from the start of the story.
pub fn tell(entries: &[Entry]) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in entries {
        match entry {
            Entry::Recorded { command, events } => {
                let at = events.first().map_or(START, |event| event.at);
                lines.push(line(at, &(&command.id, &command.by, &command.act)));
                let events = events.iter().map(|event| line(at, &event.what));
                lines.extend(events.map(|event| format!("    {event}")));
            }
            Entry::Refused {
                at,
                command,
                refusal,
            } => {
                lines.push(line(*at, &(&command.id, &command.by, &command.act)));
                lines.push(format!("    refused: {refusal:?}"));
            }
            Entry::Settled { .. } => {}
            Entry::Sent { at, notice } => lines.push(line(*at, &("sent", notice))),
            Entry::Received { at, person, notice } => {
                lines.push(line(*at, &("received", person, notice)));
            }
            Entry::Drained { at, outbox } => lines.push(line(*at, &("drained", outbox))),
        }
    }
    lines
}

fn line(at: Timestamp, what: &impl Debug) -> String {
    let text = format!("{:>8}s {what:?}", at.duration_since(START).as_secs());
    text.chars().take(LONGEST_LINE).collect()
}
