//! The API's description of itself (OpenAPI 3.1.0), made from the types that it reads and writes
//! and from the table of routes.

mod operations;

use std::sync::LazyLock;

use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use words::{Language, Words};

use crate::api::problem::Problem;
use crate::routes::{self, Reach, Who};
use crate::speaker::Speaker;
use operations::{Content, Make, Operation, operations};

/// Name of the security scheme.
const TOKEN: &str = "token";

/// What every identifier is: `duty::identifier`.
const IDENTIFIER: &str = "^[A-Za-z0-9._-]{1,120}$";

/// Where schemas lie.
const SCHEMAS: &str = "/components/schemas";

static CHINESE: LazyLock<Value> = LazyLock::new(|| make(Words::new(Language::Zh)));
static ENGLISH: LazyLock<Value> = LazyLock::new(|| make(Words::new(Language::En)));

/// `GET /api/openapi.json`
pub(crate) async fn show(Speaker(w): Speaker) -> Response {
    let media = [(header::CONTENT_TYPE, "application/json")];
    (media, document(w.language()).to_string()).into_response()
}

/// The document in a language.
pub(crate) fn document(language: Language) -> &'static Value {
    match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    }
}

fn make(w: Words) -> Value {
    let mut maker = Maker {
        w,
        taken: SchemaSettings::draft2020_12()
            .with(|it| it.definitions_path = SCHEMAS.into())
            .into_generator(),
        given: SchemaSettings::draft2020_12()
            .for_serialize()
            .with(|it| it.definitions_path = SCHEMAS.into())
            .into_generator(),
    };
    let mut paths = Map::new();
    for operation in operations() {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_lowercase()] = maker.operation(&operation);
    }
    let mut schemas = maker.taken.take_definitions(true);
    schemas.extend(maker.given.take_definitions(true));
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| name.ends_with("Id")) {
        schema["pattern"] = json!(IDENTIFIER);
    }
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": w.say("page-api-title"),
            "version": "1",
            "description": w.say("page-api-why"),
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": w.say("page-api-token"),
                },
            },
        },
    })
}

struct Maker {
    w: Words,
    /// Schemas of what is read.
    taken: SchemaGenerator,
    /// Schemas of what is written.
    given: SchemaGenerator,
}

impl Maker {
    fn operation(&mut self, operation: &Operation) -> Value {
        let mut answers = Map::new();
        let said = match reason(operation.status) {
            Some(reason) if operation.status >= 400 => reason.to_owned(),
            _ => self.w.say("page-api-done"),
        };
        let mut good = json!({"description": said});
        if let Some(schema) = operation.answer.schema {
            good["content"] = content(&operation.answer, schema, &mut self.given);
        }
        if operation.status == 201 {
            good["headers"] = json!({"Location": {"schema": {"type": "string"}}});
        }
        answers.insert(operation.status.to_string(), good);
        for status in operation.problems {
            answers.insert(status.to_string(), self.problem(operation, *status));
        }
        let mut said = json!({
            "operationId": operation.name,
            "summary": self.w.say(&format!("page-api-{}", operation.name)),
            "parameters": self.parameters(operation),
            "responses": answers,
            "security": [],
        });
        if let Some(body) = &operation.body {
            let schema = body.schema.expect("what goes in has a form");
            let content = content(body, schema, &mut self.taken);
            said["requestBody"] = json!({"required": true, "content": content});
        }
        if let Some((reach, roles)) = door(operation) {
            said["security"] = json!([{TOKEN: [reach.word()]}]);
            said["x-roles"] = roles.iter().map(|role| role.word()).collect();
        }
        said
    }

