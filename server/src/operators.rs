//! `larder operator`: the maker's people, invited, listed and removed on the server itself. What it prints can be read by a
//! program: the link alone, or a line for each person with a tab between two columns.

#![expect(clippy::print_stdout, reason = "what was asked for")]
#![expect(clippy::print_stderr, reason = "words for people, beside it")]

use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::{Operator, OperatorId, OperatorRole, Time};
use replenish::{Caller, Error, Maker, Operators};

use crate::config::Flags;

/// People that are read at a time.
const PAGE: u32 = 100;

/// What to do with operators.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Print a link that lets somebody in to /ops, once and within 24 hours
    Invite {
        /// What they are called; whoever has the name by an earlier link is that person
        name: String,
        /// What they may: `viewer`, `support` or `admin`
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: OperatorRole,
    },
    /// Print all operators: id, name, role, signs in by, known since, last here, removed
    List,
    /// Say what somebody may, from their next request on
    Role {
        /// Their id, as `list` prints it
        id: String,
        /// What they may: `viewer`, `support` or `admin`
        #[arg(value_name = "ROLE", value_parser = role)]
        role: OperatorRole,
    },
    /// Remove somebody: their sessions end at once
    Remove {
        /// Their id, as `list` prints it
        id: String,
    },
}

fn role(name: &str) -> Result<OperatorRole, String> {
    let words = "must be viewer, support or admin";
    OperatorRole::parse(name).ok_or_else(|| words.to_owned())
}

impl Options {
    /// The configuration by which the database is found.
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// Does it.
    ///
    /// # Errors
    /// One line that says what to do; nothing is changed then.
    pub async fn run(&self, operators: Operators<'_>) -> anyhow::Result<()> {
        let caller = Caller::Maker(Maker::Operator, "larder operator".to_owned());
        match &self.what {
            What::Invite { name, role } => {
                let link = operators.invite(caller, name, *role).await?;
                eprintln!("{name} signs in by this link, once and within 24 hours:");
                println!("{link}");
            }
            What::List => list(operators, &caller).await?,
            What::Role { id, role } => {
                named(id, operators.set_role(caller, parse(id)?, *role).await)?;
                eprintln!("{id} is {} from the next request on", role.name());
            }
            What::Remove { id } => {
                named(id, operators.remove(caller, parse(id)?).await)?;
                eprintln!("{id} is no operator any more");
            }
        }
        Ok(())
    }
}

async fn list(operators: Operators<'_>, caller: &Caller) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let (people, next) = operators.list(caller, PAGE, after).await?;
        people.iter().for_each(print);
        after = next;
        if after.is_none() {
            return Ok(());
        }
    }
}

fn print(person: &Operator) {
    let at = |at: Option<Time>| at.map_or("never".to_owned(), |at| at.to_string());
    let role = person.role.map_or("none", OperatorRole::name);
    let by = if person.has_identity {
        "provider"
    } else {
        "link"
    };
    let (id, name, since) = (person.id, &person.name, person.created_at);
    let (seen, removed) = (at(person.seen_at), at(person.disabled_at));
    println!("{id}\t{name}\t{role}\t{by}\t{since}\t{seen}\t{removed}");
}

fn parse(id: &str) -> anyhow::Result<OperatorId> {
    id.parse().ok().with_context(|| no_such(id))
}

fn named(id: &str, done: Result<(), Error>) -> anyhow::Result<()> {
    match done {
        Err(Error::NotFound) => anyhow::bail!(no_such(id)),
        done => Ok(done?),
    }
}

fn no_such(id: &str) -> String {
    format!("there is no operator {id}: see `larder operator list`")
}
