//! Erasure: the end of an account, and of everything that was its household's.

use domain::event::{EventData, EventType};
use domain::registration::EndedBy;
use store::{Account, Tx};

use super::household::{is_there, join_tries};
use crate::audit::AuditActor;
use crate::device_unit::DeviceUnit;
use crate::devices::claim::claim_tries;
use crate::job::Job;
use crate::{Application, Customer, Error};

impl Application {
    /// Deletes an account, and with its household's last account everything of the household: its
    /// machines are given up, and their registrations end at Amazon by a job each. Of a household that
    /// goes on, the machines that this account connected are disconnected, and somebody is its owner.
    pub async fn delete_account(
        &self,
        customer: impl Into<Customer>,
        request_id: &str,
    ) -> Result<(), Error> {
        let (mut tx, account) = self.begin(customer.into()).await?;
        let others = self.others(&mut tx, &account).await?;
        let alone = others.is_empty();
        if alone {
            for device in self.machines(&mut tx, &account).await? {
                if !is_there(&mut tx, device).await? {
                    continue;
                }
                let mut unit = DeviceUnit::lock_in(self, tx, device).await?;
                // Held only now: it may have moved meanwhile.
                if unit.device.household_id == Some(account.household_id) {
                    let by = EndedBy::Customer;
                    unit.leave(by).await?;
                    unit.event(EventType::DeviceRemoved, EventData::By { by });
                }
                tx = unit.into_tx().await?;
            }
        } else {
            tx = self.disconnect_own(tx, &account).await?;
        }
        self.keep_an_owner(&mut tx, others).await?;
        self.forget(&mut tx, &account, alone, request_id).await?;
        tx.commit().await?;
        self.wake.notify_waiters();
        Ok(())
    }

    async fn forget(
        &self,
        tx: &mut Tx,
        account: &Account,
        alone: bool,
        request_id: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        let caller = AuditActor::Customer(account.id, request_id);
        let object = format!("account:{}", account.id);
        let row = caller.audit(self.random.id(now), now, "account.delete", object);
        tx.audit_insert(&row).await?;
        for subject in [claim_tries(account.id), join_tries(account.id)] {
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
        self.ask(tx, &forget, now).await
    }
}
