//! The registry: every rule, in the order of codes. A new rule is a file in `rules/`, its page, its
//! sentences, and two lines here.

mod accident_grade_against_statute;
mod accident_misnamed;
mod act_in_wrong_chapter;
mod act_without_period;
mod activity_outside_campaign;
mod alcohol_sprayed;
mod amount_without_number;
mod annex_not_there;
mod back_into_gas;
mod blank_left_open;
mod body_renamed;
mod catch_all_duty;
mod colour_against_statute;
mod commander_without_substitute;
mod condition_does_not_fit;
mod contact_without_number;
mod covered_and_not_treated;
mod day_without_date;
mod drill_below_statute;
mod drill_never_planned;
mod drill_without_period;
mod end_without_decider;
mod end_without_sign_off;
mod event_without_leader;
mod evidence_removed_first;
mod first_report_to_several;
mod first_word_too_late;
mod gap_between_grades;
mod grade_in_words_only;
mod grade_without_criteria;
mod grades_leave_a_gap;
mod grave_word_without_grades;
mod group_never_formed;
mod group_never_listed;
mod group_with_two_holders;
mod groups_without_deputies;
mod hazard_without_procedure;
mod head_missing;
mod help_called_late;
mod id_twice;
mod ladder_out_of_order;
mod law_title_wrong;
mod lift_in_a_fire;
mod limit_said_twice;
mod limit_stands_elsewhere;
mod limits_contradict;
mod limits_differ_in_one_file;
mod log_kept_too_short;
mod name_not_there;
mod no_end;
mod no_report_outside;
mod nobody_at_night;
mod number_inside_a_line;
mod number_out_of_order;
mod number_style_mixed;
mod one_body_in_two_groups;
mod outsider_acts;
mod own_section_cited_as_plan;
mod owner_left_blank;
mod paid_posters;
mod part_of_plan_missing;
mod parts_left_out;
mod place_not_named;
mod post_never_set_up;
mod post_without_work;
mod progress_without_interval;
mod recipient_missing;
mod recipient_unnamed;
mod report_later_than_statute;
mod report_without_limit;
mod safety_duties_missing;
mod safety_office_under_many_names;
mod service_closed;
mod several_documents;
mod step_without_limit;
mod step_without_post;
mod steps_in_a_circle;
mod steps_without_actor;
mod summary_without_limit;
mod symptoms_joined;
mod text_said_again;
mod title_says_otherwise;
mod two_callers;
mod two_stand_ins;

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
    &drill_never_planned::RULE,
    &grades_leave_a_gap::RULE,
    &grade_in_words_only::RULE,
    &limit_stands_elsewhere::RULE,
    &limit_said_twice::RULE,
    &limits_contradict::RULE,
    &limits_differ_in_one_file::RULE,
    &summary_without_limit::RULE,
    &progress_without_interval::RULE,
    &act_without_period::RULE,
    &amount_without_number::RULE,
    &day_without_date::RULE,
    &catch_all_duty::RULE,
    &number_inside_a_line::RULE,
    &number_style_mixed::RULE,
    &text_said_again::RULE,
    &covered_and_not_treated::RULE,
    &hazard_without_procedure::RULE,
    &place_not_named::RULE,
    &own_section_cited_as_plan::RULE,
    &law_title_wrong::RULE,
    &accident_misnamed::RULE,
    &contact_without_number::RULE,
    &body_renamed::RULE,
    &service_closed::RULE,
    &steps_without_actor::RULE,
    &post_never_set_up::RULE,
    &outsider_acts::RULE,
    &safety_office_under_many_names::RULE,
    &group_with_two_holders::RULE,
    &one_body_in_two_groups::RULE,
    &two_stand_ins::RULE,
    &groups_without_deputies::RULE,
    &two_callers::RULE,
    &first_report_to_several::RULE,
    &grave_word_without_grades::RULE,
    &accident_grade_against_statute::RULE,
    &colour_against_statute::RULE,
    &report_later_than_statute::RULE,
    &no_report_outside::RULE,
    &drill_below_statute::RULE,
    &safety_duties_missing::RULE,
    &end_without_decider::RULE,
    &group_never_listed::RULE,
    &owner_left_blank::RULE,
    &first_word_too_late::RULE,
    &activity_outside_campaign::RULE,
    &act_in_wrong_chapter::RULE,
    &parts_left_out::RULE,
    &title_says_otherwise::RULE,
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
    &gap_between_grades::RULE,
    &post_without_work::RULE,
    &event_without_leader::RULE,
];
