//! One-time codes of an app (TOTP, RFC 6238) and the recovery codes for when it is lost.
//!
//! The app's secret is derived from the key file and a nonce in the table; it stands nowhere.

use jiff::Timestamp;
use sqlx::Row;
use totp_rs::{Algorithm, Builder, Totp};

use crate::database::{Accounts, AccountsError};
use crate::{Whose, secret, sql};

/// How many recovery codes there are.
const RECOVERY: usize = 10;

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// What an app needs to make codes; to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in base32, to be typed in.
    pub secret: String,
    /// The same as an address for a picture.
    pub uri: String,
}

impl Accounts {
    /// Begins to ask an account for codes: it holds from the first right code on.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn begin_code(&self, whose: &Whose) -> Result<(), AccountsError> {
        sqlx::query(sql::BEGIN_CODE)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(secret::draw())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What the app needs, as long as no code of it was taken.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn enrolment(&self, whose: &Whose) -> Result<Option<Enrolment>, AccountsError> {
        let Some(Kept { nonce, since, .. }) = self.kept(whose).await? else {
            return Ok(None);
        };
        if since.is_some() {
            return Ok(None);
        }
        let Some(totp) = self.totp(whose, &nonce) else {
            return Ok(None);
        };
        let secret = totp.secret().to_base32();
        let login = self.login(whose).unwrap_or_default();
        let uri = format!(
            "otpauth://totp/changbei:{}?secret={secret}&issuer=changbei",
            escaped(&login)
        );
        Ok(Some(Enrolment { secret, uri }))
    }

    /// Takes the first code: from now on the account is asked for one. Returns its recovery
    /// codes, which nobody sees again; none for a wrong code.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn confirm_code(
        &self,
        whose: &Whose,
        code: &str,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>, AccountsError> {
        let Some(kept) = self.kept(whose).await? else {
            return Ok(None);
        };
        let step = self
            .totp(whose, &kept.nonce)
            .and_then(|totp| step(&totp, code, now));
        let Some(step) = step.filter(|_| kept.since.is_none()) else {
            return Ok(None);
        };
        self.run(sql::DROP_RECOVERY, whose).await?;
        let mut codes = Vec::with_capacity(RECOVERY);
        for _ in 0..RECOVERY {
            let code = recovery();
            sqlx::query(sql::ADD_RECOVERY)
                .bind(whose.organisation.as_str())
                .bind(whose.account.as_str())
                .bind(secret::digest(&plain(&code)))
                .execute(&self.pool)
                .await?;
            codes.push(code);
        }
        sqlx::query(sql::CONFIRM_CODE)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(now.as_millisecond())
            .bind(step)
            .execute(&self.pool)
            .await?;
        Ok(Some(codes))
    }

    /// Asks an account for no more codes.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn drop_code(&self, whose: &Whose) -> Result<(), AccountsError> {
        self.run(sql::DROP_CODE, whose).await?;
        self.run(sql::DROP_RECOVERY, whose).await
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn recovery_left(&self, whose: &Whose) -> Result<usize, AccountsError> {
        let row = sqlx::query(sql::COUNT_RECOVERY)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .fetch_one(&self.pool)
            .await?;
        Ok(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
    }

    /// Takes a code of the app, each step of time once; or a recovery code, which is used up.
    pub(crate) async fn take_code(
        &self,
        whose: &Whose,
        code: &str,
        now: Timestamp,
    ) -> Result<bool, AccountsError> {
        let Some(kept) = self.kept(whose).await? else {
            return Ok(false);
        };
        let totp = self.totp(whose, &kept.nonce);
        if let Some(step) = totp.and_then(|totp| step(&totp, code, now)) {
            let used = sqlx::query(sql::USE_CODE)
                .bind(whose.organisation.as_str())
                .bind(whose.account.as_str())
                .bind(step)
                .execute(&self.pool)
                .await?;
            return Ok(used.rows_affected() > 0);
        }
        let used = sqlx::query(sql::USE_RECOVERY)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(secret::digest(&plain(code)))
            .execute(&self.pool)
            .await?;
        Ok(used.rows_affected() > 0)
    }

    async fn kept(&self, whose: &Whose) -> Result<Option<Kept>, AccountsError> {
        let row = sqlx::query(sql::CODE)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let nonce: Option<String> = row.try_get("code_nonce")?;
        let since: Option<i64> = row.try_get("code_since")?;
        Ok(nonce.map(|nonce| Kept { nonce, since }))
    }

    /// Six digits, half a minute, SHA-1: what every app can do.
    fn totp(&self, whose: &Whose, nonce: &str) -> Option<Totp> {
        let parts = [whose.organisation.as_str(), whose.account.as_str(), nonce];
        let secret = self.key.derive("changbei one-time code 1", &parts);
        let built = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(30)
            .with_secret(secret[..20].to_vec())
            .build();
        built
            .inspect_err(|error| tracing::error!(%error, "a one-time code cannot be made"))
            .ok()
    }

    async fn run(&self, text: &'static str, whose: &Whose) -> Result<(), AccountsError> {
        sqlx::query(text)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

struct Kept {
    nonce: String,
    since: Option<i64>,
}

/// The step of time whose code this is.
fn step(totp: &Totp, code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|it| !it.is_whitespace()).collect();
    let seconds = u64::try_from(now.as_second()).ok()?;
    i64::try_from(totp.check(&code, seconds)?).ok()
}

/// 50 random bits in two groups: read over the phone and typed in at night.
fn recovery() -> String {
    let mut bytes = [0; 10];
    secret::fill(&mut bytes);
    let letters: String = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

/// A recovery code as it was typed, without what people add or change.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect()
}

/// For a place in an address (RFC 3986, 2.1).
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
