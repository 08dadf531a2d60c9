//! What a stage asks of the world: the API, and the courier who takes every message.

use axum::http::{Method, StatusCode};
use engine::{Act, By, Delivery};
use runner::Attachments;
use serde_json::{Value, json};

use super::Stage;
use crate::world::Answer;

impl Stage {
    /// Looks at every duty of the incident.
    pub(super) async fn look(&mut self) {
        let path = format!("/api/v1/duties?incident={}&limit=200", self.incident);
        let list = self.get(&path).await;
        assert_eq!(list["next"], Value::Null);
        for duty in list["items"].as_array().unwrap() {
            let name = self.called[duty["text"].as_str().unwrap()].clone();
            self.duties.insert(name, duty.clone());
        }
    }

    /// The courier: every message arrives, whoever answers it.
    pub(super) async fn deliver(&self) {
        let handle = self.world.runner.handle();
        let owed = handle.read(|state| {
            let owed = state.notices.values().filter(|it| !it.call_list);
            owed.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        for notice in owed {
            let act = Act::Receipt {
                notice,
                channel: "mail".to_owned(),
                outcome: Delivery::Delivered,
            };
            handle
                .act(By::Courier, act, Attachments::none())
                .await
                .unwrap();
        }
    }

    pub(super) async fn incident(&self) -> Value {
        self.get(&format!("/api/v1/incidents/{}", self.incident))
            .await
    }

    pub(super) fn duty(&self, name: &str) -> &Value {
        let duty = self.duties.get(name);
        duty.unwrap_or_else(|| panic!("{}: {name} has not opened", self.tale))
    }

    /// Who has been told of a duty, in order; whoever stands on several rungs stands here once.
    pub(super) fn told(&self, name: &str) -> Vec<String> {
        let duty = self.duty(name);
        let mut people: Vec<String> = Vec::new();
        for told in duty["told"].as_array().unwrap() {
            let person = told["id"].as_str().unwrap();
            if !people.iter().any(|it| it == person) {
                people.push(person.to_owned());
            }
        }
        people
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let answer = self.world.api(Method::GET, path, None).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{}: {path}: {}",
            self.tale,
            answer.body
        );
        answer.json()
    }

    /// A command, after which every message goes out.
    pub(super) async fn post(&mut self, path: &str, mut body: Value, status: StatusCode) -> Value {
        self.sent += 1;
        body["id"] = json!(format!("story-{}", self.sent));
        let answer: Answer = self.world.api(Method::POST, path, Some(body.clone())).await;
        assert_eq!(
            answer.status, status,
            "{}: {path} {body}: {}",
            self.tale, answer.body
        );
        self.deliver().await;
        answer.json()
    }
}
