//! A household: who shares its machines, and as what. An invitation is a link that works once and for a
//! week; whoever leaves gets a household of their own, and takes along what they had connected.

use domain::Role;
use domain::registration::EndedBy;
use domain::time::DAY;
use domain::{AccountId, HouseholdId, Time};
use store::{Account, Invite, Tx};

use crate::application::{Caller, digest};
use crate::change::Change;
use crate::random::plain_code;
use crate::{Application, Code, Error};

/// How long an invitation works.
const INVITATION: i64 = 7 * DAY;
/// Of a household, at most: accounts, and invitations at a time.
const MOST: usize = 12;

/// A household, as one of its members sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdView {
    /// Who looks.
    pub own: Member,
    /// Everybody else, oldest first.
    pub others: Vec<Member>,
    /// Invitations nobody has taken yet.
    pub invitations: Vec<Invitation>,
}

/// One account of a household. Nobody here has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub id: AccountId,
    /// What it may do.
    pub role: Role,
    /// First sign-in.
    pub since: Time,
}

/// An invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// As what.
    pub role: Role,
    /// Until when.
    pub expires_at: Time,
}

/// What wrong invitations of an account are counted under.
pub(crate) fn join_tries(account: AccountId) -> String {
    format!("join:{account}")
}

impl Member {
    fn of(account: &Account) -> Self {
        Self {
            id: account.id,
            role: account.role,
            since: account.created_at,
        }
    }
}

impl Application {
    /// What an account may do in its household; none where there is no such account any more.
    pub async fn role(&self, account: AccountId) -> Result<Option<Role>, Error> {
        let found = self.store.read().await?.account(account).await?;
        Ok(found.map(|account| account.role))
    }

    /// The account's household.
    pub async fn household(&self, account: AccountId) -> Result<HouseholdView, Error> {
        let mut tx = self.store.read().await?;
        let own = self.account(&mut tx, account).await?;
        let others = self.others(&mut tx, &own).await?;
        let now = self.now();
        let invites = tx.invites_of_household(own.household_id).await?;
        let live = invites.iter().filter(|invite| now < invite.expires_at);
        Ok(HouseholdView {
            own: Member::of(&own),
            others: others.iter().map(Member::of).collect(),
            invitations: live
                .map(|invite| Invitation {
                    role: invite.role,
                    expires_at: invite.expires_at,
                })
                .collect(),
        })
    }

    /// A code that brings somebody into the household; told this once.
    pub async fn invite(
        &self,
        account: AccountId,
        role: Role,
        request_id: &str,
    ) -> Result<String, Error> {
        let mut tx = self.store.write().await?;
        let owner = self.owner(&mut tx, account).await?;
        let now = self.now();
        let invites = tx.invites_of_household(owner.household_id).await?;
        let live = invites.iter().filter(|invite| now < invite.expires_at);
        let invited = live.count();
        let members = tx.accounts_of_household(owner.household_id).await?.len();
        if invited + members >= MOST {
            let why = "There are twelve of you already, with those who are invited.";
            return Err(Error::conflict(Code::HouseholdFull, why));
        }
        let code = self.random.claim_code();
        let invite = Invite {
            household_id: owner.household_id,
            role,
            expires_at: now + INVITATION,
        };
        tx.invite_insert(&digest(&plain_code(&code)), &invite)
            .await?;
        self.note(
            &mut tx,
            account,
            "household.invite",
            owner.household_id,
            request_id,
        )
        .await?;
        tx.commit().await?;
        Ok(code)
    }

    /// The link of an invitation's code.
    pub fn invitation_link(&self, code: &str) -> String {
        let mut url = self.settings.public_url.clone();
        url.set_path("/join");
        url.query_pairs_mut().append_pair("code", code);
        url.into()
    }

    /// Whether an invitation was not taken in time. One that was taken is not remembered.
    pub async fn invitation_is_over(&self, code: &str) -> Result<bool, Error> {
        let mut tx = self.store.read().await?;
        let invite = tx.invite(&digest(&plain_code(code))).await?;
        Ok(invite.is_some_and(|invite| invite.expires_at <= self.now()))
    }

