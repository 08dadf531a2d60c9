//! Stories told through the real router, on a journal in memory and a clock set by hand.
#![allow(clippy::unwrap_used)]

mod accounts;
mod api;
mod channels;
mod clock;
mod code;
mod course;
mod documents;
mod doors;
mod erasure;
mod fakes;
mod language;
mod link;
mod live;
mod live_many;
mod openapi;
mod organisation;
mod people;
mod procedures;
mod publish;
mod read;
mod report;
mod rights;
mod room;
mod several;
mod signin;
mod world;
