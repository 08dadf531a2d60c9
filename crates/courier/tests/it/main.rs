//! Channels against servers that answer well, badly, late, or not at all.

mod webhook;
