//! The registry: every rule, in the order of codes. A new rule is a file in `rules/`, its page, its
//! sentences, and two lines here.

mod alcohol_sprayed;
mod annex_not_there;
mod back_into_gas;
mod blank_left_open;
mod commander_without_substitute;
mod condition_does_not_fit;
mod drill_without_period;
mod end_without_sign_off;
mod evidence_removed_first;
mod grade_without_criteria;
mod group_never_formed;
mod head_missing;
mod help_called_late;
mod id_twice;
mod ladder_out_of_order;
mod lift_in_a_fire;
mod log_kept_too_short;
mod name_not_there;
mod no_end;
mod nobody_at_night;
mod number_out_of_order;
mod paid_posters;
mod part_of_plan_missing;
mod recipient_missing;
mod recipient_unnamed;
mod report_without_limit;
mod several_documents;
mod step_without_limit;
mod step_without_post;
mod steps_in_a_circle;
mod symptoms_joined;

use crate::rule::Rule;

/// All rules.
pub const RULES: &[&Rule] = &[
    &blank_left_open::RULE,
    &number_out_of_order::RULE,
    &report_without_limit::RULE,
    &recipient_unnamed::RULE,
    &log_kept_too_short::RULE,
    &group_never_formed::RULE,
    &commander_without_substitute::RULE,
    &grade_without_criteria::RULE,
    &no_end::RULE,
    &lift_in_a_fire::RULE,
    &alcohol_sprayed::RULE,
    &back_into_gas::RULE,
    &help_called_late::RULE,
    &evidence_removed_first::RULE,
    &paid_posters::RULE,
    &annex_not_there::RULE,
    &drill_without_period::RULE,
    &several_documents::RULE,
    &symptoms_joined::RULE,
    &part_of_plan_missing::RULE,
    &step_without_post::RULE,
    &step_without_limit::RULE,
    &name_not_there::RULE,
    &id_twice::RULE,
    &steps_in_a_circle::RULE,
    &condition_does_not_fit::RULE,
    &recipient_missing::RULE,
    &head_missing::RULE,
    &end_without_sign_off::RULE,
    &ladder_out_of_order::RULE,
    &nobody_at_night::RULE,
];
