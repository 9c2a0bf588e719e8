//! A few rounds of each trial of the program `soak` of `lab`, with the server as it was built for these tests.

#![cfg(test)]

use lab::soak::{Plan, Trial};

async fn live_through(trial: Trial) {
    let plan = Plan::short(env!("CARGO_BIN_EXE_larder"));
    trial.run(&plan).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_sqlite_when_the_server_is_killed() {
    live_through(Trial::ServerOnSqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_postgresql_when_the_server_is_killed() {
    live_through(Trial::ServerOnPostgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_database_is_killed() {
    live_through(Trial::Database).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_connections_are_cut() {
    live_through(Trial::Connections).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_one_of_two_servers_is_killed() {
    live_through(Trial::OneOfTwo).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_while_servers_are_replaced_and_tables_grow() {
    live_through(Trial::Upgrade).await;
}

mod notifications {
    use super::{Trial, live_through};

    #[tokio::test(flavor = "multi_thread")]
    async fn messages_at_a_high_rate_are_applied_once() {
        live_through(Trial::Notifications).await;
    }
}

mod cut {
    use super::{Trial, live_through};

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_cut_off_is_done_or_taken_back() {
        live_through(Trial::Cut).await;
    }
}

mod neighbour {
    use super::{Trial, live_through};

    #[tokio::test(flavor = "multi_thread")]
    async fn one_machine_costs_the_others_nothing_on_sqlite() {
        live_through(Trial::NeighbourOnSqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_machine_costs_the_others_nothing_on_postgresql() {
        live_through(Trial::NeighbourOnPostgres).await;
    }
}
