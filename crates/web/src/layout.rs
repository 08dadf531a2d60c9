//! The frame around every page.

use engine::AccountId;
use maud::{DOCTYPE, Markup, html};
use words::machine_time;

use crate::assets;
use crate::sight::Sight;

/// Which entry of the navigation is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    Desk,
    Incident,
    Plans,
    Organisation,
    Account,
    Accounts,
    Signals,
    Channels,
}

/// A page without navigation: links, sign-in, the report form.
pub(crate) fn bare(sight: &Sight, title: &str, class: &str, body: Markup) -> Markup {
    document(
        sight,
        title,
        html! {
            (sample_bar(sight))
            main id="main" class=(class) { (body) }
        },
    )
}

/// A page that only a form can give again: the other language is asked for with all that was typed.
pub(crate) fn signed_in_with_form(
    sight: &Sight,
    account: &AccountId,
    here: Here,
    title: &str,
    form: &str,
    body: Markup,
) -> Markup {
    let other = sight.w.language().other().tag();
    let language = html! {
        button.quiet form=(form) formaction={ (sight.path) "?lang=" (other) } lang=(other) {
            (sight.w.say("page-board-other-language"))
        }
    };
    framed(sight, account, here, title, html! {}, language, body)
}

/// A page of a signed-in account; `header` stands between the navigation and the page.
pub(crate) fn signed_in(
    sight: &Sight,
    account: &AccountId,
    here: Here,
    title: &str,
    header: Markup,
    body: Markup,
) -> Markup {
    let language = other_language(sight);
    framed(sight, account, here, title, header, language, body)
}

fn framed(
    sight: &Sight,
    account: &AccountId,
    here: Here,
    title: &str,
    header: Markup,
    language: Markup,
    body: Markup,
) -> Markup {
    let w = sight.w;
    let current = |it: Here| (it == here).then_some("page");
    document(
        sight,
        title,
        html! {
            a.skip href="#main" { (w.say("page-board-skip")) }
            (sample_bar(sight))
            header.top {
                a.wm href="/" {
                    i lang="zh" { "常" } i lang="zh" { "备" }
                    span.vh { (w.say("page-board-home")) }
                }
                nav.nav aria-label=(w.say("page-board-nav")) {
                    a href="/" aria-current=[current(Here::Desk)] { (w.say("page-desk-title")) }
                    a href="/plans" aria-current=[current(Here::Plans)] { (w.say("page-plan-plans")) }
                    @if sight.sees_posts() {
                        a href="/organisation" aria-current=[current(Here::Organisation)] { (w.say("page-organisation-title")) }
                    }
                    @if sight.sees_everything() {
                        a href="/signals" aria-current=[current(Here::Signals)] { (w.say("page-signals-title")) }
                    }
                    @if sight.is_watch() {
                        a href="/channels" aria-current=[current(Here::Channels)] { (w.say("page-channels-title")) }
                    }
                    @if sight.is_administrator() {
                        a href="/accounts" aria-current=[current(Here::Accounts)] { (w.say("page-accounts-title")) }
                    }
                }
                div.who {
                    span { (sight.organisation()) }
                    a href="/account" aria-current=[current(Here::Account)] { (w.say("page-account-title")) }
                    form action="/sign-out" method="post" {
                        button.quiet { (w.with("page-board-sign-out", &[("name", sight.account(account).unwrap_or_else(|| account.to_string()))])) }
                    }
                    (language)
                }
            }
            (header)
            (body)
        },
    )
}

/// The link to this page in the other language.
pub(crate) fn other_language(sight: &Sight) -> Markup {
    let other = sight.w.language().other().tag();
    html! {
        a href={ (sight.path) "?lang=" (other) } lang=(other) hreflang=(other) {
            (sight.w.say("page-board-other-language"))
        }
    }
}

fn document(sight: &Sight, title: &str, body: Markup) -> Markup {
    let w = sight.w;
    html! {
        (DOCTYPE)
        html lang=(w.language().tag()) data-now=(machine_time(sight.now, &sight.zone)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) (w.pick("·", Some(" · "))) (w.say("page-board-product")) }
                link rel="icon" href=(assets::icon());
                link rel="stylesheet" href=(assets::style());
                script src=(assets::script()) defer {}
            }
            body { (body) }
        }
    }
}

/// The sample's people and numbers are invented, and every page says so.
fn sample_bar(sight: &Sight) -> Markup {
    html! {
        @if sight.is_sample() {
            p.samplebar role="note" { (sight.w.say("page-board-sample")) }
        }
    }
}
