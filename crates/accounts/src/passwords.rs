//! Passwords: argon2id (RFC 9106) with the key file's secret.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::database::{Accounts, AccountsError};
use crate::secret::fill;
use crate::{Whose, sql};

/// The shortest password, in characters (NIST SP 800-63B-4, 3.1.1.2 asks for 15 where it is the
/// only factor and 8 where it is not; ours may be the only one, on a network of the house).
pub const SHORTEST_PASSWORD: usize = 10;

/// The longest password, in bytes: a hash of a megabyte is a way to keep a server busy.
const LONGEST: usize = 1024;

/// How many are hashed at once: each takes its memory and a core.
pub(crate) const AT_ONCE: usize = 2;

/// What a hash costs.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
}

impl Default for Cost {
    /// 19 MiB and two passes: the first choice of the OWASP password storage cheat sheet for
    /// argon2id.
    fn default() -> Self {
        Self {
            memory: 19 * 1024,
            passes: 2,
        }
    }
}

impl Accounts {
    /// Gives an account a password. Says no to one that is too short or too long.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn set_password(&self, whose: &Whose, password: &str) -> Result<bool, AccountsError> {
        if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST {
            return Ok(false);
        }
        let hash = self.hash(password).await?;
        sqlx::query(sql::SET_PASSWORD)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(hash)
            .execute(&self.pool)
            .await?;
        Ok(true)
    }

    /// Whether this is the password of a signed-in account that has one.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn is_password(&self, whose: &Whose, password: &str) -> Result<bool, AccountsError> {
        let row = sqlx::query(sql::ACCOUNT)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let hash: Option<String> = match row {
            Some(row) => sqlx::Row::try_get(&row, "password")?,
            None => None,
        };
        match hash {
            Some(hash) => self.verify(password, hash).await,
            None => Ok(false),
        }
    }

    async fn hash(&self, password: &str) -> Result<String, AccountsError> {
        let _turn = self.turn().await?;
        let (password, pepper, cost) = self.for_hashing(password);
        in_a_thread(move || {
            let mut salt = [0; 16];
            fill(&mut salt);
            let hash = hasher(&pepper, cost)?.hash_password_with_salt(&password, &salt);
            hash.map(|it| it.to_string()).map_err(|it| it.to_string())
        })
        .await
    }

    /// Takes as long for a wrong password as for the right one.
    pub(crate) async fn verify(&self, password: &str, hash: String) -> Result<bool, AccountsError> {
        let _turn = self.turn().await?;
        let (password, pepper, cost) = self.for_hashing(password);
        in_a_thread(move || {
            let hasher = hasher(&pepper, cost)?;
            Ok(hasher.verify_password(&password, hash.as_str()).is_ok())
        })
        .await
    }

    /// Takes as long as looking at a password, for an account that has none or is not there.
    pub(crate) async fn pretend(&self, password: &str) -> Result<(), AccountsError> {
        self.hash(password).await.map(|_| ())
    }

    async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, AccountsError> {
        let turn = self.hashing.acquire().await;
        turn.map_err(|error| AccountsError::Hash(error.to_string()))
    }

    fn for_hashing(&self, password: &str) -> (Vec<u8>, Vec<u8>, Cost) {
        let cut = password.len().min(LONGEST + 1);
        let password = password.as_bytes()[..cut].to_vec();
        (password, self.key.pepper().to_vec(), self.cost)
    }
}

fn hasher(pepper: &[u8], cost: Cost) -> Result<Argon2<'_>, String> {
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|it| it.to_string())?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|error| error.to_string())
}

async fn in_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, AccountsError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| AccountsError::Hash(error.to_string()))?
        .map_err(AccountsError::Hash)
}
