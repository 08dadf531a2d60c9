//! Reading written plans: sentences of our own, the facts expected in them.

mod check;
mod gold;
mod hostile;
mod levels;
mod limits;
mod reading;
mod texts;
