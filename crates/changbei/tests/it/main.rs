//! The binary from outside: a real process, a real folder, real requests, real kills.

mod bad_input;
mod crash;
mod story;
mod world;
