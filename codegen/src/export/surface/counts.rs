//! The size of an API, for each file of the schema and in total.

use std::fmt::Write as _;
use std::iter::Sum;
use std::ops::Add;

use crate::ir::{Api, File, Idempotency, TypeId};

/// The width of the column with the names of files.
const NAME: usize = 24;

/// The heading of each count. A column is as wide as its heading.
const COLUMNS: [&str; 8] = [
    "RPCs",
    "paging RPCs",
    "side-effect-free RPCs",
    "messages",
    "fields",
    "oneofs",
    "enums",
    "enum values",
];

/// One count for each column.
#[derive(Clone, Copy, Default)]
struct Counts([usize; COLUMNS.len()]);

/// Returns a table with a row for each file of the schema and a row for all of them.
pub(super) fn table(api: &Api) -> String {
    let mut out = format!("{:NAME$}", "");
    for column in COLUMNS {
        let _ = write!(out, "  {column}");
    }
    out.push('\n');
    for file in &api.files {
        row(&mut out, &file.stem, Counts::of_file(api, file));
    }
    row(&mut out, "total", api.files.iter().map(|file| Counts::of_file(api, file)).sum());
    out
}

fn row(out: &mut String, name: &str, counts: Counts) {
    let _ = write!(out, "{name:NAME$}");
    for (column, count) in COLUMNS.iter().zip(counts.0) {
        let width = column.len();
        let _ = write!(out, "  {count:width$}");
    }
    out.push('\n');
}

impl Counts {
    fn of_file(api: &Api, file: &File) -> Self {
        let rpcs: Vec<_> = file.service.iter().flat_map(|id| &api[*id].rpcs).collect();
        let paging = rpcs.iter().filter(|rpc| rpc.paging.is_some());
        let pure = rpcs.iter().filter(|rpc| rpc.idempotency == Idempotency::NoSideEffects);
        let own = Self([rpcs.len(), paging.count(), pure.count(), 0, 0, 0, 0, 0]);
        own + file.types.iter().map(|id| Self::of_type(api, *id)).sum()
    }

    /// Counts a type with the types that are nested in it.
    fn of_type(api: &Api, id: TypeId) -> Self {
        match id {
            TypeId::Enum(id) => Self([0, 0, 0, 0, 0, 0, 1, api[id].values.len()]),
            TypeId::Message(id) => {
                let message = &api[id];
                let (fields, oneofs) = (message.fields.len(), message.oneofs.len());
                let own = Self([0, 0, 0, 1, fields, oneofs, 0, 0]);
                own + message.nested.iter().map(|id| Self::of_type(api, *id)).sum()
            }
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
        self
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Self::add)
    }
}
