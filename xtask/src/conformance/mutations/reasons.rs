//! Why verdicts of the comparison differ from those of other judges.
//!
//! Each entry covers some kinds of edits with one outcome. An entry that no edit hits is an error.
//! Used by `mod` and `crates`. Depends on `console` and `mutants`.

use std::collections::BTreeMap;

use Judge::{Binary, Compiler, File, Json, Semver, Wire, WireJson};

use super::mutants::Mutant;
use crate::console;

/// Another judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Judge {
    /// The Rust compiler, on code that uses everything.
    Compiler,
    /// protobuf for Python, in binary.
    Binary,
    /// protobuf for Python, in JSON.
    Json,
    /// `buf breaking` in the category `WIRE`, on binary.
    Wire,
    /// `buf breaking` in the category `WIRE_JSON`, on JSON.
    WireJson,
    /// `buf breaking` in the category `FILE`, on Rust code.
    File,
    /// cargo-semver-checks.
    Semver,
}

impl Judge {
    /// The name in the report.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Compiler => "compiler",
            Self::Binary => "peers, binary",
            Self::Json => "peers, JSON",
            Self::Wire => "buf WIRE",
            Self::WireJson => "buf WIRE_JSON",
            Self::File => "buf FILE",
            Self::Semver => "semver",
        }
    }
}

/// A reason.
struct Reason {
    judges: &'static [Judge],
    /// Whether the comparison says that something breaks. The judge says the opposite.
    breaks: bool,
    /// Kinds of edits, or their beginnings with a `*` at the end.
    kinds: &'static [&'static str],
    text: &'static str,
}

impl Reason {
    fn covers(&self, judge: Judge, breaks: bool, mutant: &Mutant) -> bool {
        let is_kind = |pattern: &&str, kind: &str| match pattern.strip_suffix('*') {
            Some(start) => kind.starts_with(start),
            None => *pattern == kind,
        };
        self.breaks == breaks
            && self.judges.contains(&judge)
            && mutant
                .edits
                .iter()
                .any(|edit| self.kinds.iter().any(|kind| is_kind(kind, edit.kind)))
    }
}

/// The reasons that some judges may have, and how often each was hit.
pub(super) struct Reasons {
    judges: Vec<Judge>,
    hits: BTreeMap<usize, usize>,
}

impl Reasons {
    /// The reasons for differences from some judges.
    pub(super) fn new(judges: &[Judge]) -> Self {
        Self { judges: judges.to_vec(), hits: BTreeMap::new() }
    }

    /// Finds the reason why a judge says the opposite of the comparison, and counts it.
    pub(super) fn explain(&mut self, judge: Judge, breaks: bool, mutant: &Mutant) -> bool {
        let found = REASONS.iter().position(|reason| reason.covers(judge, breaks, mutant));
        if let Some(at) = found {
            *self.hits.entry(at).or_default() += 1;
        }
        found.is_some()
    }

    /// The number of differences with a reason.
    pub(super) fn hits(&self) -> usize {
        self.hits.values().sum()
    }

    /// Prints the reasons, and as an error each one that was not hit. Returns the number of those.
    pub(super) fn report(&self) -> usize {
        let mut unused = 0;
        for (at, reason) in REASONS.iter().enumerate() {
            if !reason.judges.iter().any(|judge| self.judges.contains(judge)) {
                continue;
            }
            let hits = self.hits.get(&at).copied().unwrap_or(0);
            let judges: Vec<&str> = reason.judges.iter().map(|judge| judge.name()).collect();
            let judges = judges.join(", ");
            if hits == 0 {
                unused += 1;
                console::print_error(&format!("error: no edit hits ({judges}): {}", reason.text));
            } else {
                console::print(&format!("{hits:8}  {judges}: {}", reason.text));
            }
        }
        unused
    }
}

