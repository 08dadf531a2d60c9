//! The pages, one file each.

pub(crate) mod desk;
pub(crate) mod duty;
pub(crate) mod duty_acts;
pub(crate) mod refusal;
pub(crate) mod signin;
