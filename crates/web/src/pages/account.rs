//! My account: password, one-time codes, sessions, tokens.

use accounts::{Account, Enrolment, SHORTEST_PASSWORD, Scope, Session, Token, Whose};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::PersonId;
use engine::AccountId;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::app::Web;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::{addresses, qr, refusal};
use crate::sight::Sight;

/// How long a token lasts whose maker says nothing, and how long at most, in days.
const TOKEN_DAYS: (i64, i64) = (90, 400);

/// What the page shows.
struct Mine {
    account: Account,
    enrolment: Option<Enrolment>,
    recovery: usize,
    sessions: Vec<Session>,
    tokens: Vec<Token>,
}

/// What is said on top of the page, once.
enum Said {
    Nothing,
    /// A sentence from the catalogue.
    Done(&'static str),
    /// A sentence from the catalogue about what was not done.
    Refused(&'static str),
    /// New recovery codes.
    Recovery(Vec<String>),
    /// A new token.
    Token(String),
}

/// `GET /account`
pub(crate) async fn show(
    State(web): State<Web>,
    sight: Sight,
    Extension(session): Extension<Session>,
) -> Response {
    page(&web, &sight, &session, StatusCode::OK, Said::Nothing).await
}

/// `POST /account/password`
pub(crate) async fn password(
    State(web): State<Web>,
    sight: Sight,
    Extension(session): Extension<Session>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let said = set_password(&web, &session, &posted).await;
    answered(&web, &sight, &session, said).await
}

/// `POST /account/code`: begin, confirm or drop.
pub(crate) async fn code(
    State(web): State<Web>,
    sight: Sight,
    Extension(session): Extension<Session>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let said = change_code(&web, &session, &posted).await;
    answered(&web, &sight, &session, said).await
}

/// `POST /account/sessions`: ends one, or all others.
pub(crate) async fn sessions(
    State(web): State<Web>,
    sight: Sight,
    Extension(session): Extension<Session>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let ended = match posted.text("session") {
        Some(id) => web.accounts.end_session(&session.whose, id).await,
        None => {
            let others = web.accounts.end_other_sessions(&session.whose, &session.id);
            others.await
        }
    };
    match ended {
        Ok(()) => Redirect::to("/account#sessions").into_response(),
        Err(error) => refusal::trouble(&sight, &error),
    }
}

/// `POST /account/tokens`: makes one, or revokes one.
pub(crate) async fn tokens(
    State(web): State<Web>,
    sight: Sight,
    Extension(session): Extension<Session>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    if let Some(id) = posted.text("revoke") {
        return match web.accounts.drop_token(&session.whose, id).await {
            Ok(()) => Redirect::to("/account#tokens").into_response(),
            Err(error) => refusal::trouble(&sight, &error),
        };
    }
    let said = make_token(&web, &session, &posted).await;
    answered(&web, &sight, &session, said).await
}

async fn set_password(
    web: &Web,
    session: &Session,
    posted: &Posted,
) -> Result<Said, accounts::AccountsError> {
    let whose = &session.whose;
    let had = match web.accounts.account(whose).await? {
        Some(account) => account.has_password,
        None => false,
    };
    let new = posted.secret("new");
    if new != posted.secret("again") {
        return Ok(Said::Refused("page-account-password-differs"));
    }
    if had
        && !web
            .accounts
            .is_password(whose, posted.secret("password"))
            .await?
    {
        return Ok(Said::Refused("page-account-password-wrong"));
    }
    if !web.accounts.set_password(whose, new).await? {
        return Ok(Said::Refused("page-account-password-short"));
    }
    // Whoever knew the old one is out.
    let others = web.accounts.end_other_sessions(whose, &session.id);
    others.await?;
    Ok(Said::Done("page-account-password-set"))
}

async fn change_code(
    web: &Web,
    session: &Session,
    posted: &Posted,
) -> Result<Said, accounts::AccountsError> {
    let whose = &session.whose;
    let Some(account) = web.accounts.account(whose).await? else {
        return Ok(Said::Nothing);
    };
    match posted.text("act") {
        Some("begin") if !account.has_password => Ok(Said::Refused("page-account-code-first")),
        Some("begin") if !account.has_code => {
            web.accounts.begin_code(whose).await?;
            Ok(Said::Nothing)
        }
        Some("confirm") => {
            let code = posted.text("code").unwrap_or_default();
            let now = web.organisations.now();
            let codes = web.accounts.confirm_code(whose, code, now).await?;
            Ok(codes.map_or(Said::Refused("page-account-code-wrong"), Said::Recovery))
        }
        Some("drop") => {
            let password = posted.secret("password");
            if web.accounts.is_password(whose, password).await? {
                web.accounts.drop_code(whose).await?;
                Ok(Said::Done("page-account-code-dropped"))
            } else {
                Ok(Said::Refused("page-account-password-wrong"))
            }
        }
        Some(_) | None => Ok(Said::Nothing),
    }
}

async fn make_token(
    web: &Web,
    session: &Session,
    posted: &Posted,
) -> Result<Said, accounts::AccountsError> {
    let (usual, most) = TOKEN_DAYS;
    let days = posted.text("days").map_or(Ok(usual), str::parse);
    let scope = posted.text("scope").and_then(Scope::from_word);
    let (Some(name), Some(scope), Ok(days)) = (posted.text("name"), scope, days) else {
        return Ok(Said::Refused("page-board-malformed"));
    };
    if !(1..=most).contains(&days) {
        return Ok(Said::Refused("page-account-token-days"));
    }
    let now = web.organisations.now();
    let ends = now
        .checked_add(SignedDuration::from_hours(24 * days))
        .unwrap_or(Timestamp::MAX);
    let made = web
        .accounts
        .make_token(&session.whose, name, scope, now, ends);
    made.await.map(Said::Token)
}

async fn answered(
    web: &Web,
    sight: &Sight,
    session: &Session,
    said: Result<Said, accounts::AccountsError>,
) -> Response {
    match said {
        Ok(said @ Said::Refused(_)) => {
            page(web, sight, session, StatusCode::UNPROCESSABLE_ENTITY, said).await
        }
        Ok(said) => page(web, sight, session, StatusCode::OK, said).await,
        Err(error) => refusal::trouble(sight, &error),
    }
}

async fn page(
    web: &Web,
    sight: &Sight,
    session: &Session,
    status: StatusCode,
    said: Said,
) -> Response {
    match mine(web, &session.whose).await {
        Ok(Some(mine)) => (status, whole(sight, session, &mine, &said)).into_response(),
        Ok(None) => refusal::plain(
            sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ),
        Err(error) => refusal::trouble(sight, &error),
    }
}

async fn mine(web: &Web, whose: &Whose) -> Result<Option<Mine>, accounts::AccountsError> {
    let Some(account) = web.accounts.account(whose).await? else {
        return Ok(None);
    };
    Ok(Some(Mine {
        account,
        enrolment: web.accounts.enrolment(whose).await?,
        recovery: web.accounts.recovery_left(whose).await?,
        sessions: web
            .accounts
            .sessions(whose, web.organisations.now())
            .await?,
        tokens: web.accounts.tokens(whose).await?,
    }))
}

fn whole(sight: &Sight, session: &Session, mine: &Mine, said: &Said) -> Markup {
    let w = sight.w;
    let me: &AccountId = &session.whose.account;
    let role = sight.right.as_ref().map(|right| w.role(right.role));
    layout::signed_in(
        sight,
        me,
        Here::Account,
        &w.say("page-account-title"),
        html! {},
        html! {
            main id="main" class="slim wide" {
                h1 { (w.say("page-account-title")) }
                p.sm {
                    (w.with("page-account-login", &[("login", mine.account.login.as_str())]))
                    @if let Some(role) = role { (w.pick("·", Some(", "))) (role) }
                }
                (top(sight, said))
                @if !mine.account.has_password && !matches!(said, Said::Refused(_)) {
                    p."note ask" { (w.say("page-account-no-password")) }
                }
                @if let Some(person) = sight.right.as_ref().and_then(|it| it.person.as_ref()) {
                    (addresses_section(sight, person))
                }
                (password_section(sight, mine))
                (code_section(sight, mine))
                (sessions_section(sight, session, mine))
                (tokens_section(sight, mine))
            }
        },
    )
}

fn top(sight: &Sight, said: &Said) -> Markup {
    let w = sight.w;
    html! {
        @match said {
            Said::Nothing => {},
            Said::Done(key) => p."note ok" role="status" { (w.say(key)) },
            Said::Refused(key) => p."note bad" role="alert" { (w.say(key)) " " (w.nothing_changed()) },
            Said::Recovery(codes) => section."sec" {
                header { h2 { (w.say("page-account-recovery")) } }
                div."pad stack" {
                    p { (w.say("page-account-recovery-why")) }
                    ul."rows bare" { @for code in codes { li { code { (code) } } } }
                }
            },
            Said::Token(secret) => section."sec" {
                header { h2 { (w.say("page-account-token-new")) } }
                div."pad stack" {
                    p { (w.say("page-account-token-once")) }
                    p { code { (secret) } }
                }
            },
        }
    }
}

/// An auditor changes nothing, and is told of nothing.
fn addresses_section(sight: &Sight, person: &PersonId) -> Markup {
    let w = sight.w;
    html! {
        @if sight.may_change() {
            section.sec aria-labelledby="addresses" {
                header { h2 id="addresses" { (w.say("page-account-addresses")) } small { (w.say("page-account-addresses-why")) } }
                p.pad { a.btn href=(addresses::path(person)) { (w.say("page-account-addresses")) } }
            }
        }
    }
}

fn password_section(sight: &Sight, mine: &Mine) -> Markup {
    let w = sight.w;
    let rule = w.with(
        "page-account-password-rule",
        &[("count", SHORTEST_PASSWORD)],
    );
    html! {
        section.sec aria-labelledby="password" {
            header { h2 id="password" { (w.say("page-account-password")) } small { (rule) } }
            form."pad stack" action="/account/password" method="post" {
                input type="hidden" name="username" autocomplete="username" value=(mine.account.login);
                @if mine.account.has_password {
                    label { (w.say("page-account-password-now"))
                        input name="password" type="password" required autocomplete="current-password"; }
                }
                label { (w.say("page-account-password-new"))
                    input name="new" type="password" required minlength=(SHORTEST_PASSWORD)
                        autocomplete="new-password"; }
                label { (w.say("page-account-password-again"))
                    input name="again" type="password" required autocomplete="new-password"; }
                button."btn pri" { (w.say("page-account-password-send")) }
            }
        }
    }
}

fn code_section(sight: &Sight, mine: &Mine) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="code" {
            header { h2 id="code" { (w.say("page-account-code")) } small { (w.say("page-account-code-why")) } }
            @if mine.account.has_code {
                form."pad stack" action="/account/code" method="post" {
                    p { (w.with("page-account-code-on", &[("count", mine.recovery)])) }
                    label { (w.say("page-account-password-now"))
                        input name="password" type="password" required autocomplete="current-password"; }
                    button.btn name="act" value="drop" { (w.say("page-account-code-drop")) }
                }
            } @else if let Some(enrolment) = &mine.enrolment {
                form."pad stack" action="/account/code" method="post" {
                    p { (w.say("page-account-code-scan")) }
                    (qr::picture(&enrolment.uri, &w.say("page-account-code-picture")))
                    p.sm { (w.say("page-account-code-type")) " " code { (groups(&enrolment.secret)) } }
                    label { (w.say("page-account-code-first-code"))
                        input name="code" required inputmode="numeric" autocomplete="one-time-code"; }
                    button."btn pri" name="act" value="confirm" { (w.say("page-account-code-confirm")) }
                }
            } @else {
                form."pad stack" action="/account/code" method="post" {
                    p { (w.say("page-account-code-off")) }
                    button.btn name="act" value="begin" { (w.say("page-account-code-begin")) }
                }
            }
        }
    }
}