    fn problem(&mut self, operation: &Operation, status: u16) -> Value {
        let mut content = Map::new();
        if let (Some(foreign), 400 | 503) = (operation.foreign, status) {
            let schema = foreign(&mut self.given);
            content.insert("application/json".to_owned(), json!({ "schema": schema }));
        }
        // The door, before whoever answers otherwise.
        let schema = self.given.subschema_for::<Problem>();
        content.insert(
            "application/problem+json".to_owned(),
            json!({"schema": schema}),
        );
        if operation.foreign.is_some() && status == 413 {
            content = Map::from_iter([(
                "text/plain".to_owned(),
                json!({"schema": {"type": "string"}}),
            )]);
        }
        json!({"description": reason(status), "content": content})
    }

    /// What stands in the path, then what may stand behind it.
    fn parameters(&mut self, operation: &Operation) -> Vec<Value> {
        let in_path = operation.path.split('/').filter_map(|part| {
            let name = part.strip_prefix('{')?.strip_suffix('}')?;
            Some(json!({
                "name": name,
                "in": "path",
                "required": true,
                "schema": {"type": "string"},
            }))
        });
        let mut all: Vec<Value> = in_path.collect();
        let query = operation.query.map(|make| resolved(make, &mut self.taken));
        let properties = query.as_ref().and_then(|it| it["properties"].as_object());
        for (name, schema) in properties.into_iter().flatten() {
            all.push(json!({
                "name": name,
                "in": "query",
                "required": false,
                "description": schema["description"].as_str().unwrap_or_default(),
                "schema": without_null(schema),
            }));
        }
        all
    }
}

/// Who may ask: as the table of routes has it.
fn door(operation: &Operation) -> Option<(Reach, &'static [engine::Role])> {
    let who = if operation.foreign.is_some() {
        match operation.method {
            Method::GET => routes::READERS,
            _ => routes::SENDERS,
        }
    } else {
        let all = routes::routes();
        let found = all
            .iter()
            .find(|(method, path, _)| *method == operation.method && *path == operation.path);
        found.expect("a test compares both tables").2
    };
    match who {
        Who::Token(reach, roles) => Some((reach, roles)),
        Who::Anyone | Who::Link | Who::Session(_) => None,
    }
}

/// What HTTP calls a status.
fn reason(status: u16) -> Option<&'static str> {
    StatusCode::from_u16(status).ok()?.canonical_reason()
}

fn content(content: &Content, make: Make, generator: &mut SchemaGenerator) -> Value {
    json!({content.media: {"schema": make(generator)}})
}

/// A schema itself, and not the reference to it; it leaves nothing behind.
fn resolved(make: Make, generator: &mut SchemaGenerator) -> Value {
    let mut own = generator.settings().clone().into_generator();
    let reference = make(&mut own).to_value();
    let name = reference["$ref"]
        .as_str()
        .and_then(|it| it.rsplit('/').next());
    match name {
        Some(name) => own.take_definitions(true).remove(name).unwrap_or_default(),
        None => reference,
    }
}

/// An address has no null: what is absent is absent.
fn without_null(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(kinds) = schema["type"].as_array() {
        let kind = kinds.iter().find(|kind| *kind != "null").cloned();
        schema["type"] = kind.unwrap_or_default();
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        let choice = choices.iter().find(|it| it["type"] != "null").cloned();
        return choice.unwrap_or_default();
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("description");
    }
    schema
}

/// What is known of a fact.
pub(crate) fn known(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": "object",
        "additionalProperties": {"oneOf": [
            {"const": "unknown"},
            {"type": "object", "required": ["exact"], "properties": {"exact": {}}},
            {"type": "object", "required": ["at-least"], "properties": {"at-least": {}}},
            {"type": "object", "required": ["at-most"], "properties": {"at-most": {}}},
        ]},
    })
}

/// Facts as a caller states them.
pub(crate) fn stated(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": "object",
        "additionalProperties": {"type": ["number", "boolean", "string", "null"]},
    })
}

/// Days.
pub(crate) fn dates(_: &mut SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"type": "string", "format": "date"}})
}

/// Whether a schema of ours is a whole one: for the page that shows it.
pub(crate) fn schema_name(reference: &Value) -> Option<&str> {
    reference["$ref"].as_str()?.rsplit('/').next()
}
