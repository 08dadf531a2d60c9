//! What the kernel decides, said in both languages.

mod conditions;
mod duties;
mod plans;
mod refusals;
