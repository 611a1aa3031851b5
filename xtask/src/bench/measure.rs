//! Measures the candidates of a row in turns, so that load on the machine affects all of them alike.

use std::collections::BTreeMap;

use super::place::Place;
use super::row::{Candidate, Row};
use super::sample::{Metric, Sample, Spread};
use crate::error::Error;

/// The results of a row.
#[derive(Debug)]
pub(super) struct Measured {
    /// The bindings first, then the others.
    pub(super) candidates: Vec<Outcomes>,
}

/// The results of a candidate.
#[derive(Debug)]
pub(super) struct Outcomes {
    /// The name.
    pub(super) name: String,
    /// What it does differently.
    pub(super) note: String,
    /// The values of the candidate.
    pub(super) values: BTreeMap<Metric, Spread>,
    /// The values of the bindings divided by those of the candidate, round by round. Below 1, the bindings need less.
    pub(super) ratios: BTreeMap<Metric, Spread>,
}

/// Measures a row. Each candidate is at a place of its own.
///
/// # Errors
///
/// If a program fails, or if candidates have read or written different content.
pub(super) fn measure(
    row: &Row,
    candidates: &[(Candidate, &Place)],
    counts_instructions: bool,
) -> Result<Measured, Error> {
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); candidates.len()];
    for _ in 0..row.rounds {
        for ((candidate, place), samples) in candidates.iter().zip(&mut samples) {
            samples.push(candidate.work.sample(place)?);
        }
    }
    if counts_instructions {
        for ((candidate, place), samples) in candidates.iter().zip(&mut samples) {
            let count = candidate.work.instructions(place)?;
            // What the start of a program takes varies by more than little work.
            let Some(count) = count.filter(|count| *count > 0.0) else { continue };
            for sample in samples {
                sample.values.insert(Metric::Instructions, count);
            }
        }
    }
    let names = candidates.iter().map(|(candidate, _)| candidate.name);
    same_content(row.name, names, &samples)?;
    let ours = samples.first().cloned().unwrap_or_default();
    let results = candidates.iter().zip(&samples).map(|((candidate, _), samples)| Outcomes {
        name: candidate.name.to_owned(),
        note: candidate.note.to_owned(),
        values: spreads(samples.iter().map(|sample| sample.values.clone())),
        ratios: spreads(ours.iter().zip(samples).map(|(ours, theirs)| ratios(ours, theirs))),
    });
    Ok(Measured { candidates: results.collect() })
}

fn same_content<'a>(
    row: &str,
    candidates: impl Iterator<Item = &'a str>,
    samples: &[Vec<Sample>],
) -> Result<(), Error> {
    let content = |samples: &[Sample]| samples.first().and_then(|sample| sample.content.clone());
    let ours = samples.first().and_then(|samples| content(samples));
    for (candidate, samples) in candidates.zip(samples) {
        if content(samples) != ours {
            return Err(Error::Tool {
                message: format!("`{candidate}` handles other content in `{row}`"),
                help: "candidates of a row do the same work, or the comparison means nothing",
            });
        }
    }
    Ok(())
}

fn ratios(ours: &Sample, theirs: &Sample) -> BTreeMap<Metric, f64> {
    let both = ours.values.iter().filter_map(|(metric, ours)| {
        let theirs = theirs.values.get(metric)?;
        (*theirs > 0.0).then(|| (*metric, ours / theirs))
    });
    both.collect()
}

fn spreads(samples: impl Iterator<Item = BTreeMap<Metric, f64>>) -> BTreeMap<Metric, Spread> {
    let mut by_metric: BTreeMap<Metric, Vec<f64>> = BTreeMap::new();
    for (metric, value) in samples.flatten() {
        by_metric.entry(metric).or_default().push(value);
    }
    let spreads = by_metric.into_iter();
    spreads.filter_map(|(metric, values)| Some((metric, Spread::of(values)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(cpu: f64, content: &str) -> Sample {
        Sample { values: [(Metric::Cpu, cpu)].into(), content: Some(content.to_owned()) }
    }

    #[test]
    fn other_content_is_rejected() {
        let check = |theirs: &str| {
            let samples = [vec![sample(1.0, "a")], vec![sample(1.0, theirs)]];
            same_content("row", ["ours", "peer"].into_iter(), &samples)
        };
        assert!(check("a").is_ok());
        let is_named = |error: &Error| match error {
            Error::Tool { message, .. } => message == "`peer` handles other content in `row`",
            _ => false,
        };
        assert!(check("b").is_err_and(|error| is_named(&error)));
    }

    #[test]
    fn ratios_are_those_of_the_same_round() {
        let (ours, theirs) =
            ([sample(1.0, ""), sample(4.0, "")], [sample(2.0, ""), sample(8.0, "")]);
        let rounds = ours.iter().zip(&theirs).map(|(ours, theirs)| ratios(ours, theirs));
        let half = Spread { low: 0.5, median: 0.5, high: 0.5 };
        assert_eq!(spreads(rounds), [(Metric::Cpu, half)].into());
        assert_eq!(ratios(&sample(1.0, ""), &sample(0.0, "")), BTreeMap::new());
    }
}
