//! Counts attacks and compares the counts with the expected ones.

use std::collections::BTreeMap;
use std::fmt;

/// The number of attacks on each side.
const EXPECTED: [(&str, usize); 3] = [("server", 19), ("client", 8), ("generator", 4)];

/// The attacks reported so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    attacks: BTreeMap<String, usize>,
    broken: usize,
}

impl Tally {
    /// Parses a line: verdict and side. Other lines are details for people.
    pub(super) fn line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let verdict = words.next().filter(|word| line.starts_with(word));
        let (Some(verdict @ ("ok" | "BROKEN")), Some(side)) = (verdict, words.next()) else {
            return;
        };
        *self.attacks.entry(side.to_owned()).or_default() += 1;
        self.broken += usize::from(verdict == "BROKEN");
    }

    /// All differences from the expected attacks.
    pub(super) fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.broken > 0 {
            gaps.push(format!("{} attacks broke a bound", self.broken));
        }
        for (side, expected) in EXPECTED {
            let found = self.attacks.get(side).copied().unwrap_or_default();
            if found != expected {
                gaps.push(format!(
                    "{found} attacks on the {side} instead of {expected}; the expected counts are \
                     in `xtask/src/attack/tally.rs`"
                ));
            }
        }
        let known = |side: &String| EXPECTED.iter().any(|(name, _)| name == side);
        let unknown = self.attacks.keys().filter(|side| !known(side));
        gaps.extend(unknown.map(|side| format!("unexpected attacks on the {side}")));
        gaps
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: usize = self.attacks.values().sum();
        write!(f, "{total} attacks, {} broke a bound", self.broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Tally {
        let mut tally = Tally::default();
        for (side, count) in EXPECTED {
            for _ in 0..count {
                tally.line(&format!("ok     {side:9} an attack: rejected; peak 8 MiB of 64"));
            }
        }
        tally
    }

    #[test]
    fn complete_tallies_have_no_gaps() {
        let total: usize = EXPECTED.iter().map(|(_, count)| count).sum();
        assert_eq!(complete().gaps(), Vec::<String>::new());
        assert_eq!(complete().to_string(), format!("{total} attacks, 0 broke a bound"));
    }

    #[test]
    fn a_broken_bound_is_a_gap() {
        let mut tally = complete();
        tally.attacks.insert("client".to_owned(), 7);
        tally.line("BROKEN client    an attack: HTTP 200");
        tally.line("        BROKEN client    a detail");
        tally.line("");
        assert_eq!(tally.gaps(), ["1 attacks broke a bound"]);
    }

    #[test]
    fn missing_and_additional_attacks_are_gaps() {
        let mut tally = complete();
        tally.line("ok     server    one more: rejected");
        tally.line("ok     elsewhere another: rejected");
        let gaps = tally.gaps();
        assert!(gaps[0].starts_with("20 attacks on the server instead of 19"), "{gaps:?}");
        assert_eq!(gaps[1], "unexpected attacks on the elsewhere");
        assert_eq!(Tally::default().gaps().len(), EXPECTED.len());
    }
}
