//! Tests of the sentences.

mod catalogue;
mod times;
