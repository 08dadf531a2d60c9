//! The rules as a set, their pages, and plans checked from outside.

#![allow(
    clippy::disallowed_methods,
    reason = "tests of the registry read the files of the repository"
)]

mod base;
mod hostile;
mod pages;
mod places;
mod quiet;
mod registry;