/// The reasons.
const REASONS: &[Reason] = &[
    // Policy.
    Reason {
        judges: &[Binary, Json],
        breaks: true,
        kinds: &["field removed*", "value removed*"],
        text: "the number or the name of what is gone from responses is not reserved; no message \
               shows that today, but the next item that takes it is misread",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: true,
        kinds: &["field removed*", "value removed*"],
        text: "buf accepts every removal with a reservation; a server that ignores or rejects what it \
               is asked does something else",
    },
    Reason {
        judges: &[WireJson],
        breaks: false,
        kinds: &["field removed, name reserved", "value removed, name reserved"],
        text: "buf's category for JSON wants the number reserved, too, which JSON does not have",
    },
    // What messages do not show.
    Reason {
        judges: &[Binary, Json, Wire, WireJson],
        breaks: true,
        kinds: &["authentication changed"],
        text: "servers look for the token in another header, which no message shows",
    },
    Reason {
        judges: &[Binary, Json, Wire, WireJson],
        breaks: true,
        kinds: &["paging in the query changed", "paging query changed", "paging query removed"],
        text: "servers no longer read parameters of the query string, which no message shows",
    },
    Reason {
        judges: &[Binary, Json, Wire, WireJson],
        breaks: true,
        kinds: &["paging removed"],
        text: "without paging, servers do not read its parameters in the query string",
    },
    Reason {
        judges: &[Binary, Json],
        breaks: true,
        kinds: &["idempotency changed"],
        text: "servers refuse the GET requests of old clients; the peers send POST requests",
    },
    Reason {
        judges: &[Wire, WireJson, File],
        breaks: false,
        kinds: &["idempotency changed"],
        text: "buf reports every other level; only GET requests depend on it, and no code does",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: true,
        kinds: &["message renamed"],
        text: "errors name the type of their details, which buf does not know about",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: true,
        kinds: &["RPC removed", "RPC renamed", "package changed", "service renamed"],
        text: "the path of calls is different, which buf's categories for the wire do not look at",
    },
    // Names and numbers.
    Reason {
        judges: &[Wire, WireJson],
        breaks: false,
        kinds: &["enum renamed with its values", "message renamed"],
        text: "buf compares the names of types, which no encoding has",
    },
    Reason {
        judges: &[Wire],
        breaks: false,
        kinds: &["field renamed", "field renamed, JSON name kept"],
        text: "buf compares the names of the types of entries, which follow from those of maps",
    },
    Reason {
        judges: &[WireJson],
        breaks: false,
        kinds: &["field renamed", "field renamed, JSON name kept"],
        text: "buf compares the names of fields, although JSON has the JSON name, which is kept",
    },
    Reason {
        judges: &[WireJson, File],
        breaks: false,
        kinds: &[
            "field renumbered",
            "numbers swapped",
            "value renumbered",
            "value numbers swapped",
        ],
        text: "buf finds fields and values by their numbers; JSON and code find them by their names",
    },
    Reason {
        judges: &[Wire],
        breaks: true,
        kinds: &["numbers swapped", "value numbers swapped"],
        text: "buf finds both numbers with types that it takes for compatible; the meanings are swapped",
    },
    Reason {
        judges: &[WireJson],
        breaks: false,
        kinds: &["JSON name changed"],
        text: "readers accept the name in protobuf, which is the JSON name of the other side",
    },
    Reason {
        judges: &[File],
        breaks: false,
        kinds: &["JSON name changed", "alias *"],
        text: "code has neither JSON names nor aliases",
    },
    Reason {
        judges: &[Json],
        breaks: true,
        kinds: &["alias removed", "alias renamed"],
        text: "clients may send an alias; the peer in Python sends the first name",
    },
    Reason {
        judges: &[Json],
        breaks: true,
        kinds: &["value renamed", "value renamed, old name an alias"],
        text: "the zero of a field without presence has no name on the wire, unless a program writes \
               defaults",
    },
    Reason {
        judges: &[WireJson, File],
        breaks: true,
        kinds: &["value renamed, old name an alias"],
        text: "new servers send the new name, and the variant has it; buf looks for the old one alone",
    },
    Reason {
        judges: &[Json],
        breaks: false,
        kinds: &["value added"],
        text: "Python drops names of enum values that it does not know from lists and maps; the \
               runtime keeps them",
    },
    // Types.
    Reason {
        judges: &[Binary, Json],
        breaks: true,
        kinds: &["field retyped"],
        text: "the values that differ are not among those of the peers: numbers of an open enum that \
               it does not name, and booleans, which Python reads as numbers",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: true,
        kinds: &["field retyped", "key retyped"],
        text: "buf takes integers for compatible if a large or negative one is read as another",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: false,
        kinds: &["field retyped", "key retyped"],
        text: "buf knows groups of types; here, the reader understands every value of the writer",
    },
    Reason {
        judges: &[File],
        breaks: false,
        kinds: &["field retyped", "key retyped"],
        text: "both types are the same in Rust",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: false,
        kinds: &["message of an RPC replaced"],
        text: "the reader understands the message of the writer, which has fewer fields",
    },
    Reason {
        judges: &[Wire],
        breaks: false,
        kinds: &["field made *"],
        text: "a reader of a list takes a single value for its only element, and the list is not on \
               the side of the writer",
    },
    Reason {
        judges: &[Wire, WireJson],
        breaks: false,
        kinds: &["field moved *", "oneof dissolved", "oneof renamed"],
        text: "no encoding has oneofs, and in the direction of the message the writer sets no more \
               fields than the reader keeps",
    },
    // Code.
    Reason {
        judges: &[Compiler],
        breaks: true,
        kinds: &["authentication removed", "base URL removed", "variables of *"],
        text: "clients read settings with the feature `http-client`, without which the crates are \
               compiled",
    },
    Reason {
        judges: &[Semver],
        breaks: true,
        kinds: &["variables of *"],
        text: "no public item has the names of variables, which clients read",
    },
    Reason {
        judges: &[Semver],
        breaks: true,
        kinds: &["field made *", "field retyped", "key retyped"],
        text: "cargo-semver-checks does not compare the types of fields",
    },
    Reason {
        judges: &[Compiler, Semver],
        breaks: true,
        kinds: &["crate renamed"],
        text: "the run names the crates itself",
    },
    Reason {
        judges: &[File],
        breaks: true,
        kinds: &[
            "authentication *",
            "base URL removed",
            "crate renamed",
            "documented method renamed",
            "paging removed",
            "resource renamed",
            "variables of *",
        ],
        text: "the crate follows settings and documented names, which are not in proto files",
    },
    Reason {
        judges: &[File],
        breaks: true,
        kinds: &["field added", "oneof added with its arm", "paging added", "required changed"],
        text: "an implementation is lost: `Eq` and `Hash` to a float, `From` to another oneof or a \
               required field, or an accessor",
    },
    Reason {
        judges: &[File],
        breaks: false,
        kinds: &["package changed"],
        text: "the crate has no package in its names",
    },
];

