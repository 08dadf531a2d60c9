//! Posted forms: urlencoded or multipart, bounded in size and number.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use engine::CommandId;
use jiff::Timestamp;

/// The longest text field, in bytes: far more than anybody types on a phone.
const LONGEST_TEXT: usize = 64 * 1024;

/// More fields than any of our forms has, but that of a draft.
const MOST_FIELDS: usize = 100;

/// How much of it a form may hold.
#[derive(Clone, Copy)]
struct Bounds {
    /// The longest text field, in bytes.
    text: usize,
    fields: usize,
}

const USUAL: Bounds = Bounds {
    text: LONGEST_TEXT,
    fields: MOST_FIELDS,
};

/// The form of a draft: a whole text, the plan as YAML, and a field or two for every blank.
const LONG: Bounds = Bounds {
    text: plan_text::yaml::LONGEST_BYTES,
    fields: 1_000,
};

/// A form that may hold whole texts of plans.
#[derive(Debug, Default)]
pub(crate) struct LongForm(pub Posted);

/// The largest body of a form with photos: a photo of 20 MB and what stands around it.
pub(crate) const LARGEST_FORM: usize = 21 * 1024 * 1024;

/// A form as it was posted.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    texts: BTreeMap<String, String>,
    /// Files that are not empty.
    pub files: Vec<Bytes>,
    /// What each of them is called.
    pub file_names: Vec<String>,
}

impl Posted {
    /// A field without the blanks around it; None when it is absent or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.texts.get(name)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// A field exactly as it was typed; empty when it is absent.
    pub fn secret(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// The command id that the form was given when it was made, so that sending it twice has one
    /// outcome; a fresh one for a form that has none.
    pub fn command_id(&self) -> Option<CommandId> {
        match self.text("id") {
            Some(id) => CommandId::new(id).ok(),
            None => CommandId::new(runner::fresh_id()).ok(),
        }
    }

    /// Fields whose name starts so, by the rest of their name; none that are empty.
    pub fn named(&self, start: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter_map(move |(name, text)| {
            let (name, text) = (name.strip_prefix(start)?, text.trim());
            (!text.is_empty()).then_some((name, text))
        })
    }

    /// When the form was made, or now.
    pub fn made(&self, now: Timestamp) -> Timestamp {
        self.text("made")
            .and_then(|made| made.parse().ok())
            .unwrap_or(now)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        read(request, state, USUAL).await
    }
}

impl<S: Send + Sync> FromRequest<S> for LongForm {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        read(request, state, LONG).await.map(Self)
    }
}

async fn read<S: Send + Sync>(
    request: Request,
    state: &S,
    bounds: Bounds,
) -> Result<Posted, StatusCode> {
    let media = request.headers().get(header::CONTENT_TYPE);
    let media = media.and_then(|it| it.to_str().ok()).unwrap_or_default();
    if media.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, state).await;
        multipart_form(multipart.map_err(|it| it.status())?, bounds).await
    } else {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        let Form(fields) = form.map_err(|rejection| rejection.status())?;
        let mut posted = Posted::default();
        for (name, text) in fields {
            posted.take(name, text, bounds)?;
        }
        Ok(posted)
    }
}

impl Posted {
    fn take(&mut self, name: String, text: String, bounds: Bounds) -> Result<(), StatusCode> {
        if text.len() > bounds.text || self.texts.len() >= bounds.fields {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        self.texts.insert(name, text);
        Ok(())
    }
}

async fn multipart_form(mut multipart: Multipart, bounds: Bounds) -> Result<Posted, StatusCode> {
    let mut posted = Posted::default();
    while let Some(field) = multipart.next_field().await.map_err(status)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            let bytes = field.bytes().await.map_err(status)?;
            if posted.files.len() >= bounds.fields {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            if !bytes.is_empty() {
                posted.files.push(bytes);
                posted.file_names.push(file_name);
            }
        } else {
            let text = field.text().await.map_err(status)?;
            posted.take(name, text, bounds)?;
        }
    }
    Ok(posted)
}

fn status(error: MultipartError) -> StatusCode {
    error.status()
}
