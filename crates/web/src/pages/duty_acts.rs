//! The acts on a duty's page, and what was done once it is closed: the same for whoever has the
//! link and for an officer who answers for somebody.

use duty::{Duty, Evidence, PersonId};
use maud::{Markup, html};

use crate::answer::Failure;
use crate::components::{once, once_again};
use crate::form::Posted;
use crate::ladder;
use crate::pages::duty_course;
use crate::sight::Sight;

/// Whose answer the forms give.
pub(crate) enum Whose {
    /// The person's whose link it is.
    Own(PersonId),
    /// Somebody's whom an officer names; those who were told come first.
    Named(Vec<PersonId>),
    /// That of whoever opened a group's link and says to be one of these.
    Claimed(Vec<PersonId>),
}

impl Whose {
    /// The person whose link it is.
    pub fn own(&self) -> Option<&PersonId> {
        match self {
            Self::Own(person) => Some(person),
            Self::Named(_) | Self::Claimed(_) => None,
        }
    }
}

/// A form that was refused: what was typed, and why.
pub(crate) struct Again {
    why: String,
    answer: String,
    text: String,
    reason: String,
    id: String,
    made: String,
}

impl Again {
    pub fn of(sight: &Sight, posted: &Posted, failure: &Failure) -> Self {
        let text = |name: &str| posted.text(name).unwrap_or_default().to_owned();
        Self {
            why: failure.say(sight),
            answer: text("answer"),
            text: text("text"),
            reason: text("why"),
            id: text("id"),
            made: text("made"),
        }
    }

    /// Why, and that nothing was changed.
    pub fn note(&self, sight: &Sight) -> Markup {
        html! {
            p.note.bad role="alert" { (self.why) " " (sight.w.nothing_changed()) }
        }
    }
}

/// Reasons why somebody cannot; what is kept is the sentence in the language of whoever chose it.
const REASONS: [&str; 3] = ["away", "busy", "unsafe"];

fn reason(sight: &Sight, reason: &str) -> Option<String> {
    let key = match reason {
        "away" => "page-duty-why-away",
        "busy" => "page-duty-why-busy",
        "unsafe" => "page-duty-why-unsafe",
        _ => return None,
    };
    Some(sight.w.say(key))
}

/// What a posted form says in words: the chosen reason, then the text.
pub(crate) fn text(sight: &Sight, posted: &Posted) -> Option<String> {
    let chosen = posted.text("why").and_then(|it| reason(sight, it));
    let typed = posted.text("text").map(str::to_owned);
    let parts: Vec<String> = chosen.into_iter().chain(typed).collect();
    (!parts.is_empty()).then(|| sight.w.clauses(parts))
}

/// The three answers.
pub(crate) fn forms(sight: &Sight, duty: &Duty, whose: &Whose, again: Option<&Again>) -> Markup {
    let w = sight.w;
    let again = |answer: &str| again.filter(|again| again.answer == answer);
    let taken = taken_by(duty, whose);
    html! {
        div.acts.one {
            @if taken {
                p.note.ok { (taken_note(sight, duty)) }
            } @else {
                @if let Some(note) = refused_note(sight, duty, whose) { p.note { (note) } }
                form action=(sight.path) method="post" {
                    (hidden(sight, again("got-it")))
                    (on_behalf(sight, whose, duty.task.life_safety))
                    button.btn.pri.huge name="answer" value="got-it" {
                        (w.say("duty-answer-got-it"))
                    }
                }
            }
            (done(sight, duty, whose, again("done"), taken))
            (cannot(sight, duty, whose, again("cannot")))
        }
    }
}

fn done(sight: &Sight, duty: &Duty, whose: &Whose, again: Option<&Again>, taken: bool) -> Markup {
    let w = sight.w;
    let asks = |evidence| duty.task.evidence.contains(&evidence);
    // Life-safety work is never held up by a form, so the browser must not hold it up either.
    let must = |evidence| asks(evidence) && !duty.task.life_safety;
    let text_label = if asks(Evidence::Text) {
        "page-duty-text"
    } else {
        "page-duty-text-free"
    };
    let photo_label = if asks(Evidence::Photo) {
        "page-duty-photo"
    } else {
        "page-duty-photo-free"
    };
    // Makers are text; whatever else made a duty, its work is simply done.
    let (summary, send) = match duty.task.made.by.as_str() {
        "sign-off" => ("page-duty-sign", "page-duty-sign-send"),
        "report" => ("page-duty-report-sent", "page-duty-report-sent"),
        _ => ("page-duty-done", "page-duty-send-done"),
    };
    html! {
        details open[taken || again.is_some()] {
            summary { (w.say(summary)) }
            form.stack action=(sight.path) method="post" enctype="multipart/form-data" {
                (hidden(sight, again))
                (on_behalf(sight, whose, duty.task.life_safety))
                label {
                    (w.say(text_label))
                    textarea name="text" rows="3" required[must(Evidence::Text)]
                        placeholder=(w.say("page-duty-text-example")) {
                        (again.map_or("", |again| again.text.as_str()))
                    }
                }
                label {
                    (w.say(photo_label))
                    input type="file" name="photo" accept="image/*" required[must(Evidence::Photo)];
                }
                button.btn.pri.huge name="answer" value="done" { (w.say(send)) }
            }
        }
    }
}

