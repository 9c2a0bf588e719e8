//! Anonymising the audit: it keeps what was done for two years, and not who did it once they are deleted: a piece at a
//! time, however long somebody was here.

use domain::{AccountId, HouseholdId};

use crate::job::Ended;
use crate::{Application, Error};

/// Lines of one transaction.
const BATCH: i64 = 1_000;

/// Takes somebody who is deleted out of the audit, as a job.
pub(crate) async fn run(
    app: &Application,
    account: AccountId,
    household: Option<HouseholdId>,
) -> Result<Ended, Error> {
    let of = household.map(|id| format!("household:{id}"));
    loop {
        let mut tx = app.store.write().await?;
        let mut lines = tx.audit_forget_actor(account.0, BATCH).await?;
        if let Some(of) = &of {
            lines += tx.audit_forget_object(of, "household", BATCH).await?;
        }
        tx.commit().await?;
        if lines == 0 {
            return Ok(Ended::Done);
        }
    }
}
