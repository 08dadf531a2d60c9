//! The registry: every rule, in the order of codes. A new rule is a file in `rules/`, its page, its
//! sentences, and two lines here.

mod above_everything;
mod accident_grade_against_statute;
mod accident_misnamed;
mod act_in_wrong_chapter;
mod act_without_period;
mod activity_outside_campaign;
mod alcohol_sprayed;
mod alert_issued_by_unit;
mod all_power_cut;
mod all_unplug_first;
mod allowance_unused;
mod amount_without_number;
mod annex_not_there;
mod answer_later_than_limit;
mod at_once_is_no_limit;
mod back_into_gas;
mod blank_left_open;
mod body_renamed;
mod by_rules_unnamed;
mod calls_itself_differently;
mod catch_all_duty;
mod character_doubled;
mod character_of_other_script;
mod class_of_itself;
mod closed_by_town;
mod colour_against_statute;
mod commander_without_substitute;
mod condition_does_not_fit;
mod condition_never_holds;
mod contact_without_number;
mod covered_and_not_treated;
mod day_without_date;
mod device_seized;
mod differs_from_own_words;
mod drill_below_statute;
mod drill_never_planned;
mod drill_without_period;
mod end_without_decider;
mod end_without_sign_off;
mod ends_by_itself;
mod escape_comes_last;
mod event_without_leader;
mod everything_wiped;
mod evidence_of_later;
mod evidence_removed_first;
mod fine_without_basis;
mod fire_before_people;
mod fire_fought_on_order;
mod fire_without_call;
mod first_report_to_several;
mod first_word_too_late;
mod gap_between_grades;
mod grade_in_words_only;
mod grade_without_criteria;
mod grades_leave_a_gap;
mod grades_never_set;
mod grave_word_without_grades;
mod group_never_formed;
mod group_never_listed;
mod group_with_two_holders;
mod groups_without_deputies;
mod harm_deleted_unrecorded;
mod hazard_without_list;
mod hazard_without_procedure;
mod head_missing;
mod heading_inside_a_line;
mod help_called_late;
mod id_twice;
mod labels_differ;
mod ladder_out_of_order;
mod law_no_longer_in_force;
mod law_title_wrong;
mod leak_not_foreseen;
mod lift_in_a_fire;
mod limit_said_twice;
mod limit_stands_elsewhere;
mod limits_contradict;
mod limits_differ_in_one_file;
mod line_broken_off;
mod list_names_one_twice;
mod list_without_heading;
mod log_kept_too_short;
mod markup_left_over;
mod members_not_said;
mod name_not_there;
mod named_person_as_inbox;
mod names_run_together;
mod no_end;
mod no_report_outside;
mod nobody_at_night;
mod notice_never_used;
mod number_inside_a_line;
mod number_out_of_order;
mod number_style_mixed;
mod offender_confronted;
mod on_time_without_date;
mod one_body_in_two_groups;
mod one_group_two_names;
mod one_person_always;
mod online_after_unplugged;
mod opinion_suppressed;
mod other_house_named;
mod outsider_acts;
mod own_section_cited_as_plan;
mod owner_left_blank;
mod owner_of_every_block;
mod paid_posters;
mod pair_left_open;
mod paperwork_before_alarm;
mod part_of_plan_missing;
mod parts_left_out;
mod people_isolated_by_unit;
mod personal_data_unbounded;
mod place_not_named;
mod police_called_late;
mod post_never_set_up;
mod post_without_work;
mod procedure_never_starts;
mod product_praised;
mod product_without_support;
mod progress_without_interval;
mod public_called_enemy;
mod punished_by_wrong_body;
mod pupils_fight_fire;
mod purpose_without_deed;
mod recipient_missing;
mod recipient_unnamed;
mod remedy_without_date;
mod report_later_than_statute;
mod report_left_to_choice;
mod report_without_form;
mod report_without_limit;
mod response_says_nothing;
mod restored_unexamined;
mod safety_duties_missing;
mod safety_office_under_many_names;
mod safety_waits_for_consent;
mod scene_may_be_moved;
mod service_closed;
mod service_reopened_early;
mod several_documents;
mod shut_down_before_capture;
mod signs_doubled;
mod site_closed_by_unit;
mod somebody_not_named;
mod source_closed_by_somebody;
mod step_without_limit;
mod step_without_post;
mod steps_in_a_circle;
mod steps_without_actor;
mod summary_without_limit;
mod symptoms_joined;
mod table_run_together;
mod text_breaks_off;
mod text_said_again;
mod title_inside_a_line;
mod title_says_otherwise;
mod trigger_misses_subject;
mod two_callers;
mod two_stand_ins;
mod verb_said_twice;
mod whole_network_cut;
mod word_cut_short;
mod word_mistyped;
mod word_said_again;
mod words_of_another_plan;
mod year_left_open;

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
    &character_of_other_script::RULE,
    &word_mistyped::RULE,
    &word_cut_short::RULE,
    &differs_from_own_words::RULE,
    &character_doubled::RULE,
    &pair_left_open::RULE,
    &markup_left_over::RULE,
    &heading_inside_a_line::RULE,
    &line_broken_off::RULE,
    &title_inside_a_line::RULE,
    &table_run_together::RULE,
    &members_not_said::RULE,
    &class_of_itself::RULE,
    &word_said_again::RULE,
    &purpose_without_deed::RULE,
    &list_names_one_twice::RULE,
    &one_group_two_names::RULE,
    &labels_differ::RULE,
    &other_house_named::RULE,
    &public_called_enemy::RULE,
    &product_praised::RULE,
    &words_of_another_plan::RULE,
    &evidence_of_later::RULE,
    &ends_by_itself::RULE,
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
    &report_left_to_choice::RULE,
    &fire_fought_on_order::RULE,
    &safety_waits_for_consent::RULE,
    &site_closed_by_unit::RULE,
    &punished_by_wrong_body::RULE,
    &fine_without_basis::RULE,
    &device_seized::RULE,
    &alert_issued_by_unit::RULE,
    &people_isolated_by_unit::RULE,
    &closed_by_town::RULE,
    &opinion_suppressed::RULE,
    &product_without_support::RULE,
    &law_no_longer_in_force::RULE,
    &personal_data_unbounded::RULE,
    &leak_not_foreseen::RULE,
    &service_reopened_early::RULE,
    &restored_unexamined::RULE,
    &online_after_unplugged::RULE,
    &paperwork_before_alarm::RULE,
    &escape_comes_last::RULE,
    &fire_before_people::RULE,
    &pupils_fight_fire::RULE,
    &whole_network_cut::RULE,
    &offender_confronted::RULE,
    &police_called_late::RULE,
    &all_power_cut::RULE,
    &everything_wiped::RULE,
    &shut_down_before_capture::RULE,
    &scene_may_be_moved::RULE,
    &one_person_always::RULE,
    &named_person_as_inbox::RULE,
    &response_says_nothing::RULE,
    &trigger_misses_subject::RULE,
    &hazard_without_list::RULE,
    &source_closed_by_somebody::RULE,
    &remedy_without_date::RULE,
    &above_everything::RULE,
    &owner_of_every_block::RULE,
    &all_unplug_first::RULE,
    &year_left_open::RULE,
    &fire_without_call::RULE,
    &at_once_is_no_limit::RULE,
    &signs_doubled::RULE,
    &text_breaks_off::RULE,
    &calls_itself_differently::RULE,
    &harm_deleted_unrecorded::RULE,
    &verb_said_twice::RULE,
    &names_run_together::RULE,
    &grades_never_set::RULE,
    &list_without_heading::RULE,
    &allowance_unused::RULE,
    &condition_never_holds::RULE,
    &procedure_never_starts::RULE,
    &answer_later_than_limit::RULE,
    &report_without_form::RULE,
    &notice_never_used::RULE,
    &on_time_without_date::RULE,
    &by_rules_unnamed::RULE,
    &somebody_not_named::RULE,
];

/// The rule about allowances that are left over.
pub(crate) const ALLOWANCE_UNUSED: &Rule = &allowance_unused::RULE;
