//! The tests of `plan`, in one binary.

mod condition;
mod condition_errors;
mod condition_grading;
mod condition_laws;
mod condition_spelling;
mod condition_values;
mod condition_world;
mod fields;
