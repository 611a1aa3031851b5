//! The saved results of all rows, as JSON.
//!
//! A run replaces the rows that it has measured, and keeps the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::measure::{Measured, Outcomes};
use super::row::Row;
use super::sample::{Metric, Spread};
use crate::error::Error;

/// Saved results.
#[derive(Debug, Default)]
pub(super) struct Record {
    rows: Map<String, Value>,
}

impl Record {
    /// Reads a file; empty if it is missing.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path).map_err(Error::disk("read", path))?;
        let rows = serde_json::from_str(&text).map_err(|error| Error::Tool {
            message: format!("{} is not a record: {error}", path.display()),
            help: "delete it, and measure again",
        })?;
        Ok(Self { rows })
    }

    /// Replaces the results of a row. `conditions` are the machine and the versions that it was measured with.
    pub(super) fn insert(&mut self, row: &Row, measured: &Measured, conditions: &str) {
        let candidates: Vec<Value> = measured.candidates.iter().map(candidate).collect();
        self.rows.insert(
            row.name.to_owned(),
            json!({ "conditions": conditions, "candidates": candidates }),
        );
    }

    /// The results of a row, with their conditions.
    pub(super) fn row(&self, name: &str) -> Option<(Measured, String)> {
        let row = self.rows.get(name)?;
        let candidates = row.get("candidates")?.as_array()?.iter().map(outcomes).collect();
        Some((Measured { candidates }, row.get("conditions")?.as_str()?.to_owned()))
    }

    /// Writes the file.
    pub(super) fn write(&self, path: &Path) -> Result<(), Error> {
        // One line for each row, so that diffs name them.
        let rows = self.rows.iter().map(|(name, row)| format!("{}: {row}", json!(name)));
        let text = format!("{{\n{}\n}}\n", rows.collect::<Vec<_>>().join(",\n"));
        fs::write(path, text).map_err(Error::disk("write", path))
    }
}

fn candidate(outcomes: &Outcomes) -> Value {
    let Outcomes { name, note, values, ratios } = outcomes;
    json!({ "name": name, "note": note, "values": spreads(values), "ratios": spreads(ratios) })
}

/// Four significant digits are more than the measurement has.
fn spreads(spreads: &BTreeMap<Metric, Spread>) -> Value {
    let digits = |value: f64| format!("{value:.4e}").parse::<f64>().unwrap_or(value);
    let spreads = spreads.iter().map(|(metric, Spread { low, median, high })| {
        (metric.key().to_owned(), json!([digits(*low), digits(*median), digits(*high)]))
    });
    Value::Object(spreads.collect())
}

fn outcomes(value: &Value) -> Outcomes {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let spreads = |key: &str| -> BTreeMap<Metric, Spread> {
        let spread = |metric: Metric| {
            let spread = value.get(key)?.get(metric.key())?.as_array()?;
            let number = |index: usize| spread.get(index)?.as_f64();
            Some((metric, Spread { low: number(0)?, median: number(1)?, high: number(2)? }))
        };
        Metric::ALL.into_iter().filter_map(spread).collect()
    };
    Outcomes {
        name: text("name"),
        note: text("note"),
        values: spreads("values"),
        ratios: spreads("ratios"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::rows;

    #[test]
    fn results_are_read_as_written() {
        let row = rows::all().remove(0);
        let spread = Spread { low: 0.5, median: 1.0, high: 2.5 };
        let outcome = Outcomes {
            name: "ours".to_owned(),
            note: "a note".to_owned(),
            values: [(Metric::Cpu, spread)].into(),
            ratios: [(Metric::Instructions, spread)].into(),
        };
        let mut record = Record::default();
        record.insert(&row, &Measured { candidates: vec![outcome] }, "a machine");
        let path = std::env::temp_dir().join(format!("xtask-record-{}.json", std::process::id()));
        record.write(&path).unwrap();
        let (measured, conditions) = Record::read(&path).unwrap().row(row.name).unwrap();
        let _ = fs::remove_file(&path);
        assert_eq!(conditions, "a machine");
        assert_eq!(measured.candidates[0].note, "a note");
        assert_eq!(measured.candidates[0].values[&Metric::Cpu], spread);
        assert_eq!(measured.candidates[0].ratios[&Metric::Instructions], spread);
    }
}
