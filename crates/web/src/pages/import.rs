//! People from a table: first what each row would come to, then one confirm for all of them.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duty::PersonId;
use engine::{AccountId, Act, Address, Entered, Hours, MOST_ENTERED, Reach};
use maud::{Markup, html};

use crate::addresses;
use crate::answer::Failure;
use crate::app::Web;
use crate::components::once;
use crate::form::{LongForm, Posted};
use crate::import::{self, Judged, NoList, Outcome, Remark, Why};
use crate::layout::{self, Here};
use crate::pages::organisation::making;
use crate::pages::refusal;
use crate::sight::Sight;

/// So many rows of each kind are shown; all are counted.
const SHOWN: usize = 300;

/// `GET /organisation/import`
pub(crate) async fn show(sight: Sight, Extension(account): Extension<AccountId>) -> Markup {
    page(&sight, &account, None, html! {})
}

/// `POST /organisation/import`: a file to be looked at, or the confirm of one that was.
pub(crate) async fn import(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<LongForm, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(LongForm(posted)) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    if posted.text("act") == Some("confirm") {
        return confirmed(sight, account, &posted).await;
    }
    let rows = match table(&web, &sight, &posted).await {
        Ok(table) => import::rows(&table).map_err(|why| no_list(&sight, why)),
        Err(why) => Err(why),
    };
    match rows {
        Ok(rows) => {
            let judged = import::judge(&sight, rows);
            let body = preview(&sight, &judged);
            page(&sight, &account, None, body).into_response()
        }
        Err(why) => {
            let page = page(&sight, &account, Some(&why), html! {});
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

/// Reads the file where that holds up nobody else, one after the other.
async fn table(web: &Web, sight: &Sight, posted: &Posted) -> Result<Vec<Vec<String>>, String> {
    let w = sight.w;
    let (Some(bytes), Some(name)) = (posted.files.first(), posted.file_names.first()) else {
        return Err(w.say("page-import-no-file"));
    };
    let Some(texts) = web.texts.clone() else {
        return Err(w.say("page-import-no-file"));
    };
    // Browsers may send a path; only the last name says what it is.
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let unread = || w.with("sheet-damaged", &[("file", name.clone())]);
    let Ok(_turn) = web.reading.acquire().await else {
        return Err(unread());
    };
    let (bytes, of) = (bytes.clone(), name.clone());
    match tokio::task::spawn_blocking(move || texts.rows(w, &of, &bytes)).await {
        Ok(read) => read,
        Err(error) => {
            tracing::error!(%error, "a table could not be read");
            Err(unread())
        }
    }
}

/// Enters all that is taken by one command: everybody, or, when that fails, nobody.
async fn confirmed(sight: Sight, account: AccountId, posted: &Posted) -> Response {
    let Some(rows) = import::read(posted.secret("rows")) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    // Judged again: somebody may have entered people since the preview.
    let judged = import::judge(&sight, rows);
    match entered(&sight, account.clone(), posted, &judged).await {
        Ok(()) => {
            let sight = sight.again();
            let body = done(&sight, &judged);
            page(&sight, &account, None, body).into_response()
        }
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

async fn entered(
    sight: &Sight,
    account: AccountId,
    posted: &Posted,
    judged: &[Judged],
) -> Result<(), Failure> {
    let mut making = making(sight, posted, account)?;
    let mut people = Vec::new();
    for it in judged {
        let person = match &it.outcome {
            Outcome::Adds => {
                let id = format!("person-{}-{}", making.id, it.row.line);
                PersonId::new(id).map_err(|_| Failure::Malformed)?
            }
            Outcome::Changes(person) => person.clone(),
            Outcome::Same | Outcome::Refused(_) => continue,
        };
        let entry = import::entry(&it.row);
        // What the file does not say stays as it was.
        let known = sight.published.state.people.get(&person);
        let phone = making.seal(entry.phone)?;
        let number = making.seal(entry.number)?;
        let mail = Some(it.row.mail.as_str());
        let mail = mail.filter(|mail| !import::has_mail(sight, &person, mail));
        let address = making.seal(mail)?.map(|value| Address {
            channel: import::MAIL.to_owned(),
            value,
            opens: Reach::House,
            hours: Hours::Always,
        });
        people.push(Entered {
            address,
            name: making.seal(Some(entry.name))?.ok_or(Failure::Malformed)?,
            phone: phone.or_else(|| known?.phone.clone()),
            number: number.or_else(|| known?.number.clone()),
            posts: it.posts.clone(),
            person,
        });
    }
    if !people.is_empty() {
        making.submit(sight, Act::EnterPeople(people)).await?;
    }
    Ok(())
}

fn page(sight: &Sight, account: &AccountId, refused: Option<&str>, body: Markup) -> Markup {
    let w = sight.w;
    let title = w.say("page-organisation-import");
    layout::signed_in(
        sight,
        account,
        Here::Organisation,
        &title,
        html! {},
        html! {
            main id="main" {
                div.head { h1 { (title) } }
                @if let Some(why) = refused {
                    p."note bad" role="alert" { (why) " " (w.nothing_changed()) }
                }
                (body)
                section.sec {
                    header { h2 { (w.say("page-import-file")) } }
                    form."pad stack" action="/organisation/import" method="post" enctype="multipart/form-data" {
                        p { (w.with("page-import-how", &[("most", MOST_ENTERED)])) }
                        label { (w.say("page-import-choose"))
                            input type="file" name="file" required
                                accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"; }
                        button.btn name="act" value="look" { (w.say("page-import-look")) }
                    }
                }
                p { a href="/organisation" { (w.say("page-organisation-back-posts")) } }
            }
        },
    )
}

fn no_list(sight: &Sight, why: NoList) -> String {
    let key = match why {
        NoList::NoHead => "page-import-no-head",
        NoList::Empty => "page-import-empty",
        NoList::TooMany => "page-import-too-many",
    };
    sight.w.with(key, &[("most", MOST_ENTERED)])
}

fn count(judged: &[Judged], is: impl Fn(&Outcome) -> bool) -> usize {
    judged.iter().filter(|it| is(&it.outcome)).count()
}

fn counts(sight: &Sight, judged: &[Judged], key: &str) -> String {
    sight.w.with(
        key,
        &[
            ("adds", count(judged, |it| *it == Outcome::Adds)),
            (
                "changes",
                count(judged, |it| matches!(it, Outcome::Changes(_))),
            ),
            ("same", count(judged, |it| *it == Outcome::Same)),
            (
                "refused",
                count(judged, |it| matches!(it, Outcome::Refused(_))),
            ),
        ],
    )
}

fn preview(sight: &Sight, judged: &[Judged]) -> Markup {
    let w = sight.w;
    let takes = count(judged, |it| {
        matches!(it, Outcome::Adds | Outcome::Changes(_))
    });
    html! {
        p."note ask" { (counts(sight, judged, "page-import-would")) }
        @if takes > 0 {
            form action="/organisation/import" method="post" {
                (once(sight))
                input type="hidden" name="rows" value=(import::written(judged));
                button."btn pri" name="act" value="confirm" {
                    (w.with("page-import-confirm", &[("count", takes)]))
                }
            }
        }
        (tables(sight, judged))
    }
}

fn done(sight: &Sight, judged: &[Judged]) -> Markup {
    html! {
        p."note ok" role="status" { (counts(sight, judged, "page-import-done")) }
        (tables(sight, judged))
    }
}

fn tables(sight: &Sight, judged: &[Judged]) -> Markup {
    let refused = judged
        .iter()
        .filter(|it| matches!(it.outcome, Outcome::Refused(_)));
    let remarked = judged
        .iter()
        .filter(|it| !it.remarks.is_empty() && !matches!(it.outcome, Outcome::Refused(_)));
    let taken = judged
        .iter()
        .filter(|it| matches!(it.outcome, Outcome::Adds | Outcome::Changes(_)));
    html! {
        (table_of(sight, "page-import-refused", refused))
        (table_of(sight, "page-import-remarks", remarked))
        (table_of(sight, "page-import-taken", taken))
    }
}

fn table_of<'a>(sight: &Sight, title: &str, rows: impl Iterator<Item = &'a Judged>) -> Markup {
    let w = sight.w;
    let mut rows: Vec<&Judged> = rows.collect();
    let all = rows.len();
    rows.truncate(SHOWN);
    html! {
        @if !rows.is_empty() {
            section.sec {
                header { h2 { (w.say(title)) } small { (w.with("page-import-rows", &[("count", all)])) } }
                ul."rows" {
                    @for it in &rows {
                        li {
                            span { (w.with("page-import-line", &[("line", it.row.line)])) }
                            div {
                                p {
                                    b { (it.row.name) } " " (it.row.number)
                                    @if !it.posts.is_empty() {
                                        " " (w.list(it.posts.iter().map(|post| {
                                            crate::pages::organisation::post_name(sight, post)
                                        })))
                                    }
                                }
                                @for remark in &it.remarks { p.sm { (remark_said(sight, remark)) } }
                            }
                            span { (outcome_said(sight, &it.outcome)) }
                        }
                    }
                }
                @if all > rows.len() { p.pad { (w.with("page-import-more", &[("count", all - rows.len())])) } }
            }
        }
    }
}

fn outcome_said(sight: &Sight, outcome: &Outcome) -> String {
    let w = sight.w;
    let line = |key: &str, line: usize| w.with(key, &[("line", line)]);
    match outcome {
        Outcome::Adds => w.say("page-import-adds"),
        Outcome::Changes(_) => w.say("page-import-changes"),
        Outcome::Same => w.say("page-import-same"),
        Outcome::Refused(Why::NoName) => w.say("page-import-no-name"),
        Outcome::Refused(Why::BadName) => w.say("page-import-bad-name"),
        Outcome::Refused(Why::BadPhone) => w.say("page-import-bad-phone"),
        Outcome::Refused(Why::BadMail) => addresses::how(w, import::MAIL),
        Outcome::Refused(Why::NumberTwice(it)) => line("page-import-number-twice", *it),
        Outcome::Refused(Why::NameTwice(it)) => line("page-import-name-twice", *it),
        Outcome::Refused(Why::SeveralKnown) => w.say("page-import-several"),
    }
}

fn remark_said(sight: &Sight, remark: &Remark) -> String {
    let w = sight.w;
    let named = |key: &str, name: &str| w.with(key, &[("name", name)]);
    match remark {
        Remark::NoSuchPost(name) => named("page-import-no-post", name),
        Remark::NoSuchGroup(name) => named("page-import-no-group", name),
        Remark::WhichPost(name) => named("page-import-which-post", name),
    }
}