fn sessions_section(sight: &Sight, session: &Session, mine: &Mine) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="sessions" {
            header { h2 id="sessions" { (w.say("page-account-sessions")) } small { (w.say("page-account-sessions-why")) } }
            ul."rows bare" {
                @for it in &mine.sessions {
                    li class=[(it.id == session.id).then_some("mine")] {
                        (session_line(sight, it))
                        @if it.id == session.id {
                            span.sm { (w.say("page-account-session-this")) }
                        } @else {
                            form action="/account/sessions" method="post" {
                                button.btn name="session" value=(it.id) { (w.say("page-account-session-end")) }
                            }
                        }
                    }
                }
            }
            @if mine.sessions.len() > 1 {
                form.pad action="/account/sessions" method="post" {
                    button.btn { (w.say("page-account-sessions-end")) }
                }
            }
        }
    }
}

/// Which browser, since when, last seen when.
pub(crate) fn session_line(sight: &Sight, session: &Session) -> Markup {
    let w = sight.w;
    let browser = if session.browser.is_empty() {
        w.say("page-account-session-unknown")
    } else {
        session.browser.clone()
    };
    let times = [
        ("made", sight.clock(session.made)),
        ("seen", sight.clock(session.seen)),
    ];
    html! {
        div { (browser) br; small { (w.with("page-account-session-times", &times)) } }
    }
}