#[cfg(test)]
mod tests {
    use super::super::document::Path;
    use super::super::edits::Edit;
    use super::*;

    fn mutant(kind: &'static str) -> Mutant {
        let edit = Edit {
            kind,
            item: String::new(),
            detail: String::new(),
            path: Path { file: 0, steps: Vec::new() },
            ops: Vec::new(),
            entries: 1,
            renames: Vec::new(),
            rules: "same",
        };
        Mutant { edits: vec![edit] }
    }

    #[test]
    fn a_reason_covers_its_kinds_in_one_direction() {
        let mut reasons = Reasons::new(&[Json]);
        assert!(reasons.explain(Json, true, &mutant("alias removed")));
        assert!(!reasons.explain(Json, false, &mutant("alias removed")));
        assert!(!reasons.explain(Binary, true, &mutant("alias removed")));
        assert!(!reasons.explain(Json, true, &mutant("alias")));
        assert!(reasons.explain(Json, true, &mutant("field removed, name reserved")));
        assert_eq!(reasons.hits(), 2);
    }

    #[test]
    fn reasons_without_a_hit_are_counted() {
        let of_judge = REASONS.iter().filter(|reason| reason.judges.contains(&File)).count();
        let mut reasons = Reasons::new(&[File]);
        assert_eq!(reasons.report(), of_judge);
        assert!(reasons.explain(File, true, &mutant("resource renamed")));
        assert_eq!(reasons.report(), of_judge - 1);
    }
}
