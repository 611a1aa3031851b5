//! The figures of a budget as text, and their comparison.

use std::fmt;

use crate::error::Error;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Instructions,
    Bytes,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Bytes => "bytes",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Instructions, Self::Bytes].into_iter().find(|unit| unit.name() == name)
    }
}

/// A line of the budget.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    name: String,
    value: u64,
    unit: Unit,
    /// The allowed difference in percent.
    tolerance: f64,
}

impl Figure {
    /// A figure with the tolerance of its kind.
    pub(super) fn new(name: &str, value: f64, unit: Unit) -> Self {
        let tolerance = match name {
            // tokio polls the socket as often as the machine lets it.
            "call-http" => 5.0,
            // A new RPC adds to it.
            "code-api" => 5.0,
            // Threads share the work as the machine lets them.
            "gen" => 5.0,
            _ => 2.0,
        };
        Self { name: name.to_owned(), value: value.round() as u64, unit, tolerance }
    }

    /// Parses `name: 1234 instructions, 2 %`. Underscores separate thousands.
    fn parse(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once(": ")?;
        let (value, tolerance) = rest.trim().split_once(", ")?;
        let (value, unit) = value.split_once(' ')?;
        Some(Self {
            name: name.to_owned(),
            value: value.replace('_', "").parse().ok()?,
            unit: Unit::parse(unit)?,
            tolerance: tolerance.strip_suffix(" %")?.parse().ok()?,
        })
    }
}

/// Figures, and the compiler that they hold for.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Budget {
    /// The version and the host.
    pub(super) compiler: String,
    /// The lines.
    pub(super) figures: Vec<Figure>,
}

/// The result of a comparison.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// What to print.
    pub(super) line: String,
    /// Whether the figure is within the budget.
    pub(super) is_kept: bool,
}

const HEAD: &str = "\
# Instructions of fixed work, and the size of the code in a program with the whole API. `.ci/run` compares
# them and allows the difference at the end of the line. After a change that is worth it, write them with
# `CARGO_INCREMENTAL=0 cargo xtask bench --budget --save`. They hold for one compiler, for processors with
# AVX2 and, as the generator is the one that runs, for builds like those of `.ci/run`:
";

impl Budget {
    /// Parses the committed file.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let mut budget = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.strip_prefix("compiler: "), Figure::parse(line)) {
                (Some(compiler), _) => compiler.clone_into(&mut budget.compiler),
                (None, Some(figure)) => budget.figures.push(figure),
                (None, None) => {
                    return Err(Error::Argument {
                        message: format!("the budget has a line that is not a figure: {line}"),
                        help: "write it with `cargo xtask bench --budget --save`",
                    });
                }
            }
        }
        Ok(budget)
    }

    /// Compares measured figures with the budget, in both directions.
    pub(super) fn verdicts(&self, measured: &[Figure]) -> Vec<Verdict> {
        let missing =
            self.figures.iter().filter(|known| !measured.iter().any(|it| it.name == known.name));
        let missing = missing.map(|known| Verdict {
            line: format!("MISSING  {}: in the budget, and not measured", known.name),
            is_kept: false,
        });
        measured.iter().map(|figure| self.verdict(figure)).chain(missing).collect()
    }

    fn verdict(&self, measured: &Figure) -> Verdict {
        let Figure { name, value, unit, .. } = measured;
        let (unit, shown) = (unit.name(), thousands(*value));
        let Some(known) = self.figures.iter().find(|known| known.name == *name) else {
            let line = format!("NEW      {name}: {shown} {unit}, not in the budget");
            return Verdict { line, is_kept: false };
        };
        let difference = (*value as f64 / known.value.max(1) as f64 - 1.0) * 100.0;
        let tolerance = known.tolerance;
        let (word, end) = if difference > tolerance {
            ("EXCEEDED", "")
        } else if difference < -tolerance {
            ("ok      ", "; lower the budget with `cargo xtask bench --budget --save`")
        } else {
            ("ok      ", "")
        };
        Verdict {
            line: format!(
                "{word} {name}: {shown} {unit}, budget {} ({difference:+.1} %, allowed {tolerance} %){end}",
                thousands(known.value)
            ),
            is_kept: difference <= tolerance,
        }
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}compiler: {}", self.compiler)?;
        for Figure { name, value, unit, tolerance } in &self.figures {
            writeln!(f, "{name}: {} {}, {tolerance} %", thousands(*value), unit.name())?;
        }
        Ok(())
    }
}

/// A number with underscores between its thousands.
fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: u64) -> Figure {
        Figure::new(name, value as f64, Unit::Instructions)
    }

    fn budget() -> Budget {
        Budget { compiler: "rustc 1.0".to_owned(), figures: vec![figure("decode", 1_200_000)] }
    }

    #[test]
    fn budgets_are_read_as_written() {
        let text = budget().to_string();
        assert!(
            text.ends_with("compiler: rustc 1.0\ndecode: 1_200_000 instructions, 2 %\n"),
            "{text}"
        );
        assert_eq!(Budget::parse(&text).unwrap(), budget());
        for wrong in ["decode", "decode: many instructions, 2 %", "decode: 1 apples, 2 %"] {
            assert!(Budget::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn regressions_name_themselves() {
        let verdicts = budget().verdicts(&[figure("decode", 1_234_567)]);
        let line =
            "EXCEEDED decode: 1_234_567 instructions, budget 1_200_000 (+2.9 %, allowed 2 %)";
        assert_eq!(verdicts, [Verdict { line: line.to_owned(), is_kept: false }]);
        assert!(budget().verdicts(&[figure("decode", 1_223_000)])[0].is_kept);
    }

    #[test]
    fn improvements_say_how_to_lower_the_budget() {
        let verdicts = budget().verdicts(&[figure("decode", 1_100_000)]);
        assert!(verdicts[0].is_kept && verdicts[0].line.ends_with("--save`"), "{verdicts:?}");
        assert!(!budget().verdicts(&[figure("decode", 1_190_000)])[0].line.contains("--save"));
    }

    #[test]
    fn new_and_missing_figures_fail() {
        let verdicts = budget().verdicts(&[figure("encode", 1)]);
        assert!(
            verdicts.iter().all(|verdict| !verdict.is_kept) && verdicts.len() == 2,
            "{verdicts:?}"
        );
    }
}
