//! A household: who shares its machines, and as what. An invitation is a link that works once and for a
//! week; whoever leaves gets a household of their own, and takes along what they had connected. Tokens of
//! theirs end with each household.

use domain::registration::EndedBy;
use domain::time::DAY;
use domain::{AccountId, DeviceId, HouseholdId, Role, Time};
use store::{Account, Invite, Registration, Tx};

use super::Household;
use super::access::is_there;
use crate::alexa::end_grant_in;
use crate::device_unit::DeviceUnit;
use crate::runtime::random::plain_code;
use crate::runtime::vault::digest;
use crate::{Application, Caller, Code, Error};

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

/// Whether an invitation works, by its date.
fn lasts(invite: &Invite, now: Time) -> bool {
    now.is_within(invite.expires_at, INVITATION)
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

impl Household<'_> {
    /// What an account may do in its household; none where there is no such account any more.
    pub async fn role(self, account: AccountId) -> Result<Option<Role>, Error> {
        let found = self.0.store.read().await?.account(account).await?;
        Ok(found.map(|account| account.role))
    }

    /// The account's household.
    pub async fn view(self, account: AccountId) -> Result<HouseholdView, Error> {
        let mut tx = self.0.store.read().await?;
        let own = self.0.account(&mut tx, account).await?;
        let others = others(&mut tx, &own).await?;
        let now = self.0.now();
        let invites = tx.invites_of_household(own.household_id).await?;
        let live = invites.iter().filter(|invite| lasts(invite, now));
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
    pub async fn invite(self, caller: Caller, role: Role) -> Result<String, Error> {
        let (mut tx, owner) = self.0.begin_as_owner(&caller).await?;
        let now = self.0.now();
        let invites = tx.invites_of_household(owner.household_id).await?;
        let live = invites.iter().filter(|invite| lasts(invite, now));
        let invited = live.count();
        let members = tx.accounts_of_household(owner.household_id).await?.len();
        if invited + members >= MOST {
            let why = "The household is full: twelve people, counting those invited.";
            return Err(Error::conflict(Code::HouseholdFull, why));
        }
        let code = self.0.random.claim_code();
        let invite = Invite {
            household_id: owner.household_id,
            account_id: owner.id,
            role,
            expires_at: now + INVITATION,
        };
        tx.invite_insert(&digest(&plain_code(&code)), &invite)
            .await?;
        let noted = self.note(&mut tx, &caller, owner.household_id, "household.invite");
        noted.await?;
        tx.commit().await?;
        Ok(code)
    }

    /// The link of an invitation's code.
    pub fn invitation_link(self, code: &str) -> String {
        let mut url = self.0.settings.public_url.clone();
        url.set_path("/join");
        url.query_pairs_mut().append_pair("code", code);
        url.into()
    }

    /// Whether an invitation was not taken in time. One that was taken is not remembered.
    pub async fn invitation_is_over(self, code: &str) -> Result<bool, Error> {
        let mut tx = self.0.store.read().await?;
        let invite = tx.invite(&digest(&plain_code(code))).await?;
        Ok(invite.is_some_and(|invite| !lasts(&invite, self.0.now())))
    }

    /// Takes back every invitation that nobody has taken yet.
    pub async fn uninvite(self, caller: Caller) -> Result<(), Error> {
        let (mut tx, owner) = self.0.begin_as_owner(&caller).await?;
        tx.invites_delete(owner.household_id).await?;
        let noted = self.note(&mut tx, &caller, owner.household_id, "household.uninvite");
        noted.await?;
        Ok(tx.commit().await?)
    }

    /// Brings the customer into the household they are invited to, while whoever invited them may do so.
    /// Who has machines keeps to their own household: they would become everybody's.
    pub async fn join(self, caller: Caller, code: &str) -> Result<(), Error> {
        let hash = digest(&plain_code(code));
        let known = self.0.store.read().await?.invite(&hash).await?;
        let invited = known.map(|invite| invite.household_id);
        let (mut tx, mut guest) = self.0.begin_in(&caller, invited).await?;
        let subject = join_tries(guest.id);
        self.0.may_try(&mut tx, &subject).await?;
        let Some(invite) = self.live_invite(&mut tx, &hash).await? else {
            self.0.note_try(&mut tx, &subject).await?;
            tx.commit().await?;
            let detail = "This invitation does not work any more. Ask for another one.";
            return Err(Error::invalid("code", Code::UnknownInvitation, detail));
        };
        let left = guest.household_id;
        if left == invite.household_id {
            let why = "You are already in this household.";
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
        tx.invites_delete_by(guest.id).await?;
        // Allowed for other machines than those that are theirs from now on.
        tx = unlink_alexa(self.0, tx, &caller, guest.id).await?;
        tx.personal_tokens_delete_of(guest.id).await?;
        guest.household_id = invite.household_id;
        guest.role = invite.role;
        tx.account_update(&guest).await?;
        let others = tx.accounts_of_household(left).await?;
        if others.is_empty() {
            tx.household_delete(left).await?;
        } else {
            keep_an_owner(&mut tx, others).await?;
        }
        let noted = self.note(&mut tx, &caller, guest.household_id, "household.join");
        noted.await?;
        Ok(tx.commit().await?)
    }

    /// An invitation that has not ended, of somebody who may invite.
    async fn live_invite(self, tx: &mut Tx, hash: &[u8]) -> Result<Option<Invite>, Error> {
        let Some(invite) = tx.invite(hash).await?.filter(|it| lasts(it, self.0.now())) else {
            return Ok(None);
        };
        let host = tx.account(invite.account_id).await?;
        let may = |host: Account| {
            host.household_id == invite.household_id && host.role.covers(Role::Owner)
        };
        Ok(host.is_some_and(may).then_some(invite))
    }

    /// An owner says what another one may do. Who may not invite any more has invited nobody, and lets no client in.
    pub async fn set_role(
        self,
        caller: Caller,
        member: AccountId,
        role: Role,
    ) -> Result<(), Error> {
        let (mut tx, owner) = self.0.begin_as_owner(&caller).await?;
        let mut other = self.other(&mut tx, &owner, member).await?;
        other.role = role;
        tx.account_update(&other).await?;
        if !role.covers(Role::Owner) {
            tx.invites_delete_by(member).await?;
            tx = unlink_alexa(self.0, tx, &caller, member).await?;
        }
        let noted = self.note(&mut tx, &caller, owner.household_id, "household.role");
        noted.await?;
        Ok(tx.commit().await?)
    }

    /// Somebody leaves, or an owner lets them go: they get a household of their own, and the machines
    /// that they had connected are disconnected. The last one cannot leave.
    pub async fn leave(self, caller: Caller, member: AccountId) -> Result<(), Error> {
        let (mut tx, by) = self.0.begin(&caller).await?;
        let mut leaving = if by.id == member {
            by.clone()
        } else if by.role.covers(Role::Owner) {
            self.other(&mut tx, &by, member).await?
        } else {
            return Err(Error::Forbidden);
        };
        let others = others(&mut tx, &leaving).await?;
        if others.is_empty() {
            return Err(Error::conflict(Code::Alone, "You are the only one here."));
        }
        tx = unlink_alexa(self.0, tx, &caller, leaving.id).await?;
        tx = disconnect_own(self.0, tx, &leaving).await?;
        let now = self.0.now();
        tx.invites_delete_by(leaving.id).await?;
        tx.personal_tokens_delete_of(leaving.id).await?;
        leaving.household_id = self.0.random.id(now);
        leaving.role = Role::Owner;
        tx.household_insert(leaving.household_id, now).await?;
        tx.account_update(&leaving).await?;
        keep_an_owner(&mut tx, others).await?;
        let noted = self.note(&mut tx, &caller, by.household_id, "household.leave");
        noted.await?;
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }

    /// Another account of an owner's household.
    async fn other(self, tx: &mut Tx, owner: &Account, id: AccountId) -> Result<Account, Error> {
        let found = tx.account(id).await?;
        let of = found.filter(|it| it.household_id == owner.household_id && it.id != owner.id);
        of.ok_or(Error::NotFound)
    }

    /// Notes what an account did to its household.
    async fn note(
        self,
        tx: &mut Tx,
        caller: &Caller,
        of: HouseholdId,
        action: &str,
    ) -> Result<(), Error> {
        let object = format!("household:{of}");
        self.0.audit(tx, caller, action, object).await
    }
}

/// Ends what an account lets Alexa see and be told of.
pub(super) async fn unlink_alexa(
    app: &Application,
    tx: Tx,
    caller: &Caller,
    account: AccountId,
) -> Result<Tx, Error> {
    end_grant_in(app, tx, caller, account, None, EndedBy::Customer).await
}

/// Everybody else of an account's household, oldest first.
pub(super) async fn others(tx: &mut Tx, own: &Account) -> Result<Vec<Account>, Error> {
    let mut others = tx.accounts_of_household(own.household_id).await?;
    others.retain(|other| other.id != own.id);
    Ok(others)
}

/// Ends the registrations that an account made in its household.
pub(super) async fn disconnect_own(
    app: &Application,
    mut tx: Tx,
    own: &Account,
) -> Result<Tx, Error> {
    let is_own = |it: Option<Registration>| it.is_some_and(|it| it.account_id == own.id);
    for device in machines(&mut tx, own).await? {
        // Nobody of the household connects one meanwhile: that begins with the household too.
        if is_own(tx.registration(device).await?) && is_there(&mut tx, device).await? {
            let mut unit = DeviceUnit::lock_in(app, tx, device).await?;
            if is_own(unit.tx.registration(device).await?) {
                unit.end_registration(EndedBy::Customer).await?;
            }
            tx = unit.into_tx().await?;
        }
    }
    Ok(tx)
}

/// The machines of an account's household, in the order in which they are held (`usage::batch`).
pub(super) async fn machines(tx: &mut Tx, own: &Account) -> Result<Vec<DeviceId>, Error> {
    let devices = tx.devices_of_household(own.household_id).await?;
    let mut ids: Vec<_> = devices.into_iter().map(|device| device.id).collect();
    ids.sort();
    Ok(ids)
}

/// A household whose last owner has left is its oldest member's.
pub(super) async fn keep_an_owner(tx: &mut Tx, members: Vec<Account>) -> Result<(), Error> {
    if members.iter().any(|member| member.role == Role::Owner) {
        return Ok(());
    }
    if let Some(mut oldest) = members.into_iter().next() {
        oldest.role = Role::Owner;
        tx.account_update(&oldest).await?;
    }
    Ok(())
}
