//! One customer with one machine, and what both do. Ada owns it; she and Amazon know it as [`Brewer`] says.

use std::ops::{Deref, DerefMut};

use domain::view::{DeviceView, SupplyView};
use domain::{AccountId, DeviceId, SlotId};
use replenish::{Application, Caller, ConnectError, Receipt, Restock, RestockKind};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::NamedAlert;

use crate::installation::parameter;
use crate::report::reports;
use crate::{BREWER, Brewer, Database, Installation, MODEL, SERIAL, SLOT, by, by_maker, setting};

/// Who owns the machine, by the name that Amazon knows.
pub const CUSTOMER: &str = "Ada";

/// An installation with a customer and a machine.
pub struct TestApp {
    installation: Installation,
    /// The customer's account.
    pub account: AccountId,
    /// The customer's machine. Whoever claims it next has another device of the same serial.
    pub device: DeviceId,
    /// The machine's token.
    pub token: String,
    brewer: Brewer,
}

/// What a browser brings back from Amazon.
pub struct Consented {
    device: DeviceId,
    code: String,
    verifier: SecretString,
}

impl Consented {
    /// Hands it in.
    pub async fn finish(&self, app: &Application, account: AccountId) -> Result<(), ConnectError> {
        app.devices()
            .connect_finish(by(account), self.device, &self.code, &self.verifier)
            .await
    }
}

impl Deref for TestApp {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.installation
    }
}

impl DerefMut for TestApp {
    fn deref_mut(&mut self) -> &mut Installation {
        &mut self.installation
    }
}

impl TestApp {
    /// A machine of a hundred pods that comes full, claimed and not connected, on SQLite.
    pub async fn claimed() -> Self {
        let installation = Installation::new(Database::sqlite(), setting::manual_clock()).await;
        Self::claimed_on(installation, BREWER).await
    }

    /// The same, connected, with packs of 36 chosen.
    pub async fn connected() -> Self {
        let installation = Installation::new(Database::sqlite(), setting::manual_clock()).await;
        Self::connected_on(installation, BREWER).await
    }

    /// The same on a database that somebody else keeps.
    pub async fn connected_to(url: &str) -> Self {
        let installation = Installation::new(Database::at(url), setting::manual_clock()).await;
        Self::connected_on(installation, BREWER).await
    }

    /// That machine, claimed and not connected.
    pub async fn claimed_on(installation: Installation, brewer: Brewer) -> Self {
        let (app, amazon) = (&installation.app, &installation.amazon);
        amazon.put_model(MODEL, brewer.as_amazon());
        let devices = app.devices();
        let put = devices.put_model(by_maker(), MODEL, brewer.as_maker());
        put.await.unwrap();
        let made = installation.make(MODEL, SERIAL).await;
        let account = installation.customer(CUSTOMER).await;
        amazon.subscribe().await;
        installation.settle().await;
        assert!(installation.believed().subscription.confirmed);
        let code = made.claim_code.unwrap();
        let device = app.devices().claim(by(account), &code).await.unwrap();
        Self {
            installation,
            account,
            device,
            token: made.token.unwrap(),
            brewer,
        }
    }

    /// The same, connected, with the first of its packs chosen.
    pub async fn connected_on(installation: Installation, brewer: Brewer) -> Self {
        let test = Self::claimed_on(installation, brewer).await;
        test.connect().await;
        test.settle().await;
        test
    }

    /// The customer connects the machine.
    pub async fn connect(&self) {
        self.connect_as(self.account, CUSTOMER).await;
    }

    /// Through Amazon's pages and back with the code.
    pub async fn connect_as(&self, account: AccountId, customer: &str) {
        let consent = self.consent(account, customer).await;
        self.finish(account, &consent).await.unwrap();
    }

    /// Through Amazon's pages; what comes back is not handed in yet.
    pub async fn consent(&self, account: AccountId, customer: &str) -> Consented {
        // Another device for each of its owners.
        let device = self.machine().await.id;
        let start = self.devices().connect_start(account, device).await.unwrap();
        let choices = [(SLOT, Some(self.brewer.packs[0].asin))];
        let back = self
            .amazon
            .authorize(start.url.as_str(), customer, &choices)
            .unwrap();
        Consented {
            device,
            code: parameter(&back, "code"),
            verifier: start.verifier,
        }
    }

    /// Back with the code.
    pub async fn finish(
        &self,
        account: AccountId,
        consent: &Consented,
    ) -> Result<(), ConnectError> {
        consent.finish(&self.app, account).await
    }

    /// The machine reports.
    pub async fn report(&self, report: Value) -> Receipt {
        self.usage()
            .report(Caller::Device(self.device), reports([report]))
            .await
            .unwrap()
    }

    /// So many pods used now.
    pub async fn use_pods(&self, id: &str, pods: u32) -> Receipt {
        self.report(json!({"id": id, "slot": SLOT, "used": pods.to_string()}))
            .await
    }

    /// Five pods left at a pace of one and a half a day: due, and not due any more with 36 added.
    pub async fn run_low(&self) {
        self.report(json!({"id": "old", "slot": SLOT, "used": 65, "at": "2025-12-01T08:00:00Z"}))
            .await;
        self.use_pods("new", 30).await;
    }

    /// The customer says what there is.
    pub async fn restock(&self, key: &str, kind: RestockKind, amount: &str) {
        let restock = Restock {
            key: key.to_owned(),
            kind,
            amount: amount.to_owned(),
            unit: None,
            of_order: None,
        };
        let slot = self.supply_id().await;
        let restocked = self.inventory().restock(by(self.account), slot, restock);
        restocked.await.unwrap();
        self.settle().await;
    }

    /// The machine as the maker sees it.
    pub async fn machine(&self) -> DeviceView {
        self.queries().device(SERIAL).await.unwrap()
    }

    /// Its one supply.
    pub async fn supply(&self) -> SupplyView {
        self.machine().await.supplies.remove(0)
    }

    /// Its id.
    pub async fn supply_id(&self) -> SlotId {
        self.supply().await.id
    }

    /// At home, decimal text.
    pub async fn at_home(&self) -> String {
        let supply = self.supply().await;
        supply
            .at_home()
            .map_or_else(|| "unknown".to_owned(), |at_home| supply.text(at_home))
    }

    /// Names of the machine's alerts in order of their beginning; `!` after those that have ended.
    pub async fn alerts(&self) -> Vec<String> {
        let mut rows = self.queries().alerts(false, 100, None).await.unwrap().0;
        let name = |row: &NamedAlert| {
            assert_eq!(row.serial, SERIAL);
            let ended = row.alert.ended_at.map_or("", |_| "!");
            format!("{}{ended}", row.alert.kind.name())
        };
        rows.sort_by_key(|row| (row.alert.since, row.alert.kind));
        rows.iter().map(name).collect()
    }

    /// How often that was done, by the audit.
    pub async fn audited(&self, action: &str) -> usize {
        let mut tx = self.app.store().read().await.unwrap();
        let lines = tx.audit_list(1_000).await.unwrap();
        lines.iter().filter(|line| line.action == action).count()
    }
}
