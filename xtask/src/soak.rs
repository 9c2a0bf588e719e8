//! `cargo xtask soak`: rounds of load in which something is killed; in the end nothing is lost and nothing is there
//! twice. The server's tests `soak`, which `cargo xtask test` lives through in short, with as many rounds as wanted.

use anyhow::Result;

use crate::{install, process};

/// Rounds of a server's end, on each database.
const SERVER: u32 = 200;
/// Rounds of everything else.
const OTHERS: u32 = 20;
/// Rounds of requests that are cut off, of five seconds each.
const CUT: u32 = 60;

/// What to live through; the end of a server where nothing is named.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many rounds [default: 200 of a server's end on each database, 60 of `--cut`, 20 of the others]
    #[arg(long)]
    rounds: Option<u32>,
    /// The same seed strikes at the same moments.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// PostgreSQL killed and started again, and its connections cut.
    #[arg(long)]
    database_kills: bool,
    /// Two servers on one PostgreSQL, one of them killed in each round.
    #[arg(long)]
    two_servers: bool,
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

impl Options {
    /// Names of tests, and the rounds of each.
    fn chosen(&self) -> Vec<(&'static str, u32)> {
        let others = [
            (self.database_kills, "when_the_database_is_killed", OTHERS),
            (self.database_kills, "when_connections_are_cut", OTHERS),
            (
                self.two_servers,
                "when_one_of_two_servers_is_killed",
                OTHERS,
            ),
            (self.notifications, "notifications::", OTHERS),
            (self.cut, "cut::", CUT),
            (self.neighbour, "neighbour::", OTHERS),
        ];
        let named = others.into_iter().filter(|(chosen, ..)| *chosen);
        let named: Vec<_> = named.map(|(_, name, rounds)| (name, rounds)).collect();
        if named.is_empty() {
            return vec![("when_the_server_is_killed", SERVER)];
        }
        named
    }
}

/// Returns true; something lost is an error.
pub(crate) fn run(options: &Options) -> Result<bool> {
    install::postgresql()?;
    for (name, rounds) in options.chosen() {
        let rounds = options.rounds.unwrap_or(rounds);
        let mut command = process::cargo(["test", "--release", "--test", "soak"]);
        command
            .args([name, "--", "--nocapture", "--test-threads=1"])
            .env("LARDER_SOAK", rounds.to_string())
            .env("LARDER_SOAK_SEED", options.seed.to_string());
        process::show(&mut command)?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_chosen_and_nothing_else() {
        let mut options = Options {
            rounds: None,
            seed: 1,
            database_kills: false,
            two_servers: true,
            notifications: false,
            cut: false,
            neighbour: false,
        };
        let names = |options: &Options| options.chosen().len();
        assert_eq!(names(&options), 1);
        options.database_kills = true;
        assert_eq!(names(&options), 3);
        (options.database_kills, options.two_servers) = (false, false);
        options.cut = true;
        assert_eq!(options.chosen(), [("cut::", 60)]);
        options.cut = false;
        assert_eq!(options.chosen(), [("when_the_server_is_killed", 200)]);
    }
}
