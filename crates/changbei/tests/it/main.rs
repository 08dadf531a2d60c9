//! The binary from outside: a real process, a real folder, real requests, real kills.

mod addresses;
mod alerts;
mod bad_input;
mod checking;
mod crash;
mod described;
mod disk;
mod erasure;
mod library;
mod plan_language;
mod publish;
mod samples;
mod silence;
mod story;
mod tamper;
mod world;
