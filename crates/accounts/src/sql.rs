//! The SQL: one text for SQLite and PostgreSQL. Times are milliseconds since 1970, digests are
//! base64url, so that no type differs between the two.

/// The tables.
pub const TABLES: [&str; 6] = [
    "CREATE TABLE IF NOT EXISTS accounts (\
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     login TEXT NOT NULL UNIQUE, \
     password TEXT, \
     code_nonce TEXT, \
     code_since BIGINT, \
     code_step BIGINT, \
     made BIGINT NOT NULL, \
     PRIMARY KEY (organisation, account))",
    "CREATE TABLE IF NOT EXISTS recovery_codes (\
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     digest TEXT NOT NULL, \
     PRIMARY KEY (organisation, account, digest))",
    "CREATE TABLE IF NOT EXISTS one_time_links (\
     digest TEXT NOT NULL PRIMARY KEY, \
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     ends BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sessions (\
     digest TEXT NOT NULL PRIMARY KEY, \
     id TEXT NOT NULL, \
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     browser TEXT NOT NULL, \
     made BIGINT NOT NULL, \
     seen BIGINT NOT NULL, \
     ends BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS devices (\
     digest TEXT NOT NULL PRIMARY KEY, \
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     ends BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS tokens (\
     digest TEXT NOT NULL PRIMARY KEY, \
     id TEXT NOT NULL, \
     organisation TEXT NOT NULL, \
     account TEXT NOT NULL, \
     name TEXT NOT NULL, \
     scope TEXT NOT NULL, \
     made BIGINT NOT NULL, \
     ends BIGINT NOT NULL)",
];

pub const MAKE_ACCOUNT: &str = "INSERT INTO accounts (organisation, account, login, made) \
     VALUES ($1, $2, $3, $4)";
pub const RENAME: &str = "UPDATE accounts SET login = $3 WHERE organisation = $1 AND account = $2";
pub const DROP_ACCOUNT: &str = "DELETE FROM accounts WHERE organisation = $1 AND account = $2";
pub const ALL_LOGINS: &str = "SELECT organisation, account, login FROM accounts";
pub const ACCOUNTS_OF: &str = "SELECT account, login, password, code_since FROM accounts \
     WHERE organisation = $1 ORDER BY login";
pub const ACCOUNT: &str = "SELECT account, login, password, code_since FROM accounts \
     WHERE organisation = $1 AND account = $2";
pub const BY_LOGIN: &str =
    "SELECT organisation, account, password, code_since FROM accounts WHERE login = $1";
pub const SET_PASSWORD: &str =
    "UPDATE accounts SET password = $3 WHERE organisation = $1 AND account = $2";

pub const CODE: &str = "SELECT code_nonce, code_since, code_step FROM accounts \
     WHERE organisation = $1 AND account = $2";
pub const BEGIN_CODE: &str = "UPDATE accounts SET code_nonce = $3, code_since = NULL, \
     code_step = NULL WHERE organisation = $1 AND account = $2";
pub const CONFIRM_CODE: &str = "UPDATE accounts SET code_since = $3, code_step = $4 \
     WHERE organisation = $1 AND account = $2";
/// A step of time is good once: the row changes only for a later one.
pub const USE_CODE: &str = "UPDATE accounts SET code_step = $3 \
     WHERE organisation = $1 AND account = $2 AND code_step < $3";
pub const DROP_CODE: &str = "UPDATE accounts SET code_nonce = NULL, code_since = NULL, \
     code_step = NULL WHERE organisation = $1 AND account = $2";
pub const ADD_RECOVERY: &str =
    "INSERT INTO recovery_codes (organisation, account, digest) VALUES ($1, $2, $3)";
pub const USE_RECOVERY: &str = "DELETE FROM recovery_codes \
     WHERE organisation = $1 AND account = $2 AND digest = $3";
pub const DROP_RECOVERY: &str =
    "DELETE FROM recovery_codes WHERE organisation = $1 AND account = $2";
pub const COUNT_RECOVERY: &str =
    "SELECT count(*) FROM recovery_codes WHERE organisation = $1 AND account = $2";

pub const OFFER: &str = "INSERT INTO one_time_links (digest, organisation, account, ends) \
     VALUES ($1, $2, $3, $4)";
pub const OFFERED: &str =
    "SELECT organisation, account FROM one_time_links WHERE digest = $1 AND ends > $2";
pub const REDEEM: &str = "DELETE FROM one_time_links WHERE digest = $1";
pub const DROP_OFFERS: &str = "DELETE FROM one_time_links WHERE organisation = $1 AND account = $2";
pub const FORGET_OFFERS: &str = "DELETE FROM one_time_links WHERE ends <= $1";

pub const BEGIN_SESSION: &str = "INSERT INTO sessions \
     (digest, id, organisation, account, browser, made, seen, ends) \
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
pub const SESSION: &str = "SELECT id, organisation, account, browser, made, seen, ends \
     FROM sessions WHERE digest = $1 AND ends > $2";
pub const SESSIONS_OF: &str = "SELECT id, organisation, account, browser, made, seen, ends \
     FROM sessions WHERE organisation = $1 AND account = $2 AND ends > $3 ORDER BY seen DESC";
pub const SEEN: &str = "UPDATE sessions SET seen = $2 WHERE digest = $1";
pub const END_SESSION: &str = "DELETE FROM sessions WHERE digest = $1";
pub const END_SESSION_OF: &str =
    "DELETE FROM sessions WHERE organisation = $1 AND account = $2 AND id = $3";
pub const END_SESSIONS_OF: &str = "DELETE FROM sessions WHERE organisation = $1 AND account = $2";
pub const END_OTHER_SESSIONS_OF: &str =
    "DELETE FROM sessions WHERE organisation = $1 AND account = $2 AND id <> $3";
pub const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE ends <= $1";

pub const KNOW_DEVICE: &str = "INSERT INTO devices (digest, organisation, account, ends) \
     VALUES ($1, $2, $3, $4)";
pub const IS_DEVICE: &str = "SELECT count(*) FROM devices WHERE digest = $1 \
     AND organisation = $2 AND account = $3 AND ends > $4";
pub const FORGET_DEVICES_OF: &str = "DELETE FROM devices WHERE organisation = $1 AND account = $2";
pub const FORGET_DEVICES: &str = "DELETE FROM devices WHERE ends <= $1";

pub const MAKE_TOKEN: &str = "INSERT INTO tokens \
     (digest, id, organisation, account, name, scope, made, ends) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub const TOKEN: &str = "SELECT organisation, account, scope FROM tokens \
     WHERE digest = $1 AND ends > $2";
pub const TOKENS_OF: &str = "SELECT id, name, scope, made, ends FROM tokens \
     WHERE organisation = $1 AND account = $2 ORDER BY made DESC, id";
pub const DROP_TOKEN: &str =
    "DELETE FROM tokens WHERE organisation = $1 AND account = $2 AND id = $3";
pub const DROP_TOKENS_OF: &str = "DELETE FROM tokens WHERE organisation = $1 AND account = $2";
