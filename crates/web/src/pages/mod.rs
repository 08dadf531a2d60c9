//! The pages, one file each.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod addresses;
pub(crate) mod calls;
pub(crate) mod channels;
pub(crate) mod clock;
pub(crate) mod code;
pub(crate) mod desk;
pub(crate) mod documents;
pub(crate) mod duty;
pub(crate) mod duty_acts;
pub(crate) mod facts;
pub(crate) mod officer;
pub(crate) mod plans;
pub(crate) mod qr;
pub(crate) mod read;
pub(crate) mod refusal;
pub(crate) mod report;
pub(crate) mod room;
pub(crate) mod room_log;
pub(crate) mod room_parts;
pub(crate) mod signin;
pub(crate) mod templates;
