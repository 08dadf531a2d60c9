//! The administrator's page: who has an account, for what, and what can be taken from it.

use accounts::{Account, NotMade, Session, Token, Whose};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::PersonId;
use engine::{AccountId, Act, By, Right, Role};
use maud::{Markup, html};

use crate::answer::{Failure, Making};
use crate::app::Web;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::account::{session_line, token_rows};
use crate::pages::refusal;
use crate::sight::Sight;

/// Why something was not done.
enum NotSo {
    /// A sentence from the catalogue.
    Said(StatusCode, &'static str),
    /// The engine's answer.
    Failed(Failure),
    /// The tables.
    Trouble(accounts::AccountsError),
}

impl From<accounts::AccountsError> for NotSo {
    fn from(error: accounts::AccountsError) -> Self {
        Self::Trouble(error)
    }
}

impl From<NotMade> for NotSo {
    fn from(why: NotMade) -> Self {
        let bad = StatusCode::UNPROCESSABLE_ENTITY;
        match why {
            NotMade::BadLogin => Self::Said(bad, "page-accounts-bad-login"),
            NotMade::Taken => Self::Said(StatusCode::CONFLICT, "page-accounts-taken"),
            NotMade::Accounts(error) => Self::Trouble(error),
        }
    }
}

impl From<Failure> for NotSo {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// `GET /accounts`
pub(crate) async fn list(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
) -> Response {
    all(&web, &sight, &me, StatusCode::OK, None).await
}

/// `POST /accounts`: makes one.
pub(crate) async fn make(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    match made(&web, &sight, &me, &posted).await {
        Ok(account) => Redirect::to(&format!("/accounts/{account}")).into_response(),
        Err(NotSo::Said(status, key)) => {
            all(&web, &sight, &me, status, Some(sight.w.say(key))).await
        }
        Err(NotSo::Failed(failure)) => {
            let said = failure.say(&sight);
            all(&web, &sight, &me, failure.status().0, Some(said)).await
        }
        Err(NotSo::Trouble(error)) => refusal::trouble(&sight, &error),
    }
}

/// `GET /accounts/{id}`
pub(crate) async fn show(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    one(&web, &sight, &me, &id, StatusCode::OK, &Said::Nothing).await
}

/// `POST /accounts/{id}`: changes one.
pub(crate) async fn change(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let Some(whose) = whose(&sight, &id) else {
        return unknown(&sight);
    };
    let (status, said) = match changed(&web, &sight, &me, &whose, &posted).await {
        Ok(said) => (StatusCode::OK, said),
        Err(NotSo::Said(status, key)) => (status, Said::Refused(sight.w.say(key))),
        Err(NotSo::Failed(failure)) => (failure.status().0, Said::Refused(failure.say(&sight))),
        Err(NotSo::Trouble(error)) => return refusal::trouble(&sight, &error),
    };
    let sight = sight.again();
    one(&web, &sight, &me, &id, status, &said).await
}

async fn made(
    web: &Web,
    sight: &Sight,
    me: &AccountId,
    posted: &Posted,
) -> Result<AccountId, NotSo> {
    let right = right(posted).ok_or(NotSo::Failed(Failure::Malformed))?;
    let account = AccountId::new(format!("account-{}", runner::fresh_id()))
        .expect("hex digits make an identifier");
    let whose = Whose {
        organisation: sight.organisation_id.clone(),
        account: account.clone(),
    };
    let login = posted.text("login").unwrap_or_default();
    web.accounts
        .make(&whose, login, web.organisations.now())
        .await?;
    give(sight, me, &account, Some(right), posted).await?;
    Ok(account)
}

async fn changed(
    web: &Web,
    sight: &Sight,
    me: &AccountId,
    whose: &Whose,
    posted: &Posted,
) -> Result<Said, NotSo> {
    let accounts = &web.accounts;
    let now = web.organisations.now();
    if accounts.account(whose).await?.is_none() {
        return Err(NotSo::Said(
            StatusCode::NOT_FOUND,
            "page-board-not-found-why",
        ));
    }
    if let Some(token) = posted.text("revoke") {
        accounts.drop_token(whose, token).await?;
        return Ok(Said::Done("page-accounts-token-revoked"));
    }
    if let Some(session) = posted.text("session") {
        accounts.end_session(whose, session).await?;
        return Ok(Said::Done("page-accounts-session-ended"));
    }
    match posted.text("act") {
        Some("right") => {
            let right = right(posted).ok_or(NotSo::Failed(Failure::Malformed))?;
            let login = posted.text("login").unwrap_or_default();
            if accounts.login(whose).as_deref() != Some(login) {
                accounts.rename(whose, login).await?;
            }
            give(sight, me, &whose.account, Some(right), posted).await?;
            Ok(Said::Done("page-accounts-saved"))
        }
        Some("disable") => {
            give(sight, me, &whose.account, None, posted).await?;
            accounts.shut_out(whose).await?;
            Ok(Said::Done("page-accounts-disabled"))
        }
        Some("link") => {
            let secret = accounts.one_time(whose, now).await?;
            Ok(Said::Link(format!("{}/sign-in/{secret}", web.public_url)))
        }
        Some("code") => {
            accounts.drop_code(whose).await?;
            Ok(Said::Done("page-account-code-dropped"))
        }
        Some(_) | None => Err(NotSo::Failed(Failure::Malformed)),
    }
}

/// Records a right.
async fn give(
    sight: &Sight,
    me: &AccountId,
    account: &AccountId,
    right: Option<Right>,
    posted: &Posted,
) -> Result<(), Failure> {
    let id = posted.command_id().ok_or(Failure::Malformed)?;
    let making = Making::new(id, posted.made(sight.now), By::Account(me.clone()));
    let act = Act::SetRight {
        account: account.clone(),
        right,
    };
    making.submit(sight, act).await.map(|_| ())
}

fn right(posted: &Posted) -> Option<Right> {
    let person = match posted.text("person") {
        Some(id) => Some(PersonId::new(id).ok()?),
        None => None,
    };
    Some(Right {
        role: Role::from_word(posted.text("role")?)?,
        person,
    })
}

fn whose(sight: &Sight, id: &str) -> Option<Whose> {
    Some(Whose {
        organisation: sight.organisation_id.clone(),
        account: AccountId::new(id).ok()?,
    })
}

fn unknown(sight: &Sight) -> Response {
    refusal::plain(
        sight,
        StatusCode::NOT_FOUND,
        "page-board-not-found",
        "page-board-not-found-why",
    )
}

/// What is said on top of an account's page, once.
enum Said {
    Nothing,
    Done(&'static str),
    Refused(String),
    /// A one-time sign-in link.
    Link(String),
}

async fn all(
    web: &Web,
    sight: &Sight,
    me: &AccountId,
    status: StatusCode,
    refused: Option<String>,
) -> Response {
    let w = sight.w;
    let accounts = match web.accounts.accounts(sight.organisation_id.as_str()).await {
        Ok(accounts) => accounts,
        Err(error) => return refusal::trouble(sight, &error),
    };
    let page = layout::signed_in(
        sight,
        me,
        Here::Accounts,
        &w.say("page-accounts-title"),
        html! {},
        html! {
            main id="main" class="slim wide" {
                h1 { (w.say("page-accounts-title")) }
                @if let Some(why) = refused {
                    p."note bad" role="alert" { (why) " " (w.nothing_changed()) }
                }
                section.sec {
                    ul."rows bare" { @for account in &accounts { (row(sight, account)) } }
                }
                section.sec aria-labelledby="make" {
                    header { h2 id="make" { (w.say("page-accounts-make")) } small { (w.say("page-accounts-make-why")) } }
                    form."pad stack" action="/accounts" method="post" {
                        (crate::components::once(sight))
                        (fields(sight, "", None))
                        button."btn pri" { (w.say("page-accounts-make-send")) }
                    }
                }
            }
        },
    );
    (status, page).into_response()
}

fn row(sight: &Sight, account: &Account) -> Markup {
    let w = sight.w;
    let right = sight.published.state.rights.get(&account.account);
    let role = right.map_or_else(|| w.say("page-accounts-off"), |it| w.role(it.role));
    let person = right.and_then(|right| right.person.as_ref());
    html! {
        li {
            div {
                a href={ "/accounts/" (account.account) } { b { (account.login) } } br;
                small {
                    (role)
                    @if let Some(person) = person { (w.pick("·", Some(", "))) (sight.person(person)) }
                }
            }
            span.sm {
                @if !account.has_password { (w.say("page-accounts-no-password")) }
                @else if account.has_code { (w.say("page-accounts-with-code")) }
            }
        }
    }
}

fn fields(sight: &Sight, login: &str, right: Option<&Right>) -> Markup {
    let w = sight.w;
    let role = right.map_or(Role::Member, |right| right.role);
    let own = right.and_then(|right| right.person.as_ref());
    html! {
        label { (w.say("page-signin-login"))
            input name="login" required maxlength=(accounts::LONGEST_LOGIN) value=(login)
                autocomplete="off" autocapitalize="none" spellcheck="false"; }
        label { (w.say("page-accounts-role"))
            select name="role" {
                @for it in Role::ALL {
                    option value=(it.word()) selected[it == role] {
                        (w.role(it)) (w.pick("：", Some(": "))) (w.say(role_why(it)))
                    }
                }
            }
        }
        label { (w.say("page-accounts-person"))
            select name="person" {
                option value="" { (w.say("page-accounts-nobody")) }
                @for (id, _) in crate::posts::people(sight) {
                    option value=(id) selected[Some(id) == own] { (sight.person(id)) }
                }
            }
        }
    }
}

fn role_why(role: Role) -> &'static str {
    match role {
        Role::Administrator => "page-accounts-why-administrator",
        Role::Officer => "page-accounts-why-officer",
        Role::Commander => "page-accounts-why-commander",
        Role::Member => "page-accounts-why-member",
        Role::Auditor => "page-accounts-why-auditor",
    }
}

/// What the page of one account shows.
struct Theirs {
    account: Account,
    sessions: Vec<Session>,
    tokens: Vec<Token>,
}

async fn one(
    web: &Web,
    sight: &Sight,
    me: &AccountId,
    id: &str,
    status: StatusCode,
    said: &Said,
) -> Response {
    let Some(whose) = whose(sight, id) else {
        return unknown(sight);
    };
    match theirs(web, &whose).await {
        Ok(Some(theirs)) => (status, theirs.page(sight, me, said)).into_response(),
        Ok(None) => unknown(sight),
        Err(error) => refusal::trouble(sight, &error),
    }
}

async fn theirs(web: &Web, whose: &Whose) -> Result<Option<Theirs>, accounts::AccountsError> {
    let Some(account) = web.accounts.account(whose).await? else {
        return Ok(None);
    };
    let now = web.organisations.now();
    Ok(Some(Theirs {
        account,
        sessions: web.accounts.sessions(whose, now).await?,
        tokens: web.accounts.tokens(whose).await?,
    }))
}

impl Theirs {
    fn page(&self, sight: &Sight, me: &AccountId, said: &Said) -> Markup {
        let w = sight.w;
        let right = sight.published.state.rights.get(&self.account.account);
        let path = format!("/accounts/{}", self.account.account);
        layout::signed_in(
            sight,
            me,
            Here::Accounts,
            &self.account.login,
            html! {},
            html! {
                main id="main" class="slim wide" {
                    h1 { (self.account.login) }
                    (top(sight, said))
                    @if right.is_none() { p.note { (w.say("page-accounts-is-off")) } }
                    section.sec {
                        header { h2 { (w.say("page-accounts-right")) } small { (w.say("page-accounts-right-why")) } }
                        form."pad stack" action=(path) method="post" {
                            (crate::components::once(sight))
                            (fields(sight, &self.account.login, right))
                            button."btn pri" name="act" value="right" { (w.say("page-accounts-save")) }
                        }
                    }
                    section.sec {
                        header { h2 { (w.say("page-accounts-link")) } small { (w.say("page-accounts-link-why")) } }
                        form.pad action=(path) method="post" {
                            button.btn name="act" value="link" { (w.say("page-accounts-link-make")) }
                        }
                    }
                    @if self.account.has_code {
                        section.sec {
                            header { h2 { (w.say("page-account-code")) } }
                            form.pad action=(path) method="post" {
                                button.btn name="act" value="code" { (w.say("page-account-code-drop")) }
                            }
                        }
                    }
                    @if !self.sessions.is_empty() {
                        section.sec {
                            header { h2 { (w.say("page-account-sessions")) } }
                            ul."rows bare" {
                                @for session in &self.sessions {
                                    li {
                                        (session_line(sight, session))
                                        form action=(path) method="post" {
                                            button.btn name="session" value=(session.id) { (w.say("page-account-session-end")) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    @if !self.tokens.is_empty() {
                        section.sec {
                            header { h2 { (w.say("page-account-tokens")) } }
                            (token_rows(sight, &self.tokens, &path))
                        }
                    }
                    @if right.is_some() {
                        section.sec {
                            header { h2 { (w.say("page-accounts-disable")) } small { (w.say("page-accounts-disable-why")) } }
                            form.pad action=(path) method="post" {
                                (crate::components::once(sight))
                                button.btn name="act" value="disable" { (w.say("page-accounts-disable-send")) }
                            }
                        }
                    }
                    p { a href="/accounts" { (w.say("page-accounts-back")) } }
                }
            },
        )
    }
}

fn top(sight: &Sight, said: &Said) -> Markup {
    let w = sight.w;
    html! {
        @match said {
            Said::Nothing => {},
            Said::Done(key) => p."note ok" role="status" { (w.say(key)) },
            Said::Refused(why) => p."note bad" role="alert" { (why) " " (w.nothing_changed()) },
            Said::Link(link) => section.sec {
                div."pad stack" {
                    p { (w.say("page-accounts-link-once")) }
                    p { code { (link) } }
                }
            },
        }
    }
}