fn tokens_section(sight: &Sight, mine: &Mine) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="tokens" {
            header { h2 id="tokens" { (w.say("page-account-tokens")) } small { (w.say("page-account-tokens-why")) } }
            (token_rows(sight, &mine.tokens, "/account/tokens"))
            form."pad stack" action="/account/tokens" method="post" {
                label { (w.say("page-account-token-name"))
                    input name="name" required maxlength="60" autocomplete="off"
                        placeholder=(w.say("page-account-token-example")); }
                label { (w.say("page-account-token-scope"))
                    select name="scope" {
                        @for scope in Scope::ALL {
                            option value=(scope.word()) { (scope_word(sight, scope)) }
                        }
                    }
                }
                label { (w.say("page-account-token-length"))
                    input name="days" type="number" min="1" max=(TOKEN_DAYS.1) value=(TOKEN_DAYS.0); }
                button.btn { (w.say("page-account-token-make")) }
            }
        }
    }
}

/// Tokens, each with the button that revokes it.
pub(crate) fn token_rows(sight: &Sight, tokens: &[Token], path: &str) -> Markup {
    let w = sight.w;
    html! {
        @if !tokens.is_empty() {
            ul."rows bare" {
                @for token in tokens {
                    li {
                        div {
                            b { (token.name) } br;
                            small {
                                (scope_word(sight, token.scope)) (w.pick("·", Some(", ")))
                                (w.with("page-account-token-until", &[("time", sight.clock(token.ends))]))
                            }
                        }
                        form action=(path) method="post" {
                            button.btn name="revoke" value=(token.id) { (w.say("page-account-token-revoke")) }
                        }
                    }
                }
            }
        }
    }
}

fn scope_word(sight: &Sight, scope: Scope) -> String {
    sight.w.say(match scope {
        Scope::Read => "page-account-scope-read",
        Scope::Signals => "page-account-scope-signals",
        Scope::Change => "page-account-scope-change",
    })
}

/// In groups of four, to be typed in.
fn groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|it| it.iter().collect()).collect();
    groups.join(" ")
}
