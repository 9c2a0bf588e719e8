//! The contract of the store: one list of functions, each run on SQLite and on PostgreSQL.
//!
//! Every method of [`store::Tx`] is called by at least one of them. A function takes a store with
//! nothing in it, and where the list says `(raw)` also a way to the same database past the store.
//! A missing PostgreSQL fails these tests.

#![cfg(test)]

mod account;
mod alert;
mod alexa;
mod api_key;
mod attempt;
mod audit;
mod base;
mod breaker;
mod claim_code;
mod completeness;
mod day;
mod decision;
mod departure;
mod device;
mod event;
mod figures;
mod fleet;
mod invite;
mod job;
mod journal;
mod listening;
mod lock;
mod made;
mod maker_act;
mod model;
mod notice;
mod notification;
mod oauth;
mod operator;
mod order;
mod parcel;
mod personal_token;
mod prior;
mod registration;
mod sample;
mod session;
mod shop_event;
mod slot;
mod transaction;
mod usage;
mod webhook;

use std::time::Duration;

use tokio::time::timeout;

/// A broken lock would keep a test waiting; none that works comes near this.
const LIMIT: Duration = Duration::from_secs(60);

macro_rules! tests {
    ($($noun:ident: [$($name:ident $(($raw:ident))?),* $(,)?])*) => {$($(
        #[tokio::test]
        async fn $name() {
            let base = open().await;
            let contract = crate::$noun::$name(base.store.clone() $(, base.$raw.clone())?);
            timeout(LIMIT, contract).await.expect("a transaction waits for another for ever");
            base.store.close().await;
        }
    )*)*};
}

macro_rules! contract {
    (both { $($both:tt)* } postgres { $($postgres:tt)* }) => {
        mod sqlite {
            use super::{LIMIT, timeout};
            use crate::base::sqlite as open;
            tests! { $($both)* }
        }
        mod postgres {
            use super::{LIMIT, timeout};
            use crate::base::postgres as open;
            tests! { $($both)* $($postgres)* }
        }
    };
}

