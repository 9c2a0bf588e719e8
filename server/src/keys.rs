//! `larder key`: keys of the maker's API, made, listed and revoked on the server itself. What it prints can be read by a
//! program: the key alone, or a line for each key with a tab between two columns.

#![expect(clippy::print_stdout, reason = "what was asked for")]
#![expect(clippy::print_stderr, reason = "words for people, beside it")]

use clap::{Args, Subcommand};
use delivery::PushKey;
use domain::Time;
use replenish::{Caller, Error, Keys, Maker, NewKey, Random};
use secrecy::ExposeSecret as _;

use crate::config::Flags;

/// What to do with keys.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Make a key and print it, this once
    Create {
        /// What it is called; no other key is
        name: String,
        /// What it opens: `fleet.read`, `fleet.write`, `models`, `factory`, `orders`, `usage`, `webhooks`, `metrics`; once for each
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<String>,
        /// When it ends, as 2027-01-31T00:00:00Z [default: never]
        #[arg(long, value_name = "TIME")]
        expires_at: Option<String>,
    },
    /// Make a key for LARDER_VAPID_KEY, by which pushes to customers' browsers are signed, and print it; keep it as long as
    /// browsers are to hear
    Vapid,
    /// Print all keys: id, name, scopes, made, ends, last used
    List,
    /// Revoke a key: from now on it opens nothing
    Revoke {
        /// Its id, as `list` prints it
        id: String,
    },
}

impl Options {
    /// Whether it needs no database.
    pub fn is_alone(&self) -> bool {
        matches!(self.what, What::Vapid)
    }

    /// Does what needs none.
    ///
    /// # Errors
    /// No key could be made.
    pub fn run_alone(&self) -> anyhow::Result<()> {
        let random = Random::system();
        // Of all random bytes hardly any are no key.
        let key = (0..8).find_map(|_| PushKey::make(&random.bytes()));
        let key = key.ok_or_else(|| anyhow::anyhow!("no key could be made; try again"))?;
        println!("{}", key.expose_secret());
        Ok(())
    }

    /// The configuration by which the database is found.
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// Does it.
    ///
    /// # Errors
    /// One line that says what to do; nothing is changed then.
    pub async fn run(&self, keys: Keys<'_>) -> anyhow::Result<()> {
        let caller = Caller::Maker(Maker::Operator, "larder key".to_owned());
        match &self.what {
            What::Create {
                name,
                scopes,
                expires_at,
            } => {
                let new = NewKey {
                    name: name.clone(),
                    scopes: scopes.clone(),
                    expires_at: expires_at.clone(),
                };
                let (made, key) = keys.create(caller, &new).await?;
                eprintln!("Key {} is shown this once:", made.id);
                println!("{key}");
            }
            What::Vapid => self.run_alone()?,
            What::List => {
                let at = |at: Option<Time>| at.map_or("never".to_owned(), |at| at.to_string());
                for key in keys.list(caller).await? {
                    let (id, name, scopes) = (key.id, &key.name, key.scopes.text());
                    let (made, ends, used) = (key.created_at, at(key.expires_at), at(key.used_at));
                    println!("{id}\t{name}\t{scopes}\t{made}\t{ends}\t{used}");
                }
            }
            What::Revoke { id } => {
                let no_such = || anyhow::anyhow!("there is no key {id}: see `larder key list`");
                let id = id.parse().map_err(|_| no_such())?;
                match keys.revoke(caller, id).await {
                    Err(Error::NotFound) => return Err(no_such()),
                    done => done?,
                }
                eprintln!("Key {id} opens nothing any more");
            }
        }
        Ok(())
    }
}
