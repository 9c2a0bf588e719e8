//! `larder import`: machines, and what another cloud knows of them, from files. The rules of each row are `replenish`'s;
//! here is what the files look like, and how an import that was cut off goes on.

pub mod devices;
mod files;
mod records;
pub(crate) mod rows;
mod state;

use clap::{Args, Subcommand};
use replenish::{Application, Caller, Maker};
use url::Url;

use crate::config::Flags;

/// What to import.
#[derive(Args, Clone, Debug)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Machines of a CSV `serial,model,token_sha256`, which may be sent again at any time
    Devices(devices::Options),
    /// What another cloud knows of machines: owners, registrations, what is at home, orders under way
    State(state::Options),
}

impl Options {
    /// The configuration by which the database is found.
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// Does it, for customers who see the server at an address.
    ///
    /// # Errors
    /// One line that says what to do; what was imported until then is.
    pub async fn run(&self, app: &Application, public_url: &Url) -> anyhow::Result<()> {
        let caller = Caller::Maker(Maker::Operator, "larder import".to_owned());
        let origin = public_url.origin().ascii_serialization();
        match &self.what {
            What::Devices(options) => options.run(app, &caller, &origin).await,
            What::State(options) => options.run(app, &caller).await,
        }
    }
}
