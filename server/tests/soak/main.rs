//! Nothing lost. Machines report without a pause while something is killed at a random moment, and send again
//! whatever was not answered; in the end every report is in the journal once, every level is right, and no supply was
//! ordered twice, on either side.
//!
//! `cargo xtask test` lives through a few rounds of each kind; `cargo xtask soak` through as many as wanted, with
//! `LARDER_SOAK` rounds and `LARDER_SOAK_SEED`.

#![cfg(test)]

#[path = "../shared/binary.rs"]
mod binary;
mod check;
mod cut;
mod machine;
mod neighbour;
mod notifications;
mod round;
mod scene;
mod server;

use std::env;

use round::Strike;
use scene::{Kind, Scene};

/// Rounds, where nobody asks for more.
const ROUNDS: usize = 3;

fn rounds() -> usize {
    let wanted = env::var("LARDER_SOAK").ok();
    wanted.map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

fn seed() -> u64 {
    let wanted = env::var("LARDER_SOAK_SEED").ok();
    wanted.map_or(1, |seed| seed.parse().unwrap())
}

async fn live_through(kind: Kind, servers: usize, strike: Strike) {
    let scene = Scene::new(kind, servers).await;
    round::all(scene, strike, rounds(), seed()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_sqlite_when_the_server_is_killed() {
    live_through(Kind::Sqlite, 1, Strike::Server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_postgresql_when_the_server_is_killed() {
    live_through(Kind::Postgres, 1, Strike::Server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_database_is_killed() {
    live_through(Kind::Postgres, 1, Strike::Database).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_connections_are_cut() {
    live_through(Kind::Postgres, 1, Strike::Connections).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_one_of_two_servers_is_killed() {
    live_through(Kind::Postgres, 2, Strike::Server).await;
}
