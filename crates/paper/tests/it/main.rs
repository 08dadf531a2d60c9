//! Stories of the papers: a night is run through the engine, then written down.

mod closing;
mod forms;
mod quick;
mod school;
mod word;
