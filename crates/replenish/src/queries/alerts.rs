//! Everybody's alerts, for the maker.

use domain::AlertId;
use store::NamedAlert;

use super::Queries;
use super::page::cut;
use crate::Error;

impl Queries<'_> {
    /// Everybody's alerts, newest first, and after which one to go on; `open` leaves out those that have
    /// ended.
    pub async fn alerts(
        self,
        open: bool,
        limit: u32,
        after: Option<AlertId>,
    ) -> Result<(Vec<NamedAlert>, Option<AlertId>), Error> {
        let mut tx = self.0.store.read().await?;
        let mut alerts = tx.alerts(open, i64::from(limit) + 1, after).await?;
        let next = cut(&mut alerts, limit, |it| it.alert.id);
        alerts.retain(|it| !it.is_gone);
        Ok((alerts, next))
    }
}
