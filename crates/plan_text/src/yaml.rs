//! A plan as YAML: one document, UTF-8, no tags, read alike by YAML 1.1 and 1.2.

use std::fmt;

use plan::Plan;

/// The largest plan file that is read, in bytes.
pub const LONGEST_BYTES: usize = 4 * 1024 * 1024;

/// Why a text is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadYaml {
    /// Line, from 1; 0 when the place is not known.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for BadYaml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for BadYaml {}

/// Reads a plan.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn read_yaml(text: &str) -> Result<Plan, BadYaml> {
    if text.len() > LONGEST_BYTES {
        return Err(BadYaml {
            line: 0,
            column: 0,
            message: format!("longer than {LONGEST_BYTES} bytes"),
        });
    }
    serde_saphyr::from_str(text).map_err(|error| {
        let place = error.location();
        let message = error.without_snippet().to_string();
        BadYaml {
            line: place.map_or(0, |place| place.line()),
            column: place.map_or(0, |place| place.column()),
            message,
        }
    })
}

/// Writes a plan so that [`read_yaml`] gives the same plan.
pub fn write_yaml(plan: &Plan) -> String {
    serde_saphyr::to_string(plan).expect("a plan has only text, numbers, lists and maps")
}
