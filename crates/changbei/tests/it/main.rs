//! The binary from outside: a real process, a real folder, real requests, real kills.

mod addresses;
mod bad_input;
mod crash;
mod library;
mod plan_language;
mod publish;
mod samples;
mod story;
mod world;
