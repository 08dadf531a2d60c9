//! Everybody's phone: a webhook that notes when each notice arrived.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::Value;

use super::Trouble;

/// One notice as it arrived.
#[derive(Clone)]
pub struct Arrival {
    pub at: Timestamp,
    pub incident: String,
    pub duty: String,
    /// Which rung of the ladder: 0 is the holder.
    pub rung: u64,
}

/// What arrived so far.
#[derive(Clone, Default)]
pub struct Sink {
    arrived: Arc<Mutex<Vec<Arrival>>>,
}

impl Sink {
    /// Opens it; answers with its address.
    pub async fn open(&self) -> Result<String, Trouble> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .route("/", post(receive))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(format!("http://{address}/"))
    }

    /// All of them, in the order of arrival.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.lock().clone()
    }

    /// When the first notice of each incident arrived.
    pub fn first_by_incident(&self) -> BTreeMap<String, Timestamp> {
        let mut first = BTreeMap::new();
        for arrival in self.lock().iter() {
            first.entry(arrival.incident.clone()).or_insert(arrival.at);
        }
        first
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arrival>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn receive(State(sink): State<Sink>, Json(notice): Json<Value>) -> StatusCode {
    let text = |key: &str| notice[key].as_str().unwrap_or_default().to_owned();
    let arrival = Arrival {
        at: Timestamp::now(),
        incident: text("incident"),
        duty: text("duty"),
        rung: notice["rung"].as_u64().unwrap_or_default(),
    };
    sink.lock().push(arrival);
    StatusCode::OK
}
