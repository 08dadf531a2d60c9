//! Short codes of duties: for whoever has a notice and no way to open its link.
//!
//! A code is made from the key, the duty and the person, so that no record holds one. It stands
//! together with the last four digits of the person's number: whoever guesses must hit both, among
//! 25⁶ × 10⁴ pairs, at the pace of a bucket per address. Nothing is ever locked, so that nobody can
//! lock out somebody else.

use duty::{DutyId, PersonId};
use engine::OrganisationId;

use crate::app::Secrets;
use crate::security::mac::Marker;
use crate::sight::Sight;

/// Digits and letters that are not taken for one another, read or heard: no 0 O, 1 I L, 2 Z, 5 S,
/// 8 B.
const LETTERS: &[u8; 25] = b"34679ACDEFGHJKMNPQRTUVWXY";

/// How many of them a code has.
const LENGTH: usize = 6;

/// How many last digits of the number are asked for.
pub(crate) const DIGITS: usize = 4;

/// Makes and finds codes. Costs little to copy.
#[derive(Clone)]
pub(crate) struct Codes(Marker);

impl Codes {
    pub fn new(secrets: &Secrets) -> Self {
        Self(Marker::new(secrets, "changbei short code 1"))
    }

    /// The code by which a person answers a duty.
    pub fn code(&self, house: &OrganisationId, duty: &DutyId, person: &PersonId) -> String {
        let mut rest = self
            .0
            .number(&[house.as_str(), duty.as_str(), person.as_str()]);
        let mut code = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            let letter = rest % LETTERS.len() as u64;
            rest /= LETTERS.len() as u64;
            code.push(char::from(LETTERS[letter as usize]));
        }
        code
    }

    /// The open duties that a code and the end of a number mean. It is one, or none; should two
    /// of one person's ever share a code, it is both.
    pub fn find(&self, sight: &Sight, code: &str, number: &str) -> Vec<(DutyId, PersonId)> {
        let code = plain(code);
        let Some(end) = last_digits(number).filter(|_| code.len() == LENGTH) else {
            return Vec::new();
        };
        let house = &sight.organisation_id;
        let open = sight.published.state.duties.values();
        open.filter(|duty| !duty.is_done())
            .flat_map(|duty| duty.told.iter().map(move |person| (&duty.id, person)))
            .filter(|(duty, person)| {
                let own = sight.phone(person).and_then(last_digits);
                own.as_ref() == Some(&end) && self.code(house, duty, person) == code
            })
            .map(|(duty, person)| (duty.clone(), person.clone()))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

/// A code as people type it: small letters, blanks and dashes make no difference.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_uppercase())
        .take(LENGTH + 1)
        .collect()
}

fn last_digits(number: &str) -> Option<String> {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().checked_sub(DIGITS)?;
    Some(digits[start..].iter().collect())
}
