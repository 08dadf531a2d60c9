//! How the organisation words its notices: one form a kind, with what can be put in and how it
//! will read.

use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::{AccountId, Act, By, LONGEST_TEMPLATE, NoticeKind, Template};
use maud::{Markup, html};
use words::{Language, Words};

use crate::answer::{Failure, Making};
use crate::components::once;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::channels::Said;
use crate::pages::refusal;
use crate::sight::Sight;

/// Where they are shown and changed.
pub(crate) const PATH: &str = "/channels/templates";

/// A wording that is not in the record: looked at, or refused.
struct Tried {
    kind: NoticeKind,
    template: Template,
}

/// `GET /channels/templates`
pub(crate) async fn show(sight: Sight, Extension(me): Extension<AccountId>) -> Response {
    page(&sight, &me, None, None)
}

/// `POST /channels/templates`: looks at a wording, or sets it.
pub(crate) async fn change(
    sight: Sight,
    Extension(me): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let kind = posted.text("kind");
    let kind = NoticeKind::ALL
        .into_iter()
        .find(|it| Some(it.word()) == kind);
    let Some((kind, id)) = kind.zip(posted.command_id()) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    let template = Template {
        zh: posted.text("zh").map(str::to_owned),
        en: posted.text("en").map(str::to_owned),
    };
    let tried = Tried {
        kind,
        template: template.clone(),
    };
    if posted.text("act") == Some("preview") {
        return page(&sight, &me, Some(&tried), None);
    }
    let making = Making::new(id, posted.made(sight.now), By::Account(me.clone()));
    match making
        .submit(&sight, Act::SetTemplate { kind, template })
        .await
    {
        Ok(_) => {
            let sight = sight.again();
            let said = Said::good(sight.w.say("page-addresses-saved"));
            page(&sight, &me, None, Some(said))
        }
        Err(failure) => {
            let why = format!("{} {}", failure.say(&sight), sight.w.nothing_changed());
            page(&sight, &me, Some(&tried), Some(Said::bad(why)))
        }
    }
}

fn page(sight: &Sight, me: &AccountId, tried: Option<&Tried>, said: Option<Said>) -> Response {
    let w = sight.w;
    let status = match &said {
        Some(said) if !said.is_good => StatusCode::UNPROCESSABLE_ENTITY,
        Some(_) | None => StatusCode::OK,
    };
    let title = w.say("page-templates-title");
    let page = layout::signed_in(
        sight,
        me,
        Here::Channels,
        &title,
        html! {},
        html! {
            main id="main" class="slim wide" {
                h1 { (title) }
                p.sm { (w.say("page-templates-why")) }
                @if let Some(said) = said { (said.note()) }
                @for kind in NoticeKind::ALL {
                    (form(sight, kind, tried.filter(|it| it.kind == kind).map(|it| &it.template)))
                }
            }
        },
    );
    (status, page).into_response()
}

fn form(sight: &Sight, kind: NoticeKind, tried: Option<&Template>) -> Markup {
    let w = sight.w;
    let own = sight.published.state.templates.get(&kind);
    let shown = tried.or(own);
    let zh = shown.and_then(|it| it.zh.as_deref());
    let en = shown.and_then(|it| it.en.as_deref());
    let places = kind.placeholders().iter().map(|it| w.placeholder(*it));
    html! {
        section.sec aria-labelledby=(kind.word()) {
            header {
                h2 id=(kind.word()) { (w.notice_kind(kind)) }
                small { (w.say(if own.is_some() { "page-templates-own" } else { "page-templates-usual" })) }
            }
            form."pad stack" action=(PATH) method="post" {
                (once(sight))
                input type="hidden" name="kind" value=(kind.word());
                p.sm { (w.with("page-templates-places", &[("places", w.list(places))])) }
                (field(sight, kind, Language::Zh, zh))
                (field(sight, kind, Language::En, en))
                div.acts {
                    button.btn name="act" value="preview" { (w.say("page-templates-preview")) }
                    button."btn pri" name="act" value="save" { (w.say("page-addresses-save")) }
                }
            }
        }
    }
}

/// A wording and how it will read.
fn field(sight: &Sight, kind: NoticeKind, language: Language, text: Option<&str>) -> Markup {
    let w = sight.w;
    let (name, label) = match language {
        Language::Zh => ("zh", "page-templates-zh"),
        Language::En => ("en", "page-templates-en"),
    };
    let preview = text.map(|text| Words::new(language).template_preview(kind, text));
    html! {
        label { (w.say(label))
            textarea name=(name) rows="2" lang=(language.tag()) maxlength=(LONGEST_TEMPLATE) { (text.unwrap_or_default()) }
        }
        @match preview {
            None => {},
            Some(Ok(preview)) => p.note lang=(language.tag()) { (preview) },
            Some(Err(why)) => p.note.bad { (w.bad_template(&why)) },
        }
    }
}
