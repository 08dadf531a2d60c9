//! Tests of the sentences.

mod catalogue;
mod journal;
mod missing;
mod night;
mod school;
mod speakers;
mod tidy;
mod times;
