//! `BENCHMARKS.md` and its chart, from saved results.

use std::collections::BTreeSet;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Value, json};

use super::measure::{Measured, Outcomes};
use super::record::Record;
use super::row::Row;
use super::sample::Metric;
use super::table;
use crate::error::Error;

/// The package of each peer whose version the page states.
const PACKAGES: [&str; 15] = [
    "axum",
    "buffa",
    "connectrpc",
    "hyper",
    "jiff",
    "pbjson",
    "prost",
    "reqwest",
    "rustls",
    "serde",
    "serde_json",
    "simd-json",
    "sonic-rs",
    "tokio",
    "tonic",
];

/// The page. `lock` is the text of `bench/Cargo.lock`.
pub(super) fn markdown(rows: &[Row], record: &Record, lock: &str) -> Result<String, Error> {
    let saved: Vec<_> = saved(rows, record).collect();
    let mut groups: Vec<Value> = Vec::new();
    let names: Vec<&str> = saved.iter().map(|(row, _, _)| row.group).collect();
    let mut seen = BTreeSet::new();
    for name in names.into_iter().filter(|name| seen.insert(*name)) {
        let of_group = saved.iter().filter(|(row, _, _)| row.group == name);
        let lines: Vec<Value> =
            of_group.flat_map(|(row, measured, _)| lines(row, measured)).collect();
        groups.push(json!({ "name": name, "lines": lines }));
    }
    let conditions: BTreeSet<&String> = saved.iter().map(|(_, _, conditions)| conditions).collect();
    let packages =
        PACKAGES.iter().filter_map(|name| Some(format!("{name} {}", version(lock, name)?)));
    let packages: Vec<_> = packages.collect();
    fill(
        "benchmarks.md",
        include_str!("page/benchmarks.md.j2"),
        json!({ "groups": groups, "conditions": conditions, "packages": packages.join(", ") }),
    )
}

/// The rows that are in the record, with their results and conditions.
fn saved<'a>(
    rows: &'a [Row],
    record: &'a Record,
) -> impl Iterator<Item = (&'a Row, Measured, String)> {
    rows.iter().filter_map(|row| {
        let (measured, conditions) = record.row(row.name)?;
        Some((row, measured, conditions))
    })
}

fn lines(row: &Row, measured: &Measured) -> Vec<Value> {
    let mut candidates = measured.candidates.iter();
    let Some(ours) = candidates.next() else { return Vec::new() };
    let shown = shown_metrics(row, ours);
    let values = |outcomes: &Outcomes| -> String {
        let of = |metric: &Metric| Some(metric.show(outcomes.values.get(metric)?.median));
        shown.iter().filter_map(of).collect::<Vec<_>>().join(", ")
    };
    let mut peers: Vec<Value> = candidates
        .map(|peer| {
            let ratio = |metric: &Metric| peer.ratios.get(metric).map(table::ratio);
            let ratios: Vec<String> = shown.iter().filter_map(ratio).collect();
            json!({
                "work": "",
                "peer": peer.name,
                "ours": "",
                "theirs": values(peer),
                "ratio": ratios.join("; "),
                "instructions": ratio(&Metric::Instructions).unwrap_or_default(),
                "note": peer.note,
            })
        })
        .collect();
    if peers.is_empty() {
        let empty = ["peer", "theirs", "ratio", "instructions", "note"];
        peers.push(Value::Object(
            empty.map(|key| (key.to_owned(), json!(""))).into_iter().collect(),
        ));
    }
    if let Some(first) = peers.first_mut().and_then(Value::as_object_mut) {
        first.insert("work".to_owned(), json!(format!("`{}`: {}", row.name, row.title)));
        first.insert("ours".to_owned(), json!(values(ours)));
    }
    peers
}

/// The headline, and sizes beside it.
fn shown_metrics(row: &Row, ours: &Outcomes) -> Vec<Metric> {
    let beside = [Metric::Bytes, Metric::Peak, Metric::Crates].into_iter();
    let beside =
        beside.filter(|metric| *metric != row.headline && ours.values.contains_key(metric));
    // A document of the same size for all is not a result.
    let beside = beside.filter(|_| row.headline != Metric::Factor);
    [row.headline].into_iter().chain(beside).collect()
}

/// The version of a package in a lock file: the highest if there are several.
fn version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let head = format!("name = \"{name}\"\nversion = \"");
    let start = lock.rfind(&head)? + head.len();
    lock.get(start..)?.split('"').next()
}

