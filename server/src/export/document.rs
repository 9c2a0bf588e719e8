//! Everything of an account as one JSON document, a row of a list on a line, and as tables, in one archive.

use axum::response::Response;
use replenish::personal_data::{List, MachineCopy, Pages, SupplyCopy};
use replenish::{Application, Customer, Error};
use serde_json::Value;

use super::download::Download;
use super::file::{self, Cut, Out};
use super::table::{self, Row, Table};

/// A copy of everything that is kept of an account.
pub(super) struct Copy {
    app: Application,
    customer: Customer,
    head: Value,
    machines: Vec<MachineCopy>,
}

impl Copy {
    /// Of that customer's account.
    pub(super) async fn of(app: Application, customer: Customer) -> Result<Self, Error> {
        Ok(Self {
            head: app.accounts().copy(customer.account).await?,
            machines: app.accounts().machine_copies(customer.account).await?,
            app,
            customer,
        })
    }

    /// All of it in one archive.
    pub(super) fn archive(self, download: Download) -> Response {
        let (mut out, body) = Out::packed();
        tokio::spawn(async move {
            let written = self.pack(&mut out).await;
            out.end(written, download);
        });
        file::attachment("application/zip", "supplies.zip", body)
    }

    async fn pack(&self, out: &mut Out) -> Result<(), Cut> {
        out.begin("supplies.json".to_owned()).await?;
        self.document(out).await?;
        for table in Table::ALL {
            out.begin(format!("{}.csv", table.name())).await?;
            self.table(out, table).await?;
        }
        out.finish().await
    }

    /// Writes the document.
    async fn document(&self, out: &mut Out) -> Result<(), Cut> {
        out.write(opened(&self.head)?).await?;
        self.list(out, "actions", List::Actions).await?;
        out.write(b",\n\"machines\":[".to_vec()).await?;
        for (n, machine) in self.machines.iter().enumerate() {
            out.write(between(n)).await?;
            out.write(opened(&machine.data)?).await?;
            self.list(out, "decisions", List::Decisions(machine.id))
                .await?;
            self.list(out, "alerts", List::Alerts(machine.id)).await?;
            out.write(b",\n\"supplies\":[".to_vec()).await?;
            for (n, supply) in machine.supplies.iter().enumerate() {
                out.write(between(n)).await?;
                out.write(opened(&supply.data)?).await?;
                for table in [Table::Days, Table::Journal, Table::Orders] {
                    if let Some(list) = of_supply(table, supply) {
                        self.list(out, table.name(), list).await?;
                    }
                }
                out.write(b"}".to_vec()).await?;
            }
            out.write(b"]}".to_vec()).await?;
        }
        out.write(b"]}\n".to_vec()).await
    }

    async fn list(&self, out: &mut Out, name: &str, list: List) -> Result<(), Cut> {
        out.write(format!(",\n\"{name}\":[").into_bytes()).await?;
        let mut pages = Pages::of(self.customer, list);
        let mut written = 0;
        loop {
            let rows = pages.next(&self.app).await?;
            if rows.is_empty() {
                break;
            }
            let mut piece = Vec::new();
            for row in &rows {
                piece.extend(between(written));
                serde_json::to_writer(&mut piece, row)?;
                written += 1;
            }
            out.write(piece).await?;
        }
        out.write(b"]".to_vec()).await
    }

    /// Writes a table.
    async fn table(&self, out: &mut Out, table: Table) -> Result<(), Cut> {
        out.write(table::head(table.columns())?).await?;
        match table {
            Table::Account => {
                let account = [self.head["account"].clone()];
                return self.rows(out, table, &account, &Row::new()).await;
            }
            Table::Moved => {
                let moved = self.head["moved"].as_array();
                let moved = moved.map_or(&[][..], Vec::as_slice);
                return self.rows(out, table, moved, &Row::new()).await;
            }
            Table::Actions => return self.pages(out, table, List::Actions, &Row::new()).await,
            _ => {}
        }
        for machine in &self.machines {
            let whose = table::row(&[("machine", machine.data["serial"].clone())]);
            match table {
                Table::Machines => {
                    let data = [machine.data.clone()];
                    self.rows(out, table, &data, &Row::new()).await?;
                }
                Table::Decisions => {
                    let list = List::Decisions(machine.id);
                    self.pages(out, table, list, &whose).await?;
                }
                Table::Alerts => {
                    self.pages(out, table, List::Alerts(machine.id), &whose)
                        .await?;
                }
                _ => {
                    for supply in &machine.supplies {
                        self.supply(out, table, supply, &whose).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn supply(
        &self,
        out: &mut Out,
        table: Table,
        supply: &SupplyCopy,
        machine: &Row,
    ) -> Result<(), Cut> {
        if table == Table::Supplies {
            let data = [supply.data.clone()];
            return self.rows(out, table, &data, machine).await;
        }
        let mut whose = machine.clone();
        whose.insert("supply".to_owned(), supply.data["slot"].clone());
        whose.insert("unit".to_owned(), supply.unit.name().into());
        match of_supply(table, supply) {
            Some(list) => self.pages(out, table, list, &whose).await,
            None => {
                let products = supply.data["products"].as_array();
                let products = products.map_or(&[][..], Vec::as_slice);
                self.rows(out, table, products, &whose).await
            }
        }
    }

    async fn pages(&self, out: &mut Out, table: Table, list: List, whose: &Row) -> Result<(), Cut> {
        let mut pages = Pages::of(self.customer, list);
        loop {
            let rows = pages.next(&self.app).await?;
            if rows.is_empty() {
                return Ok(());
            }
            self.rows(out, table, &rows, whose).await?;
        }
    }

    async fn rows(
        &self,
        out: &mut Out,
        table: Table,
        rows: &[Value],
        whose: &Row,
    ) -> Result<(), Cut> {
        out.write(table::rows(table.columns(), rows, whose)?).await
    }
}

fn of_supply(table: Table, supply: &SupplyCopy) -> Option<List> {
    match table {
        Table::Days => Some(List::Days(supply.id, supply.unit)),
        Table::Journal => Some(List::Journal(supply.id, supply.unit)),
        Table::Orders => Some(List::Orders(supply.id, supply.unit)),
        _ => None,
    }
}

/// An object without its last brace: its lists come after it.
fn opened(object: &Value) -> Result<Vec<u8>, Cut> {
    let mut bytes = serde_json::to_vec(object)?;
    bytes.pop();
    Ok(bytes)
}

fn between(n: usize) -> Vec<u8> {
    if n == 0 { b"\n" } else { b",\n".as_slice() }.to_vec()
}
