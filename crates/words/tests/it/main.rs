//! Tests of the sentences.

mod catalogue;
mod night;
mod school;
mod speakers;
mod tidy;
mod times;
