//! Nothing lost. Machines report without a pause while something is killed at a random moment, and send again
//! whatever was not answered; in the end every report is in the journal once, every level is right, and no supply was
//! ordered twice, on either side.
//!
//! `cargo xtask test` lives through a few rounds of each trial; `cargo xtask soak` through as many as wanted.

mod check;
mod cut;
mod machine;
mod neighbour;
mod notifications;
mod round;
mod scene;

use std::env::{consts, current_exe};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Parser;

use round::Strike;
use scene::{Kind, Scene};

/// Rounds of a server's end, on each database.
const SERVER: usize = 200;
/// Rounds of everything else.
const OTHERS: usize = 20;
/// Rounds of requests that are cut off, of five seconds each.
const CUT: usize = 60;
/// Rounds beside other tests, where nobody asks for more.
const SHORT: usize = 3;

/// What is lived through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The server is killed, on SQLite.
    ServerOnSqlite,
    /// The server is killed, on PostgreSQL.
    ServerOnPostgres,
    /// PostgreSQL is killed and started again.
    Database,
    /// Connections to PostgreSQL are cut.
    Connections,
    /// One of two servers on one PostgreSQL is killed.
    OneOfTwo,
    /// Two servers on one PostgreSQL are replaced one after the other, while a version to come adds to their tables.
    Upgrade,
    /// Amazon's messages at a high rate, many of them twice.
    Notifications,
    /// Requests are cut off at random, 10 ms away from PostgreSQL.
    Cut,
    /// A machine sends the worst it may beside others, on SQLite.
    NeighbourOnSqlite,
    /// A machine sends the worst it may beside others, on PostgreSQL.
    NeighbourOnPostgres,
}

/// How long, and with which server.
#[derive(Clone)]
pub struct Plan {
    /// The program of the server.
    program: PathBuf,
    /// The program of the version before it, where an upgrade begins with that.
    before: Option<PathBuf>,
    rounds: usize,
    seed: u64,
}

impl Plan {
    /// A few rounds with that program, which is not optimised and has other tests beside it.
    pub fn short(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            before: None,
            rounds: SHORT,
            seed: 1,
        }
    }

    /// Whether its times say little.
    fn is_short(&self) -> bool {
        self.rounds <= SHORT
    }
}

impl Trial {
    /// Lives through it.
    ///
    /// # Errors
    /// Something is lost, or there twice.
    pub async fn run(self, plan: &Plan) -> Result<()> {
        let (kind, servers, strike) = match self {
            Self::ServerOnSqlite => (Kind::Sqlite, 1, Strike::Server),
            Self::ServerOnPostgres => (Kind::Postgres, 1, Strike::Server),
            Self::Database => (Kind::Postgres, 1, Strike::Database),
            Self::Connections => (Kind::Postgres, 1, Strike::Connections),
            Self::OneOfTwo => (Kind::Postgres, 2, Strike::Server),
            Self::Upgrade => (Kind::Postgres, 2, Strike::Upgrade),
            Self::Notifications => return notifications::all(plan).await,
            Self::Cut => return cut::all(plan).await,
            Self::NeighbourOnSqlite => return neighbour::all(plan, Kind::Sqlite).await,
            Self::NeighbourOnPostgres => return neighbour::all(plan, Kind::Postgres).await,
        };
        let Some(before) = &plan.before else {
            let scene = Scene::new(&plan.program, kind, servers).await?;
            return round::all(plan, scene, strike).await;
        };
        for round in 0..plan.rounds {
            let one = Plan {
                rounds: 1,
                seed: plan.seed + round as u64,
                ..plan.clone()
            };
            let scene = Scene::new(before, kind, servers).await?;
            round::all(&one, scene, strike).await?;
        }
        Ok(())
    }
}

/// Kill a server, or what it stands on, under load, round after round; nothing may be lost. The end of a server
/// where nothing is named.
#[derive(Parser)]
#[command(name = "soak")]
pub struct Arguments {
    /// How many rounds [default: 200 of a server's end on each database, 60 of `--cut`, 20 of the others]
    #[arg(long)]
    rounds: Option<usize>,
    /// The same seed strikes at the same moments.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// PostgreSQL killed and started again, and its connections cut.
    #[arg(long)]
    database_kills: bool,
    /// Two servers on one PostgreSQL, one of them killed in each round.
    #[arg(long)]
    two_servers: bool,
    /// Two servers on one PostgreSQL, killed and replaced one after the other while a version to come migrates.
    #[arg(long)]
    upgrades: bool,
    /// The program of the version before, with which each round then begins on a database of its own.
    #[arg(long, requires = "upgrades")]
    before: Option<PathBuf>,
    /// Amazon's messages at 500 a second, many of them twice, while machines report.
    #[arg(long)]
    notifications: bool,
    /// Five minutes of requests cut off at random, 10 ms away from PostgreSQL.
    #[arg(long)]
    cut: bool,
    /// A machine that sends the worst it may, beside others that report at their pace.
    #[arg(long)]
    neighbour: bool,
}

impl Arguments {
    /// Trials, and the rounds of each.
    fn chosen(&self) -> Vec<(Trial, usize)> {
        let others = [
            (self.database_kills, Trial::Database, OTHERS),
            (self.database_kills, Trial::Connections, OTHERS),
            (self.two_servers, Trial::OneOfTwo, OTHERS),
            (self.upgrades, Trial::Upgrade, OTHERS),
            (self.notifications, Trial::Notifications, OTHERS),
            (self.cut, Trial::Cut, CUT),
            (self.neighbour, Trial::NeighbourOnSqlite, OTHERS),
            (self.neighbour, Trial::NeighbourOnPostgres, OTHERS),
        ];
        let named = others.into_iter().filter(|(is_named, ..)| *is_named);
        let named: Vec<_> = named.map(|(_, trial, rounds)| (trial, rounds)).collect();
        if named.is_empty() {
            return vec![
                (Trial::ServerOnSqlite, SERVER),
                (Trial::ServerOnPostgres, SERVER),
            ];
        }
        named
    }
}

/// Lives through what is asked for, with the server beside this program.
///
/// # Errors
/// Something is lost, or there twice.
pub async fn run(arguments: &Arguments) -> Result<()> {
    let own = current_exe()?;
    let folder = own.parent().context("this program is in no folder")?;
    for (trial, rounds) in arguments.chosen() {
        println!("{trial:?}:");
        let plan = Plan {
            program: folder.join(format!("larder{}", consts::EXE_SUFFIX)),
            before: arguments.before.clone(),
            rounds: arguments.rounds.unwrap_or(rounds),
            seed: arguments.seed,
        };
        trial.run(&plan).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_chosen_and_nothing_else() {
        let mut arguments = Arguments {
            rounds: None,
            seed: 1,
            database_kills: false,
            two_servers: true,
            upgrades: false,
            before: None,
            notifications: false,
            cut: false,
            neighbour: false,
        };
        assert_eq!(arguments.chosen().len(), 1);
        arguments.database_kills = true;
        assert_eq!(arguments.chosen().len(), 3);
        (arguments.database_kills, arguments.two_servers) = (false, false);
        arguments.cut = true;
        assert_eq!(arguments.chosen(), [(Trial::Cut, 60)]);
        arguments.cut = false;
        let server = [(Trial::ServerOnSqlite, 200), (Trial::ServerOnPostgres, 200)];
        assert_eq!(arguments.chosen(), server);
    }
}
