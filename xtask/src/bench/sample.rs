//! Samples of a measurement, and their medians and quartiles.

use std::collections::BTreeMap;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Metric {
    /// CPU time in seconds, user and system.
    Cpu,
    /// Wall time in seconds.
    Wall,
    /// Executed instructions in user space.
    Instructions,
    /// The size of a file, or of memory, in bytes.
    Bytes,
    /// The largest resident memory of a process, in bytes.
    Peak,
    /// The number of crates in a build.
    Crates,
    /// Memory divided by the size of the document that it was decoded from.
    Factor,
}

impl Metric {
    /// All metrics, in the order in which they are shown.
    pub(super) const ALL: [Self; 7] = [
        Self::Cpu,
        Self::Wall,
        Self::Instructions,
        Self::Bytes,
        Self::Peak,
        Self::Crates,
        Self::Factor,
    ];

    /// The key in records and in the output of programs.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Wall => "wall",
            Self::Instructions => "instructions",
            Self::Bytes => "bytes",
            Self::Peak => "peak",
            Self::Crates => "crates",
            Self::Factor => "factor",
        }
    }

    /// A value with its unit.
    pub(super) fn show(self, value: f64) -> String {
        match self {
            Self::Cpu | Self::Wall => seconds(value),
            Self::Instructions => scaled(value, &[(1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, "")]),
            Self::Bytes | Self::Peak => {
                scaled(value, &[(1048576.0, " MiB"), (1024.0, " KiB"), (1.0, " B")])
            }
            Self::Crates => format!("{value:.0}"),
            Self::Factor => format!("{value:.2} ×"),
        }
    }
}

fn seconds(value: f64) -> String {
    scaled(value, &[(1.0, " s"), (1e-3, " ms"), (1e-6, " µs"), (1e-9, " ns")])
}

/// Three significant digits in the largest unit that the value reaches.
fn scaled(value: f64, units: &[(f64, &str)]) -> String {
    let unit = units.iter().find(|(unit, _)| value >= *unit).or(units.last());
    let (unit, name) = unit.copied().unwrap_or((1.0, ""));
    let value = value / unit;
    let digits = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.digits$}{name}")
}

/// One measurement of one candidate.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sample {
    /// The values by metric.
    pub(super) values: BTreeMap<Metric, f64>,
    /// A digest of the content that was read or written; equal for equal work.
    pub(super) content: Option<String>,
}

/// A median with its quartiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// A quarter of the values is smaller.
    pub(super) low: f64,
    /// The median.
    pub(super) median: f64,
    /// A quarter of the values is larger.
    pub(super) high: f64,
}

impl Spread {
    /// Of values in any order; `None` if there are none.
    pub(super) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        Some(Self {
            low: quantile(&values, 0.25)?,
            median: quantile(&values, 0.5)?,
            high: quantile(&values, 0.75)?,
        })
    }
}

/// The value below which a part of the sorted values is, interpolated between neighbours.
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = part * last as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_interpolated() {
        let spread = Spread::of(vec![4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(spread, Spread { low: 1.75, median: 2.5, high: 3.25 });
        let spread = Spread::of(vec![7.0]).unwrap();
        assert_eq!(spread, Spread { low: 7.0, median: 7.0, high: 7.0 });
        assert_eq!(Spread::of(Vec::new()), None);
    }

    #[test]
    fn values_have_three_digits_and_a_unit() {
        let shown = [
            Metric::Cpu.show(12.345),
            Metric::Wall.show(0.000_412_3),
            Metric::Instructions.show(1_234_567.0),
            Metric::Bytes.show(2_097_152.0),
            Metric::Factor.show(1.5),
            Metric::Cpu.show(0.0),
        ];
        assert_eq!(shown, ["12.3 s", "412 µs", "1.23M", "2.00 MiB", "1.50 ×", "0.00 ns"]);
    }
}
