//! What can be asked about the organisation: its people, posts, groups and days off.

use super::{OF_LIST, OF_ONE, Operation, get, json, of, post};
use crate::api::organisation::{holds, holidays, people, posts};
use crate::api::page::{Page, Piece};

/// All of them.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = of_people();
    all.extend(of_posts());
    all.extend(of_holds());
    all
}

fn of_holds() -> Vec<Operation> {
    vec![
        post(
            "/api/v1/people/{id}/erase",
            "erase",
            json(of::<holds::EraseBody>),
            json(of::<people::PersonItem>),
        ),
        get(
            "/api/v1/holds",
            "list-holds",
            json(of::<Page<holds::HoldItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
        post(
            "/api/v1/holds",
            "set-hold",
            json(of::<holds::HoldBody>),
            json(of::<holds::HoldItem>),
        )
        .with_status(201),
        post(
            "/api/v1/holds/{id}/release",
            "release-hold",
            json(of::<people::Bare>),
            json(of::<holds::Released>),
        ),
    ]
}

fn of_people() -> Vec<Operation> {
    vec![
        get(
            "/api/v1/people",
            "list-people",
            json(of::<Page<people::PersonItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
        post(
            "/api/v1/people",
            "enter-person",
            json(of::<people::PersonBody>),
            json(of::<people::PersonItem>),
        )
        .with_status(201),
        get(
            "/api/v1/people/{id}",
            "show-person",
            json(of::<people::PersonItem>),
            OF_ONE,
        ),
        post(
            "/api/v1/people/{id}",
            "set-person",
            json(of::<people::PersonBody>),
            json(of::<people::PersonItem>),
        ),
        post(
            "/api/v1/people/{id}/leave",
            "leave",
            json(of::<people::Bare>),
            json(of::<people::PersonItem>),
        ),
        post(
            "/api/v1/people/{id}/absences",
            "set-absence",
            json(of::<people::AbsenceBody>),
            json(of::<people::PersonItem>),
        ),
        get(
            "/api/v1/absences",
            "list-absences",
            json(of::<Page<people::AbsenceItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
        get(
            "/api/v1/holidays",
            "list-holidays",
            json(of::<Page<holidays::DayItem>>),
            OF_LIST,
        )
        .asked(of::<holidays::Year>),
        post(
            "/api/v1/holidays",
            "set-holidays",
            json(of::<holidays::DaysBody>),
            json(of::<Page<holidays::DayItem>>),
        ),
    ]
}

fn of_posts() -> Vec<Operation> {
    vec![
        get(
            "/api/v1/posts",
            "list-posts",
            json(of::<Page<posts::PostItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
        get(
            "/api/v1/posts/{id}",
            "show-post",
            json(of::<posts::PostItem>),
            OF_ONE,
        ),
        post(
            "/api/v1/posts/{id}/holders",
            "set-holders",
            json(of::<posts::HoldersBody>),
            json(of::<posts::PostItem>),
        ),
        post(
            "/api/v1/posts/{id}/substitutes",
            "set-substitutes",
            json(of::<posts::OrderBody>),
            json(of::<posts::PostItem>),
        ),
        get(
            "/api/v1/posts/{id}/roster",
            "show-roster",
            json(of::<posts::RosterItem>),
            OF_ONE,
        ),
        post(
            "/api/v1/posts/{id}/roster",
            "set-roster",
            json(of::<posts::RosterBody>),
            json(of::<posts::RosterItem>),
        ),
        get(
            "/api/v1/groups",
            "list-groups",
            json(of::<Page<posts::GroupItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
    ]
}
