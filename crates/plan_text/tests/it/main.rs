//! Reading written plans: sentences of our own, the facts expected in them.

mod check;
mod levels;
mod limits;