fn cannot(sight: &Sight, duty: &Duty, whose: &Whose, again: Option<&Again>) -> Markup {
    let w = sight.w;
    let next = ladder::next_people(sight, duty);
    let label = if next.is_empty() {
        w.say("page-duty-send-cannot")
    } else {
        let people = sight.names(|names| names.people(w, &next));
        w.with("page-duty-send-cannot-to", &[("people", people)])
    };
    html! {
        details open[again.is_some()] {
            summary { (w.say("duty-answer-cannot")) }
            form.stack action=(sight.path) method="post" {
                (hidden(sight, again))
                (on_behalf(sight, whose, duty.task.life_safety))
                div {
                    @for it in REASONS {
                        label.in {
                            input type="radio" name="why" value=(it) required
                                checked[again.is_some_and(|again| again.reason == it)];
                            (reason(sight, it).unwrap_or_default())
                        }
                    }
                }
                label {
                    (w.say("page-duty-why-more"))
                    input name="text" value=(again.map_or("", |again| again.text.as_str()));
                }
                button.btn.huge name="answer" value="cannot" { (label) }
            }
        }
    }
}

fn hidden(sight: &Sight, again: Option<&Again>) -> Markup {
    match again.filter(|again| !again.id.is_empty()) {
        Some(again) => once_again(&again.id, &again.made),
        None => once(sight),
    }
}

/// For whom an officer answers, or who it is that answers.
fn on_behalf(sight: &Sight, whose: &Whose, life_safety: bool) -> Markup {
    let w = sight.w;
    let name = |person: &PersonId| html! { option value=(person) { (sight.person(person)) } };
    match whose {
        Whose::Own(_) => html! {},
        Whose::Named(people) => html! {
            label {
                (w.say("page-duty-on-behalf"))
                select name="person" {
                    @for person in people { (name(person)) }
                    option value="" { (w.say("page-duty-on-behalf-post")) }
                }
            }
        },
        // What saves lives waits for nobody's name.
        Whose::Claimed(people) => html! {
            label {
                (w.say("page-duty-who"))
                select name="person" required[!life_safety] {
                    option value="" {
                        (w.say(if life_safety { "page-duty-who-else" } else { "page-duty-who-choose" }))
                    }
                    @for person in people { (name(person)) }
                }
            }
        },
    }
}

/// Whether there is nothing left to say "got it" to.
fn taken_by(duty: &Duty, whose: &Whose) -> bool {
    let last = duty.reply().filter(|reply| reply.takes);
    match whose {
        Whose::Own(me) => last.is_some_and(|reply| reply.person.as_ref() == Some(me)),
        Whose::Named(_) | Whose::Claimed(_) => last.is_some(),
    }
}

fn taken_note(sight: &Sight, duty: &Duty) -> String {
    let w = sight.w;
    let Some(reply) = duty.reply() else {
        return String::new();
    };
    let time = sight.clock(reply.at);
    match &reply.person {
        Some(person) => w.with(
            "page-duty-taken-by",
            &[("person", sight.person(person)), ("time", time)],
        ),
        None => w.with("page-duty-taken", &[("time", time)]),
    }
}

/// That somebody has said "cannot": their own page says so, and an officer's whose it was and why.
fn refused_note(sight: &Sight, duty: &Duty, whose: &Whose) -> Option<String> {
    let w = sight.w;
    let refusals = || duty.replies.iter().rev().filter(|reply| !reply.takes);
    let (reply, key) = match whose {
        Whose::Own(me) => {
            let mine = refusals().find(|reply| reply.person.as_ref() == Some(me))?;
            (mine, "page-duty-refused")
        }
        Whose::Named(_) | Whose::Claimed(_) => (refusals().next()?, "page-duty-refused-by"),
    };
    let person = match &reply.person {
        Some(person) => sight.person(person),
        None => sight.names(|names| names.post(w, &duty.post)),
    };
    let said = w.with(key, &[("person", person), ("time", sight.clock(reply.at))]);
    let why = reply
        .text
        .as_ref()
        .map(|why| sight.names(|names| names.sealed(w, why)));
    Some(w.clauses(std::iter::once(said).chain(why)))
}

/// What was done, once the duty is closed; no form.
pub(crate) fn outcome(sight: &Sight, duty: &Duty) -> Markup {
    let w = sight.w;
    let Some(done) = &duty.discharge else {
        return html! {};
    };
    let time = sight.clock(done.at);
    if done.waived {
        return waived(sight, done);
    }
    let said = match &done.person {
        Some(person) => w.with(
            "page-duty-was-done-by",
            &[("person", sight.person(person)), ("time", time)],
        ),
        None => w.with("page-duty-was-done", &[("time", time)]),
    };
    html! {
        section.stack {
            p.note.ok { (said) @if done.late { " " (w.say("page-duty-was-late")) } }
            @if let Some(text) = sight.said(done.text.as_ref()) { p { (text) } }
            @if let Some(oral) = &done.oral { (duty_course::spoken(sight, oral)) }
            @if !done.photos.is_empty() {
                p.sm { (w.with("event-photos", &[("count", done.photos.len())])) }
            }
            p { (w.say("page-duty-closed")) }
        }
    }
}

/// That it need not be done: who decided it, by which clause, why.
fn waived(sight: &Sight, done: &duty::Discharge) -> Markup {
    let w = sight.w;
    let time = sight.clock(done.at);
    let said = match &done.person {
        Some(person) => w.with(
            "page-duty-was-waived-by",
            &[("person", sight.person(person)), ("time", time)],
        ),
        None => w.with("page-duty-was-waived", &[("time", time)]),
    };
    html! {
        section.stack {
            p.note.ok { (said) }
            @if let Some(clause) = sight.said(done.clause.as_ref()) {
                p { (w.with("event-by-clause", &[("clause", clause)])) }
            }
            @if let Some(reason) = sight.said(done.text.as_ref()) {
                p { (w.with("event-because", &[("reason", reason)])) }
            }
        }
    }
}