contract! {
    both {
        account: [accounts_read_back, an_identity_has_one_account, accounts_and_their_household_go]
        alert: [
            an_alert_is_open_once,
            alerts_of_many_devices_begin_and_end_together,
            alerts_come_newest_first_and_in_pages,
            ended_spells_are_forgotten_a_piece_at_a_time,
        ]
        alexa: [
            grants_read_back_and_take_the_place_of_the_one_before,
            one_at_a_time_refreshes_a_grant,
            a_household_lists_its_grants_the_oldest_first,
            a_machine_is_the_endpoint_of_one_grant,
            an_endpoint_holds_its_machine_to_alexa,
            a_machine_of_alexas_is_connected,
        ]
        api_key: [a_key_is_found_by_its_hash_used_and_revoked, a_name_is_one_keys]
        attempt: [attempts_are_counted_by_subject_and_time, old_attempts_are_forgotten]
        audit: [
            audit_lines_come_newest_first,
            old_audit_lines_go_a_piece_at_a_time,
            the_audit_forgets_who_is_deleted,
            audit_lines_are_found_by_who_what_and_which_object,
        ]
        breaker: [
            a_breaker_is_made_locked_and_written,
            orders_that_wait_are_listed_with_their_model,
        ]
        claim_code: [claim_codes_read_back, a_code_is_there_once, printed_codes_and_screen_codes_go_apart]
        day: [
            days_read_back,
            the_day_before_is_the_last_one_with_entries,
            the_day_of_the_last_use_has_use,
            days_take_the_place_of_those_from_one_to_another,
            days_since_a_day_begin_with_the_one_before,
            use_is_summed_over_both_ends,
            days_are_read_in_pages,
            sums_have_a_window_of_their_own_and_one_for_all,
            use_beyond_32_bits_is_summed,
            a_day_is_there_once,
            days_of_many_slots_begin_with_the_one_before,
        ]
        decision: [decisions_come_newest_first_and_in_pages, an_order_has_the_decision_that_made_it]
        departure: [departures_are_a_households_and_are_forgotten]
        device: [
            devices_read_back_with_everything_and_with_nothing,
            a_device_is_updated,
            a_serial_and_a_token_are_there_once,
            a_token_finds_its_device,
            a_household_lists_its_devices_as_they_were_claimed,
            a_households_revision_is_another_one_after_every_change,
            a_model_lists_its_devices,
            tokens_that_are_taken_are_told,
            the_fleet_is_filtered_by_standing,
            the_fleet_is_filtered_by_silence,
            the_fleet_is_read_in_pages,
            a_filter_looks_at_so_many_at_a_time,
            standings_come_with_the_models_name,
            a_deleted_device_leaves_nothing(raw),
            a_device_goes_on_as_another_without_its_history(raw),
        ]
        event: [
            events_read_back_with_everything_and_with_nothing,
            a_devices_events_come_newest_first,
            only_what_is_numbered_is_read,
            events_of_a_device_keep_their_order_by_whatever_clock,
            a_number_is_given_once,
            events_are_read_in_pages_and_by_type,
            a_household_reads_of_its_machines_since_they_are_its_own,
            old_events_go_a_piece_at_a_time,
        ]
        fleet: [
            a_device_is_found_by_any_part_of_its_serial,
            what_is_found_comes_in_pages,
            who_gave_a_serial_away_or_is_gone_is_not_found(raw),
            devices_are_found_by_what_is_to_be_heard_of_them,
            devices_are_found_by_their_firmware,
            what_is_asked_for_together_holds_together,
        ]
        invite: [
            invitations_read_back_and_are_taken_once,
            invitations_end,
            invitations_go_with_whoever_made_them,
        ]
        job: [
            a_job_reads_back_when_claimed,
            a_job_moves_earlier_and_never_later,
            the_job_due_longest_is_claimed_first,
            a_claimed_job_is_not_claimed_again_before_its_lease_ends,
            a_lease_of_a_wrong_clock_is_nobodys,
            jobs_of_a_wrong_clock_are_due_again,
            a_done_job_is_gone,
            a_done_job_asked_for_again_stays,
            a_job_runs_again_later_on_its_own_account,
            a_failed_job_counts_its_tries,
            a_job_asked_for_while_it_runs_comes_at_the_earliest_moment,
            a_job_that_asks_for_itself_waits_for_that_moment,
            a_lapsed_job_is_due_at_once,
            a_failed_job_asked_for_again_waits_all_the_same,
            a_job_is_forgotten_by_its_key,
            a_job_is_found_by_the_beginning_of_its_key,
            jobs_are_forgotten_by_the_beginning_of_their_key,
            jobs_that_are_due_are_counted,
            jobs_that_fail_are_listed_run_sooner_and_found_by_key,
            the_kind_of_a_job_says_its_lane,
            many_jobs_are_claimed_in_their_order,
            many_jobs_are_settled_each_by_its_outcome,
            leases_are_taken_back,
        ]
        journal: [
            entries_read_back_with_everything_and_with_nothing,
            a_report_is_there_once,
            an_action_is_there_once,
            a_place_in_the_order_is_taken_once,
            an_entry_is_undone_once,
            an_action_is_found_by_its_key,
            the_fold_reads_in_its_order,
            undone_pairs_and_what_has_no_effect_do_not_count_in_the_fold,
            what_changes_nothing_is_said_of_many_entries,
            a_slot_is_counted_by_what_says_how_much_there_is,
            all_entries_of_a_slot_come_in_order_of_acceptance,
            entries_are_read_in_pages_in_the_order_of_the_fold,
            the_first_report_is_the_earliest_that_counts,
            the_journal_of_a_slot_comes_newest_first,
            old_entries_go_oldest_first_but_no_pairs_and_no_parcels,
        ]
        listening: [
            the_last_pulse_is_kept,
            a_pulse_of_before_is_believed(raw),
            a_probe_writes_again_and_again,
            topics_keep_what_sns_said_of_them,
        ]
        lock: [
            a_second_transaction_waits_for_the_device(raw),
            a_second_server_waits_for_the_device(raw),
            what_was_read_before_a_device_is_unsettled_waits_and_is_not_written(raw),
            a_second_transaction_waits_for_the_household(raw),
            a_session_ends_after_what_was_begun_by_it(raw),
        ]
        figures: [figures_take_the_place_of_those_before, stages_say_how_far_machines_have_come]
        made: [
            many_devices_are_made_as_one_is,
            one_taken_serial_or_token_refuses_all_devices,
            many_slots_are_made_as_their_models_say,
            untouched_devices_are_provided_for_anew,
        ]
        maker_act: [acts_come_newest_first_and_go_with_their_machine]
        model: [
            models_are_made_and_renamed,
            model_slots_read_back_with_everything_and_with_nothing,
            model_slots_come_in_their_order,
            models_are_read_in_pages,
            a_model_without_machines_is_deleted,
            a_model_slot_in_use_cannot_go,
        ]
        notice: [
            what_a_customer_chose_reads_back,
            an_alert_is_told_of_once_and_with_one_message,
            an_alert_is_found_by_its_id,
            an_address_is_confirmed_once_and_ended,
            addresses_that_nobody_confirms_are_forgotten,
            a_browser_is_one_customers_and_goes_with_them,
        ]
        notification: [
            a_message_is_known_by_either_id,
            messages_without_amazons_id_do_not_collide,
            messages_come_newest_first_and_in_pages,
            waiting_messages_come_in_the_order_they_were_said,
            applied_messages_wait_no_more,
            a_device_that_is_there_now_has_messages_to_hear,
            an_emptied_message_is_still_known(raw),
            old_messages_are_forgotten_by_kind,
        ]
        oauth: [
            a_code_is_taken_once,
            a_family_is_of_one_code_and_one_account(raw),
            whoever_allowed_first_of_a_household_is_known,
            access_tokens_are_bounded_and_end_with_their_family,
            what_was_given_out_ends_with_the_account_and_with_all_sessions,
            codes_and_tokens_that_have_ended_are_forgotten,
            whoever_ends_a_family_waits_for_its_refresh(raw),
        ]
        operator: [
            people_read_back_and_are_found,
            a_name_or_an_identity_is_one_persons_until_they_are_removed,
            a_link_is_spent_once_and_goes,
            of_two_who_spend_a_link_one_does,
            a_session_says_whose_it_is_until_it_ends,
        ]
        order: [
            orders_read_back_with_everything_and_with_nothing,
            an_order_is_updated,
            a_slot_has_one_live_order,
            orders_are_made_and_changed_at_once,
            an_instance_is_one_order,
            an_order_is_found_by_its_instance,
            a_slot_lists_the_live_order_first,
            an_order_is_of_its_slots_device,
            slots_list_the_live_order_first,
            orders_of_a_slot_are_read_in_pages,
            an_order_comes_with_the_names_of_what_it_is_of,
            the_newest_order_of_each_slot_is_its_live_one,
            a_household_lists_its_orders_newest_first,
            orders_are_filtered_by_state_and_read_in_pages,
            orders_are_filtered_and_counted_by_how_they_ended,
            old_orders_that_are_live_come_oldest_first,
            orders_of_a_device_become_nameless,
            orders_that_amazon_can_be_asked_about_have_a_name,
        ]
        parcel: [
            parcels_read_back_and_count,
            parcels_are_made_and_changed_at_once,
            parcels_of_an_order_come_by_date,
            parcels_of_many_orders_come_by_date,
        ]
        personal_token: [
            a_token_is_found_by_its_hash_used_and_revoked,
            all_tokens_of_an_account_end_at_once_and_with_it,
            tokens_that_are_over_are_forgotten_a_piece_at_a_time,
        ]
        prior: [
            a_prior_comes_with_the_slots_of_its_model,
            a_prior_of_another_version_is_none(raw),
            a_prior_goes_with_its_slot_of_the_model,
            foretold_models_come_one_after_the_other,
            a_household_is_learned_from_once,
        ]
        registration: [
            registrations_read_back_with_everything_and_with_nothing,
            a_registration_takes_the_place_of_the_one_before,
            one_refreshes_at_a_time,
            a_registration_ends,
            registrations_are_found_by_their_devices,
            registrations_are_read_in_pages,
        ]
        session: [
            a_session_is_made_saved_loaded_and_ended,
            an_ended_session_is_not_brought_back_by_saving_it,
            all_sessions_of_an_account_end_at_once,
            a_session_ends_by_the_clock_passed_in,
            no_session_is_over_while_the_clock_is_doubted,
            a_taken_session_id_gives_a_new_one,
            a_copy_of_the_database_tells_nothing_of_sessions(raw),
            sessions_read_back,
            ended_sessions_are_forgotten,
        ]
        shop_event: [a_word_of_an_order_is_kept_once]
        slot: [
            a_slot_is_new_as_its_model_says,
            slots_read_back_with_everything_and_with_nothing,
            a_slot_is_there_once,
            slots_come_in_the_order_of_the_model,
            sent_statuses_are_noted,
            slots_are_found_by_their_ids,
        ]
        transaction: [
            what_is_not_committed_is_not_there,
            a_read_cannot_write,
            a_store_opened_to_read_changes_nothing(raw),
            a_read_sees_one_state,
            a_conflict_takes_nothing_else_with_it,
            a_set_with_a_conflict_writes_nothing,
            a_store_opens_on_what_is_there(raw),
            a_kept_connection_goes_to_whoever_waits,
            a_closed_store_answers_no_more,
        ]
        usage: [
            devices_are_found_by_token_and_by_id,
            slots_come_with_what_a_report_has_to_know,
            a_summary_is_of_the_orders_that_matter,
            a_device_is_registered_whatever_slots_it_has,
            known_reports_are_those_of_the_device,
            many_entries_read_back_and_are_there_once,
            days_are_added_to,
            a_step_changes_what_a_fold_would_and_nothing_else,
            steps_and_whole_slots_are_written_together,
            a_decision_is_written_with_its_headroom_and_its_order,
            use_is_summed_from_a_day_of_each_slot_on,
            headroom_ends_by_device_and_by_model,
            many_devices_are_heard,
            many_jobs_are_asked_for_as_one_is,
            what_hangs_on_orders_is_written_after_them,
            alerts_end_before_others_begin,
            days_are_folded_again_before_they_are_added_to,
            noops_are_said_of_entries_of_before,
            jobs_that_are_not_wanted_are_dropped,
            nothing_is_written_where_a_device_has_changed,
            nothing_is_written_where_a_device_was_unsettled,
            an_id_that_was_not_looked_for_is_a_new_one_or_nothing_is_written,
        ]
        webhook: [
            endpoints_read_back_and_change,
            the_first_of_each_device_is_due_and_the_next_when_it_was_taken,
            what_is_lost_makes_room_for_the_next,
            tests_and_what_is_sent_again_hold_nothing_back,
            what_waits_is_hastened_a_piece_at_a_time,
            old_deliveries_go_a_piece_at_a_time_and_hold_nothing_back,
            events_are_handed_on_by_number_and_type,
        ]
    }
    postgres {
        event: [a_transaction_that_commits_later_is_numbered_later, one_gives_numbers_at_a_time(raw)]
        job: [
            two_transactions_claim_two_jobs(raw),
            what_another_holds_is_left_to_be_settled_again,
        ]
        lock: [one_refreshes_while_the_other_asks(raw)]
        slot: [a_status_of_a_slot_that_another_holds_is_left]
        transaction: [a_failed_transaction_cannot_be_committed]
    }
}

#[tokio::test]
async fn another_address_is_refused() {
    let refused = store::Store::open("mysql://localhost/larder").await;
    assert!(matches!(refused, Err(store::Error::Address)));
}
