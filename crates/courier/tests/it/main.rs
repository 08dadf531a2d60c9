//! Channels against servers that answer well, badly, late, or not at all.

mod mail;
mod order;
mod other_side;
mod robots;
mod webhook;