    /// Takes back every invitation that nobody has taken yet.
    pub async fn uninvite(&self, account: AccountId, request_id: &str) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        let owner = self.owner(&mut tx, account).await?;
        tx.invites_delete(owner.household_id).await?;
        self.note(
            &mut tx,
            account,
            "household.uninvite",
            owner.household_id,
            request_id,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Brings the account into the household it is invited to. Whoever has machines keeps to their own
    /// household: they would become everybody's.
    pub async fn join(
        &self,
        account: AccountId,
        code: &str,
        request_id: &str,
    ) -> Result<(), Error> {
        let hash = digest(&plain_code(code));
        let mut tx = self.store.write().await?;
        let mut guest = self.account(&mut tx, account).await?;
        let subject = join_tries(account);
        self.may_try(&mut tx, &subject).await?;
        let found = tx.invite(&hash).await?;
        let Some(invite) = found.filter(|invite| self.now() < invite.expires_at) else {
            self.note_try(&mut tx, &subject).await?;
            tx.commit().await?;
            let detail = "This invitation does not work any more. Ask for another one.";
            return Err(Error::invalid("code", Code::UnknownInvitation, detail));
        };
        let left = guest.household_id;
        if left == invite.household_id {
            let why = "You are of this household already.";
            return Err(Error::conflict(Code::OwnHousehold, why));
        }
        if !tx.devices_of_household(left).await?.is_empty() {
            let why = "You have machines of your own. Remove them first, or join with another Amazon \
                       account.";
            return Err(Error::conflict(Code::OwnMachines, why));
        }
        if !tx.invite_take(&hash).await? {
            let why = "Somebody else has just taken it.";
            return Err(Error::conflict(Code::InvitationTaken, why));
        }
        guest.household_id = invite.household_id;
        guest.role = invite.role;
        tx.account_update(&guest).await?;
        let others = tx.accounts_of_household(left).await?;
        if others.is_empty() {
            tx.household_delete(left).await?;
        } else {
            self.keep_an_owner(&mut tx, others).await?;
        }
        self.note(
            &mut tx,
            account,
            "household.join",
            invite.household_id,
            request_id,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// An owner says what another one may do.
    pub async fn set_role(
        &self,
        account: AccountId,
        member: AccountId,
        role: Role,
        request_id: &str,
    ) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        let owner = self.owner(&mut tx, account).await?;
        let mut other = self.other(&mut tx, &owner, member).await?;
        other.role = role;
        tx.account_update(&other).await?;
        self.note(
            &mut tx,
            account,
            "household.role",
            owner.household_id,
            request_id,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Somebody leaves, or an owner lets them go: they get a household of their own, and the machines
    /// that they had connected are disconnected. The last one cannot leave.
    pub async fn leave_household(
        &self,
        account: AccountId,
        member: AccountId,
        request_id: &str,
    ) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        let mut leaving = if account == member {
            self.account(&mut tx, account).await?
        } else {
            let owner = self.owner(&mut tx, account).await?;
            self.other(&mut tx, &owner, member).await?
        };
        let left = leaving.household_id;
        let others = self.others(&mut tx, &leaving).await?;
        if others.is_empty() {
            return Err(Error::conflict(Code::Alone, "You are the only one here."));
        }
        tx = self.disconnect_own(tx, &leaving).await?;
        let now = self.now();
        leaving.household_id = self.random.id(now);
        leaving.role = Role::Owner;
        tx.household_insert(leaving.household_id, now).await?;
        tx.account_update(&leaving).await?;
        self.keep_an_owner(&mut tx, others).await?;
        self.note(&mut tx, account, "household.leave", left, request_id)
            .await?;
        tx.commit().await?;
        self.wake.notify_waiters();
        Ok(())
    }

    /// Everybody else of an account's household, oldest first.
    pub(crate) async fn others(&self, tx: &mut Tx, own: &Account) -> Result<Vec<Account>, Error> {
        let mut others = tx.accounts_of_household(own.household_id).await?;
        others.retain(|other| other.id != own.id);
        Ok(others)
    }

    /// Ends the registrations that an account made in its household.
    pub(crate) async fn disconnect_own(&self, mut tx: Tx, own: &Account) -> Result<Tx, Error> {
        for device in tx.devices_of_household(own.household_id).await? {
            let registration = tx.registration(device.id).await?;
            if registration.is_some_and(|it| it.account_id == own.id) {
                let mut change = Change::within(self, tx, device.id).await?;
                change.end_registration(EndedBy::Customer).await?;
                tx = change.into_tx().await?;
            }
        }
        Ok(tx)
    }

    /// A household whose last owner has left is its oldest member's.
    pub(crate) async fn keep_an_owner(
        &self,
        tx: &mut Tx,
        members: Vec<Account>,
    ) -> Result<(), Error> {
        if members.iter().any(|member| member.role == Role::Owner) {
            return Ok(());
        }
        if let Some(mut oldest) = members.into_iter().next() {
            oldest.role = Role::Owner;
            tx.account_update(&oldest).await?;
        }
        Ok(())
    }

    async fn owner(&self, tx: &mut Tx, account: AccountId) -> Result<Account, Error> {
        let account = self.account(tx, account).await?;
        match account.role {
            Role::Owner => Ok(account),
            _ => Err(Error::Forbidden),
        }
    }

    /// Another account of an owner's household.
    async fn other(&self, tx: &mut Tx, owner: &Account, id: AccountId) -> Result<Account, Error> {
        let found = tx.account(id).await?;
        let of = found.filter(|it| it.household_id == owner.household_id && it.id != owner.id);
        of.ok_or(Error::NotFound)
    }

    async fn note(
        &self,
        tx: &mut Tx,
        account: AccountId,
        action: &str,
        household: HouseholdId,
        request_id: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        let object = format!("household:{household}");
        let row =
            Caller::Customer(account, request_id).audit(self.random.id(now), now, action, object);
        Ok(tx.audit_insert(&row).await?)
    }
}
