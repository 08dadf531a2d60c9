//! What whoever leads changes about a running incident.

use super::{Operation, json, of, post};
use crate::api::changes::{
    AddBody, CommentBody, GradeBody, OralBody, ReassignBody, VersionBody, WaiveBody,
};
use crate::api::duties::DutyItem;
use crate::api::incidents::IncidentDetail;

/// All of them.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        post(
            "/api/v1/incidents/{id}/version",
            "move-to-version",
            json(of::<VersionBody>),
            json(of::<IncidentDetail>),
        ),
        post(
            "/api/v1/incidents/{id}/grade",
            "set-grade",
            json(of::<GradeBody>),
            json(of::<IncidentDetail>),
        ),
        post(
            "/api/v1/incidents/{id}/duties",
            "add-duty",
            json(of::<AddBody>),
            json(of::<DutyItem>),
        )
        .with_status(201),
        post(
            "/api/v1/duties/{id}/reassign",
            "reassign-duty",
            json(of::<ReassignBody>),
            json(of::<DutyItem>),
        ),
        post(
            "/api/v1/duties/{id}/waive",
            "waive-duty",
            json(of::<WaiveBody>),
            json(of::<DutyItem>),
        ),
        post(
            "/api/v1/duties/{id}/comment",
            "comment-duty",
            json(of::<CommentBody>),
            json(of::<DutyItem>),
        ),
        post(
            "/api/v1/duties/{id}/oral",
            "answer-orally",
            json(of::<OralBody>),
            json(of::<DutyItem>),
        ),
    ]
}
