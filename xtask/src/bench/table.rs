//! The results of a row as text.

use super::measure::Measured;
use super::row::Row;
use super::sample::{Metric, Spread};

/// The lines of a row: each candidate with its values, and with the ratios of the bindings to it.
pub(super) fn lines(row: &Row, measured: &Measured) -> Vec<String> {
    let mut lines = vec![format!("\n{}: {}", row.name, row.title)];
    for (index, candidate) in measured.candidates.iter().enumerate() {
        let mut line = format!("  {:<22}", candidate.name);
        for (metric, spread) in &candidate.values {
            line.push_str(&format!("  {}", value(*metric, spread)));
            match candidate.ratios.get(metric) {
                Some(ratio) if index > 0 => line.push_str(&format!(" [{}]", self::ratio(ratio))),
                _ => {}
            }
        }
        if !candidate.note.is_empty() {
            line.push_str(&format!("  ({})", candidate.note));
        }
        lines.push(line);
    }
    lines
}

fn value(metric: Metric, spread: &Spread) -> String {
    format!("{} {}", metric.key(), metric.show(spread.median))
}

/// A ratio with its quartiles, if it has more than one value.
pub(super) fn ratio(ratio: &Spread) -> String {
    let Spread { low, median, high } = ratio;
    if high - low < 0.005 {
        format!("{median:.2}")
    } else {
        format!("{median:.2}, {low:.2}–{high:.2}")
    }
}
