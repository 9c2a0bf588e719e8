//! Dispatch of jobs: which use case does which.

use super::cleanup;
use crate::alexa;
use crate::amazon::deregister;
use crate::devices::{daily, deletion, deregistration, learning, model_rollout};
use crate::inbox::{catch_up, waiting};
use crate::inventory::slot_status::Finding;
use crate::inventory::{count, evaluate, slot_status};
use crate::job::{Ended, Job, Tries};
use crate::notices::{decide, mail, push};
use crate::orders::{breaker, parcel, place, watch};
use crate::people::forget;
use crate::webhooks::deliver;
use crate::{Application, Error};

/// Runs a job, outside any transaction. What one about a slotStatus finds was read with others'.
pub(super) async fn run(
    app: &Application,
    job: &Job,
    finding: Option<Finding>,
    tries: Tries,
) -> Result<Ended, Error> {
    match job {
        Job::Replenish { order } => place::run(app, *order, tries).await,
        Job::Parcel { parcel } => parcel::run(app, *parcel).await,
        Job::OrderWatch { order } => watch::run(app, *order, tries).await,
        Job::OrderAsk { order } => watch::ask(app, *order, tries).await,
        Job::SlotStatus { .. } => slot_status::run(app, finding).await,
        Job::AlexaAnnounce { account } => alexa::announce(app, *account, tries).await,
        Job::AlexaReport { device } => alexa::report(app, *device, tries).await,
        Job::AlexaDelete { account, device } => alexa::depart(app, *account, *device, tries).await,
        Job::AlexaUnlink(pending) => alexa::unlink(app, pending, tries).await,
        Job::Evaluate { slot } => evaluate::run(app, *slot).await,
        Job::Count { slot } => count::run(app, *slot).await,
        Job::Sync { device } => app.sync_subscriptions(*device).await,
        Job::Verify { device } => deregistration::verify(app, *device).await,
        Job::Daily { device } => daily::run(app, *device).await,
        Job::Deregister(pending) => deregister::run(app, pending, tries).await,
        Job::DeleteDevice { device } => deletion::run(app, *device).await,
        Job::CatchUp { after } => catch_up::run(app, *after).await,
        Job::Forget { account, household } => forget::run(app, *account, *household).await,
        Job::Hear => waiting::run(app).await,
        Job::Model { id, model, after } => model_rollout::run(app, *id, model, *after).await,
        Job::Replenisher { device } => model_rollout::go_over(app, *device).await,
        Job::Held(held) => breaker::run(app, held).await,
        Job::Webhook { webhook } => deliver::run(app, *webhook).await,
        Job::Notice { alert } => decide::run(app, *alert).await,
        Job::Mail { account } => mail::run(app, *account, tries).await,
        Job::Push { account } => push::run(app, *account, tries).await,
        Job::Learn(pass) => learning::run(app, pass).await,
        Job::Cleanup { after } => cleanup::run(app, *after).await,
    }
}