const WIDTH: f64 = 900.0;
const BAR: f64 = 22.0;
const TOP: f64 = 66.0;
/// The right end of the names of peers, and both ends of the scale.
const PEER: f64 = 410.0;
const LEFT: f64 = 430.0;
const RIGHT: f64 = 880.0;
/// The scale goes from 1 to 8 times less to 8 times more.
const OCTAVES: f64 = 3.0;

/// The chart: each row compared with its first peer.
pub(super) fn chart(rows: &[Row], record: &Record) -> Result<String, Error> {
    let place = |ratio: f64| {
        let octaves = ratio.log2().clamp(-OCTAVES, OCTAVES);
        (LEFT + RIGHT) / 2.0 + octaves / OCTAVES * (RIGHT - LEFT) / 2.0
    };
    let mut bars = Vec::new();
    for (row, measured, _) in saved(rows, record) {
        let Some(peer) = measured.candidates.get(1) else { continue };
        let Some(ratio) = peer.ratios.get(&row.headline) else { continue };
        let (one, end) = (place(1.0), place(ratio.median));
        let is_less = end < one;
        bars.push(json!({
            "y": TOP + BAR * bars.len() as f64,
            "work": row.name,
            "peer": peer.name,
            "x": one.min(end),
            "width": (end - one).abs().max(1.0),
            "fill": if is_less { "#2da44e" } else { "#d4762c" },
            "label": format!("{:.2}", ratio.median),
            "label_x": if is_less { end - 5.0 } else { end + 5.0 },
            "anchor": if is_less { "end" } else { "start" },
        }));
    }
    let bottom = TOP + BAR * bars.len() as f64 + 4.0;
    let ticks = [
        ("1/8", 0.125),
        ("1/4", 0.25),
        ("1/2", 0.5),
        ("1", 1.0),
        ("2", 2.0),
        ("4", 4.0),
        ("8", 8.0),
    ];
    let ticks = ticks.map(|(label, ratio)| {
        let stroke = if ratio == 1.0 { "#1f2328" } else { "#d1d9e0" };
        json!({ "label": label, "x": place(ratio), "stroke": stroke })
    });
    // The extension turns the escapes of XML on.
    fill(
        "chart.xml",
        include_str!("page/chart.svg.j2"),
        json!({
            "bars": bars, "ticks": ticks, "width": WIDTH, "height": bottom + 28.0, "bottom": bottom,
            "peer_x": PEER,
        }),
    )
}

fn fill(name: &'static str, template: &'static str, values: Value) -> Result<String, Error> {
    let fill = || -> Result<String, minijinja::Error> {
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?;
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(syntax);
        environment.add_template(name, template)?;
        environment.get_template(name)?.render(Serde(values))
    };
    fill().map_err(|error| Error::Tool {
        message: format!("{name} cannot be rendered: {error:#}"),
        help: "this is a bug of `cargo xtask bench`: please report it",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::rows;
    use crate::bench::sample::Spread;

    fn record(row: &Row) -> Record {
        let spread = |median| Spread { low: median, median, high: median };
        let outcomes = |name: &str, ratio| Outcomes {
            name: name.to_owned(),
            note: "less".to_owned(),
            values: [(Metric::Cpu, spread(0.5))].into(),
            ratios: [(Metric::Cpu, spread(ratio)), (Metric::Instructions, spread(0.25))].into(),
        };
        let mut record = Record::default();
        let candidates = vec![outcomes("ours", 1.0), outcomes("a<b", 0.5), outcomes("c", 2.0)];
        record.insert(row, &Measured { candidates }, "a machine");
        record
    }

    #[test]
    fn the_page_has_each_peer() {
        let rows = rows::all();
        let lock = "name = \"axum\"\nversion = \"0.8.9\"\n";
        let page = markdown(&rows, &record(&rows[0]), lock).unwrap();
        let first = format!(
            "| `{}`: {} | a<b | 500 ms | 500 ms | 0.50 | 0.25 | less |",
            rows[0].name, rows[0].title
        );
        assert!(page.contains(&first), "{page}");
        assert!(page.contains("|  | c |  | 500 ms | 2.00 | 0.25 | less |\n"), "{page}");
        assert!(page.contains("\n- a machine\n") && page.contains("axum 0.8.9."), "{page}");
    }

    #[test]
    fn the_chart_has_the_first_peer() {
        let rows = rows::all();
        let chart = chart(&rows, &record(&rows[0])).unwrap();
        assert!(
            chart.contains("a&lt;b") && chart.contains(">0.50<") && !chart.contains(">2.00<"),
            "{chart}"
        );
    }
}
