//! `larder migrate`: the schema of this build, or with `--check` what that would do and how long it takes, with nothing done.

use std::fmt::Write as _;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use store::{Pending, Standing, Store, Work};

use crate::config::Flags;

/// Of `larder migrate`.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
    /// Say what would be done and how long it takes, and do nothing
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    flags: Flags,
}

impl Options {
    /// Where the database is.
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// Does what was asked for, and returns what there is to say.
    ///
    /// # Errors
    /// There is no such database, or a newer build has taken away what this one needs.
    pub async fn run(&self, url: &SecretString) -> anyhow::Result<String> {
        let url = url.expose_secret();
        if self.check {
            return Ok(said(
                Store::standing(url).await?,
                &Store::pending(url).await?,
            ));
        }
        Store::open(url).await?;
        Ok(String::new())
    }
}

fn said(standing: Standing, pending: &[Pending]) -> String {
    match standing {
        Standing::Absent | Standing::Empty => {
            return "There is no Larder in this database yet: the migration makes everything, in a second.\n".to_owned();
        }
        Standing::Ahead { found, known } => {
            return format!(
                "A newer Larder has added to this database (migration {found}, this one knows {known}). This one runs on it \
                 as it is.\n"
            );
        }
        _ => {}
    }
    let Some(last) = pending.last() else {
        return "The database is as this Larder has it. There is nothing to do.\n".to_owned();
    };
    let mut text = format!(
        "{} to migration {}:\n",
        counted(pending.len()),
        last.version
    );
    for one in pending {
        let kind = if one.contracts { "takes away" } else { "adds" };
        // Writing into a String does not fail.
        let _ = writeln!(text, "{:>6}  {:11}{}", one.version, kind, one.name);
        for step in &one.steps {
            let work = match step.work {
                Work::Index => "reads for an index",
                Work::Rewrite => "writes again",
            };
            let (table, rows, lasts) = (&step.table, step.rows, about(step.lasts));
            let _ = writeln!(text, "        {work}: {rows} rows of {table}, {lasts}");
        }
    }
    let steps = pending.iter().flat_map(|one| &one.steps);
    let all: Duration = steps.map(|step| step.lasts).sum();
    let _ = writeln!(text, "All of it: {}.", about(all));
    text.push_str(match pending.iter().any(|one| one.contracts) {
        true => "Stop every server of the version before first: what it needs is taken away.\n",
        false => "Servers of the version before may go on meanwhile, and after it.\n",
    });
    text.push_str("Take a backup before: larder backup FILE\n");
    text
}

fn counted(migrations: usize) -> String {
    match migrations {
        1 => "One migration".to_owned(),
        many => format!("{many} migrations"),
    }
}

/// How long, as people say it.
fn about(time: Duration) -> String {
    match time.as_secs() {
        0..=1 => "moments".to_owned(),
        seconds @ 2..=90 => format!("about {seconds} seconds"),
        seconds => format!("about {} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use store::Step;

    use super::*;

    #[test]
    fn what_is_done_and_for_how_long_is_said() {
        let step = |work, seconds| Step {
            work,
            table: "journal".to_owned(),
            rows: 12_400_000,
            lasts: Duration::from_secs(seconds),
        };
        let one = |version, contracts, steps| Pending {
            version,
            name: "notes of orders".to_owned(),
            contracts,
            steps,
        };
        let older = Standing::Older {
            found: 35,
            known: 37,
        };
        let adds = [
            one(36, false, vec![]),
            one(37, false, vec![step(Work::Index, 31)]),
        ];
        assert_eq!(
            said(older, &adds),
            "2 migrations to migration 37:\n    36  adds       notes of orders\n    37  adds       notes of orders\n        \
             reads for an index: 12400000 rows of journal, about 31 seconds\nAll of it: about 31 seconds.\nServers of the \
             version before may go on meanwhile, and after it.\nTake a backup before: larder backup FILE\n"
        );
        let takes = [one(36, true, vec![step(Work::Rewrite, 100)])];
        let text = said(older, &takes);
        assert!(text.starts_with("One migration to migration 36:\n    36  takes away notes"));
        assert!(text.contains("about 2 minutes") && text.contains("Stop every server"));
        assert!(said(Standing::Current, &[]).contains("nothing to do"));
        assert!(said(Standing::Absent, &[]).contains("no Larder"));
        assert!(
            said(
                Standing::Ahead {
                    found: 40,
                    known: 36
                },
                &[]
            )
            .contains("runs on it")
        );
    }
}
