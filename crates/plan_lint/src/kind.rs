//! The vocabulary of what can be wrong.

use serde::Serialize;

/// What is wrong, in one word; several rules may share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A blank, a mask, nothing behind a colon.
    Placeholder,
    /// Text that breaks off.
    Truncated,
    /// A gap, a jump or a repeat in numbering.
    Numbering,
    /// The same thing twice.
    Dup,
    /// An act that needs a limit has none.
    DeadlineMissing,
    /// A word where a number or a name is due.
    Vague,
    /// A recurring duty without a period.
    NoCadence,
    /// It refers to what is not there.
    UndefinedRef,
    /// A name or number to call is missing.
    MissingContact,
    /// Thresholds that leave a gap.
    GradingGap,
    /// A grade declared and not defined.
    GradingLevelMissing,
    /// Against statute.
    LegalConflict,
    /// Kept shorter than statute.
    Retention,
    /// It endangers people.
    UnsafeStep,
    /// Steps in a wrong order.
    OrderError,
    /// Evidence destroyed or not preserved.
    Evidence,
    /// An act, step or group without an owner.
    RoleMissing,
    /// A post without a deputy.
    NoSubstitute,
    /// A part that the genre demands is absent.
    MissingSection,
    /// No condition or decider for the end.
    NoTermination,
    /// Two holders for one thing, one holder for two.
    RoleConflict,
    /// One thing under two names.
    Naming,
    /// Two limits for one act.
    DeadlineConflict,
    /// It is named and not dealt with.
    ScopeGap,
    /// It no longer exists or is no longer in force.
    Obsolete,
    /// The title says one thing, the text another.
    TitleMismatch,
    /// Several documents in one.
    MergedDocuments,
    /// A wrong character or word.
    Typo,
    /// It cannot be read as meant.
    Garbled,
    /// A power that is not held.
    Authority,
    /// Personal data without purpose, term or need.
    Privacy,
}

impl Kind {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Placeholder => "placeholder",
            Self::Truncated => "truncated",
            Self::Numbering => "numbering",
            Self::Dup => "dup",
            Self::DeadlineMissing => "deadline-missing",
            Self::Vague => "vague",
            Self::NoCadence => "no-cadence",
            Self::UndefinedRef => "undefined-ref",
            Self::MissingContact => "missing-contact",
            Self::GradingGap => "grading-gap",
            Self::GradingLevelMissing => "grading-level-missing",
            Self::LegalConflict => "legal-conflict",
            Self::Retention => "retention",
            Self::UnsafeStep => "unsafe-step",
            Self::OrderError => "order-error",
            Self::Evidence => "evidence",
            Self::RoleMissing => "role-missing",
            Self::NoSubstitute => "no-substitute",
            Self::MissingSection => "missing-section",
            Self::NoTermination => "no-termination",
            Self::RoleConflict => "role-conflict",
            Self::Naming => "naming",
            Self::DeadlineConflict => "deadline-conflict",
            Self::ScopeGap => "scope-gap",
            Self::Obsolete => "obsolete",
            Self::TitleMismatch => "title-mismatch",
            Self::MergedDocuments => "merged-documents",
            Self::Typo => "typo",
            Self::Garbled => "garbled",
            Self::Authority => "authority",
            Self::Privacy => "privacy",
        }
    }
}
