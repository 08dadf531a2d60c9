//! One line for each duty, as lists on the desk and in the room show it.

use std::sync::Arc;

use duty::{Duty, PersonId};
use engine::stand_for;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::components::{clock, due_now, standing};
use crate::sight::Sight;

/// What a list says of one duty.
pub(crate) struct Line {
    pub duty: Arc<Duty>,
    /// The deadline that counts now.
    pub due: Option<Timestamp>,
    pub task: String,
    pub post: String,
    pub people: String,
    /// What the ladder does next, if nothing happens before.
    pub next: String,
}

impl Line {
    pub fn of(sight: &Sight, duty: &Arc<Duty>) -> Self {
        let w = sight.w;
        let (task, post, next, people) = sight.names(|names| {
            (
                w.task(&duty.task, names),
                names.post(w, &duty.post),
                w.next_rung(duty, names),
                names.people(w, &whose(sight, duty)),
            )
        });
        Self {
            due: due_now(duty),
            task,
            post,
            people,
            next,
            duty: duty.clone(),
        }
    }

    /// Its deadline has passed, and it is not done.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due < now)
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/duties/{}", self.duty.id)
    }
}

/// Late first, then by time, then what has no time.
pub(crate) fn sort(lines: &mut [Line]) {
    lines.sort_by_key(|line| (line.due.is_none(), line.due, line.duty.opened));
}

/// Who has it: whoever took it on or did it, else whoever was told last, else whoever stands for
/// the post.
fn whose(sight: &Sight, duty: &Duty) -> Vec<PersonId> {
    let done = duty.discharge.as_ref().map(|done| &done.person);
    let taken = duty.reply().filter(|it| it.takes).map(|it| &it.person);
    if let Some(Some(person)) = done.or(taken) {
        return vec![person.clone()];
    }
    if let Some(last) = duty.told.last() {
        return vec![last.clone()];
    }
    let incident = sight.incident(&duty.incident);
    let ready = incident.and_then(|it| sight.plan(&it));
    ready.map_or_else(Vec::new, |ready| {
        stand_for(&sight.published.state, ready.plan(), &duty.post, sight.now).people
    })
}

/// The table of the desk. `under` says what stands under the task.
pub(crate) fn table(
    sight: &Sight,
    lines: &[&Line],
    with_head: bool,
    under: impl Fn(&Line) -> String,
) -> Markup {
    let w = sight.w;
    let (who, state, then) = (
        w.say("page-desk-who"),
        w.say("page-desk-state"),
        w.say("page-desk-then"),
    );
    html! {
        table."tbl stk due" {
            @if with_head {
                thead { tr {
                    th { (w.say("page-desk-limit")) } th { (w.say("page-desk-task")) }
                    th { (who) } th { (state) } th { (then) }
                } }
            }
            tbody {
                @for line in lines {
                    tr class=[line.is_late(sight.now).then_some("bad")] {
                        td.when { @if let Some(due) = line.due { (clock(sight, due)) } @else { "—" } }
                        td.lead { a href=(line.path()) { (line.task) } br; small { (under(line)) } }
                        td data-th=(who) { (line.post) " " b { (line.people) } }
                        td data-th=(state) { (standing(sight, &line.duty)) }
                        td data-th=(then) { (line.next) }
                    }
                }
            }
        }
    }
}
