//! Erasure: the end of an account, and of everything that was its household's.

use domain::event::{EventData, EventType};
use domain::registration::EndedBy;
use store::{Account, Tx};

use super::Accounts;
use super::access::is_there;
use super::household::{disconnect_own, join_tries, keep_an_owner, machines, others, unlink_alexa};
use crate::device_unit::DeviceUnit;
use crate::devices::claim::claim_tries;
use crate::job::Job;
use crate::notices::mail_tries;
use crate::{Caller, Error};

impl Accounts<'_> {
    /// Deletes an account, and with its household's last account everything of the household: its
    /// machines are given up, and their registrations end at Amazon by a job each. Of a household that
    /// goes on, the machines that this account connected are disconnected, and somebody is its owner.
    pub async fn delete(self, caller: Caller) -> Result<(), Error> {
        let (tx, account) = self.0.begin(&caller).await?;
        let mut tx = unlink_alexa(self.0, tx, &caller, account.id).await?;
        let others = others(&mut tx, &account).await?;
        let alone = others.is_empty();
        if alone {
            for device in machines(&mut tx, &account).await? {
                if !is_there(&mut tx, device).await? {
                    continue;
                }
                let mut unit = DeviceUnit::lock_in(self.0, tx, device).await?;
                // Held only now: it may have moved meanwhile.
                if unit.device.household_id == Some(account.household_id) {
                    let by = EndedBy::Customer;
                    unit.leave(by).await?;
                    unit.event(EventType::DeviceRemoved, EventData::By { by });
                }
                tx = unit.into_tx().await?;
            }
        } else {
            tx = disconnect_own(self.0, tx, &account).await?;
        }
        keep_an_owner(&mut tx, others).await?;
        self.forget(&mut tx, &caller, &account, alone).await?;
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }

    async fn forget(
        self,
        tx: &mut Tx,
        caller: &Caller,
        account: &Account,
        alone: bool,
    ) -> Result<(), Error> {
        let object = format!("account:{}", account.id);
        let noted = self.0.audit(tx, caller, "account.delete", object);
        noted.await?;
        for subject in [
            claim_tries(account.id),
            join_tries(account.id),
            mail_tries(account.id),
        ] {
            tx.attempts_delete(&subject).await?;
        }
        tx.account_delete(account.id).await?;
        if alone {
            tx.household_delete(account.household_id).await?;
        }
        let forget = Job::Forget {
            account: account.id,
            household: alone.then_some(account.household_id),
        };
        self.0.ask(tx, &forget, self.0.now()).await
    }
}
