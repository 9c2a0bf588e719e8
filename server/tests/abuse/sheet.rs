//! What everything cost, beside what it may.

use std::collections::BTreeMap;

use crate::Budget;
use crate::capture::Cost;
use crate::ground::Ground;

/// A line for each page, endpoint and job.
#[derive(Default)]
pub struct Stylesheet {
    lines: Vec<String>,
    costs: BTreeMap<(String, &'static str), Cost>,
    faults: Vec<String>,
}

impl Stylesheet {
    pub fn note(&mut self, ground: &Ground, name: &str, cost: Cost, budget: Budget) {
        // Ids differ from one database to the other.
        let name: Vec<_> = name
            .split('/')
            .map(|part| if part.len() == 36 { "{noisy}" } else { part })
            .collect();
        let name = name.join("/");
        let over = [
            (cost.rows > budget.rows).then(|| format!("{} rows: {}", cost.rows, cost.plan)),
            (cost.work > budget.work).then(|| format!("{} thousand instructions", cost.work)),
            (cost.statements > budget.statements)
                .then(|| format!("{} statements", cost.statements)),
        ];
        for over in over.into_iter().flatten() {
            self.faults
                .push(format!("{} {name}: {over}", ground.name()));
        }
        if !self.lines.contains(&name) {
            self.lines.push(name.clone());
        }
        self.costs.insert((name, ground.name()), cost);
    }

    pub fn print(&self) {
        println!(
            "{:<56} {:>9} {:>8} {:>8} {:>8} {:>8}",
            "", "rows", "stmts", "pg ms", "kinstr", "lite ms"
        );
        for name in &self.lines {
            let cost = |database| self.costs.get(&(name.clone(), database));
            let (Some(postgres), Some(sqlite)) = (cost("PostgreSQL"), cost("SQLite")) else {
                continue;
            };
            println!(
                "{name:<56} {:>9} {:>8} {:>8.1} {:>8} {:>8.1}",
                postgres.rows,
                postgres.statements,
                postgres.took.as_secs_f64() * 1_000.0,
                sqlite.work,
                sqlite.took.as_secs_f64() * 1_000.0,
            );
        }
    }

    pub fn judge(&self) {
        assert!(self.lines.len() > 80, "{}", self.lines.len());
        let read: f64 = self.costs.values().map(|cost| cost.rows).sum();
        assert!(read > 10_000.0, "PostgreSQL has explained nothing");
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}
