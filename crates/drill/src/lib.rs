//! Plans played in simulated time.
//!
//! [`sim`] invents an organisation, a plan and a bad night for it from a seed, and asks an
//! [`oracle`] at every step whether the promises to people were kept. It drives the same `decide`
//! and `evolve` as the service; the oracle knows neither and judges by what was recorded and by
//! what reached the phones.

mod dice;
mod names;
pub mod oracle;
pub mod play;
pub mod sim;

pub use dice::Dice;
