//! The journal's store: one contract for SQLite, PostgreSQL and memory, and everything that may befall a disk.
#![allow(clippy::unwrap_used)]

mod backup;
mod contract;
mod erasure;
mod flips;
mod folder;
mod heads;
mod postgres;
mod records;
mod small;
mod tampering;
mod views;
