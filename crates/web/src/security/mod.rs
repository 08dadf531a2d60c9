//! Who may do what from outside: links, sessions, tokens, and what every answer carries.

pub(crate) mod bucket;
pub(crate) mod codes;
pub(crate) mod guard;
pub(crate) mod headers;
pub(crate) mod links;
pub(crate) mod mac;
pub(crate) mod sessions;
pub(crate) mod token;
