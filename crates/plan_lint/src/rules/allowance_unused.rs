//! An allowance that allows nothing.

use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};

/// An allowance that allows nothing.
pub const RULE: Rule = Rule {
    code: "P213",
    name: "allowance-unused",
    kind: Kind::Dup,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/allowance-unused.md"),
    fix: "check-allowance-unused-fix",
    check: Check::Allowances,
};
