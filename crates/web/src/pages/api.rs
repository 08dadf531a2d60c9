//! The API for people: its own description as a page, which needs nothing from elsewhere.

use engine::Role;
use maud::{Markup, html};
use serde_json::Value;

use crate::api::openapi::{document, schema_name};
use crate::layout;
use crate::routes::Reach;
use crate::sight::Sight;

/// `GET /api`
pub(crate) async fn show(sight: Sight) -> Markup {
    let w = sight.w;
    let document = document(w.language());
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations: Vec<(&String, &String, &Value)> = paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path, method, operation))
        })
        .collect();
    let schemas = document["components"]["schemas"].as_object();
    layout::bare(
        &sight,
        &w.say("page-api-title"),
        "",
        html! {
            div.head {
                h1 { (w.say("page-api-title")) }
                p { a href="/api/openapi.json" { "openapi.json" } " " (layout::other_language(&sight)) }
            }
            p.note { (w.say("page-api-why")) }
            p.note { (w.say("page-api-token")) }
            @for (path, method, operation) in operations {
                (section(&sight, path, method, operation))
            }
            @for (name, schema) in schemas.into_iter().flatten() {
                section.sec aria-labelledby=(name) {
                    header { h2 id=(name) { (name) } }
                    @if let Some(said) = schema["description"].as_str() { p."pad sm" lang="en" { (said) } }
                    (fields(schema))
                }
            }
        },
    )
}

fn section(sight: &Sight, path: &str, method: &str, operation: &Value) -> Markup {
    let w = sight.w;
    let id = operation["operationId"].as_str().unwrap_or_default();
    let method = method.to_uppercase();
    let parameters = operation["parameters"].as_array();
    let body = operation["requestBody"]["content"].as_object();
    let answers = operation["responses"].as_object();
    html! {
        section.sec aria-labelledby=(id) {
            header {
                h2 id=(id) { (operation["summary"].as_str().unwrap_or_default()) }
                code { (method) " " (path) }
            }
            dl."kv pad" {
                dt { (w.say("page-api-who")) } dd { (who(sight, operation)) }
                @for parameter in parameters.into_iter().flatten() {
                    dt { code { (parameter["name"].as_str().unwrap_or_default()) } }
                    dd lang="en" { (parameter["description"].as_str().unwrap_or_default()) }
                }
                @for (media, content) in body.into_iter().flatten() {
                    dt { (w.say("page-api-body")) } dd { (kind(&content["schema"])) " " small { (media) } }
                }
                @for (status, answer) in answers.into_iter().flatten() {
                    dt { code { (status) } }
                    dd {
                        @let contents = answer["content"].as_object();
                        @for (_, content) in contents.into_iter().flatten() { (kind(&content["schema"])) " " }
                        small { (answer["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

fn who(sight: &Sight, operation: &Value) -> String {
    let w = sight.w;
    let word = operation["security"][0]["token"][0].as_str();
    let reach = Reach::ALL.into_iter().find(|it| Some(it.word()) == word);
    let Some(reach) = reach else {
        return w.say("page-api-anyone");
    };
    let scope = w.say(match reach {
        Reach::Read => "page-account-scope-read",
        Reach::Signals => "page-account-scope-signals",
        Reach::Change => "page-account-scope-change",
    });
    let roles = operation["x-roles"].as_array().into_iter().flatten();
    let roles = roles.filter_map(|it| Role::from_word(it.as_str()?));
    let roles: Vec<String> = roles.map(|role| w.role(role)).collect();
    let roles = w.list(roles.iter().map(String::as_str));
    w.with(
        "page-api-scope-and-roles",
        &[("scope", scope), ("roles", roles)],
    )
}

/// The fields of a schema, or what it is if it has none.
fn fields(schema: &Value) -> Markup {
    let properties = schema["properties"].as_object();
    let required = |name: &str| {
        let names = schema["required"].as_array();
        names.is_some_and(|names| names.iter().any(|it| it == name))
    };
    html! {
        @if let Some(properties) = properties {
            dl."kv pad" {
                @for (name, property) in properties {
                    dt { code { (name) } @if required(name) { " *" } }
                    dd {
                        (kind(property)) " "
                        small lang="en" { (property["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
        } @else {
            p.pad { (kind(schema)) }
        }
    }
}

/// What a value is, in the words of JSON Schema; what has a name leads to it.
fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema_name(schema) {
        return html! { a href={ "#" (name) } { (name) } };
    }
    let any = ["anyOf", "oneOf"]
        .iter()
        .find_map(|it| schema[it].as_array());
    if let Some(any) = any {
        return html! { @for (index, one) in any.iter().enumerate() {
            @if index > 0 { " | " } (kind(one))
        } };
    }
    let words = |value: &Value| -> Vec<String> {
        let all = value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        all.iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let format = schema["format"].as_str().map(|it| format!(" ({it})"));
    html! {
        @if let Some(one) = schema["const"].as_str() { code { (one) } }
        @else if !schema["enum"].is_null() { code { (words(&schema["enum"]).join(" | ")) } }
        @else { (words(&schema["type"]).join(" | ")) (format.unwrap_or_default()) }
        @if !schema["items"].is_null() { " [" (kind(&schema["items"])) "]" }
    }
}
