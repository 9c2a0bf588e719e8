//! The databases Larder knows, as they are named on a command line.

use clap::ValueEnum;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// One file, one server.
    Sqlite,
    /// As many servers as wanted.
    Postgres,
}

impl Engine {
    /// As it is named on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}
