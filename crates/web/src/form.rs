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

/// More fields than any of our forms has.
const MOST_FIELDS: usize = 100;

/// The largest body of a form with photos: a photo of 20 MB and what stands around it.
pub(crate) const LARGEST_FORM: usize = 21 * 1024 * 1024;

/// A form as it was posted.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    texts: BTreeMap<String, String>,
    /// Files that are not empty.
    pub files: Vec<Bytes>,
}

impl Posted {
    /// A field without the blanks around it; None when it is absent or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.texts.get(name)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The command id that the form was given when it was made, so that sending it twice has one
    /// outcome; a fresh one for a form that has none.
    pub fn command_id(&self) -> Option<CommandId> {
        match self.text("id") {
            Some(id) => CommandId::new(id).ok(),
            None => CommandId::new(runner::fresh_id()).ok(),
        }
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
        let media = request.headers().get(header::CONTENT_TYPE);
        let media = media.and_then(|it| it.to_str().ok()).unwrap_or_default();
        if media.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(request, state).await;
            multipart_form(multipart.map_err(|it| it.status())?).await
        } else {
            let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
            let Form(fields) = form.map_err(|rejection| rejection.status())?;
            let mut posted = Self::default();
            for (name, text) in fields {
                posted.take(name, text)?;
            }
            Ok(posted)
        }
    }
}

impl Posted {
    fn take(&mut self, name: String, text: String) -> Result<(), StatusCode> {
        if text.len() > LONGEST_TEXT || self.texts.len() >= MOST_FIELDS {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        self.texts.insert(name, text);
        Ok(())
    }
}

async fn multipart_form(mut multipart: Multipart) -> Result<Posted, StatusCode> {
    let mut posted = Posted::default();
    while let Some(field) = multipart.next_field().await.map_err(status)? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            let bytes = field.bytes().await.map_err(status)?;
            if posted.files.len() >= MOST_FIELDS {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            if !bytes.is_empty() {
                posted.files.push(bytes);
            }
        } else {
            let text = field.text().await.map_err(status)?;
            posted.take(name, text)?;
        }
    }
    Ok(posted)
}

fn status(error: MultipartError) -> StatusCode {
    error.status()
}
