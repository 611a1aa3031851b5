//! The edited schemas: single edits, and pairs of them.
//!
//! Used by `mod`. Depends on `document` and `edits`.

use std::collections::BTreeMap;
#[cfg(test)]
use std::collections::BTreeSet;

use gitpod_codegen::Sources;
use gitpod_codegen::compare::State;

use super::document::{Document, Op};
use super::edits::{self, Edit};

/// Reads and checks a document. The code of the first mistake is the error.
pub(super) fn state(document: &Document) -> Result<State, String> {
    let texts = document.texts();
    let texts = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    State::read(Sources::from_texts(texts)).map_err(|problems| {
        let first = problems.0.iter().next().map(|problem| problem.code.as_str());
        first.unwrap_or_default().to_owned()
    })
}

/// The edits of one mutant: one or two.
#[derive(Debug, Clone)]
pub(super) struct Mutant {
    pub(super) edits: Vec<Edit>,
}

impl Mutant {
    /// The kind of the edit, or `pair of edits`.
    pub(super) fn kind(&self) -> &'static str {
        match self.edits.as_slice() {
            [edit] => edit.kind,
            _ => PAIR,
        }
    }

    /// The edited document. `None` if the edits do not fit together.
    pub(super) fn apply(&self, document: &Document) -> Option<Document> {
        let mut edited = document.clone();
        for op in self.edits.iter().flat_map(|edit| &edit.ops) {
            edited.apply(op)?;
        }
        Some(edited)
    }

    /// The number of entries that a comparison has.
    pub(super) fn entries(&self) -> usize {
        self.edits.iter().map(|edit| edit.entries).sum()
    }
}

/// The kind of mutants with two edits.
pub(super) const PAIR: &str = "pair of edits";

/// All single edits of a document.
pub(super) fn singles(document: &Document) -> Vec<Mutant> {
    edits::all(document).into_iter().map(|edit| Mutant { edits: vec![edit] }).collect()
}

/// Up to `most` mutants of each kind.
pub(super) fn sampled(mutants: Vec<Mutant>, most: usize, numbers: &mut Numbers) -> Vec<Mutant> {
    let mut by_kind: BTreeMap<&str, Vec<Mutant>> = BTreeMap::new();
    for mutant in mutants {
        by_kind.entry(mutant.kind()).or_default().push(mutant);
    }
    let mut chosen = Vec::new();
    for mut of_kind in by_kind.into_values() {
        for _ in 0..most.min(of_kind.len()) {
            let at = numbers.below(of_kind.len());
            chosen.push(of_kind.swap_remove(at));
        }
    }
    chosen
}

/// Pairs of edits at places that have nothing to do with each other.
pub(super) fn pairs(singles: &[Mutant], count: usize, numbers: &mut Numbers) -> Vec<Mutant> {
    let mut pairs = Vec::new();
    // Most pairs fit; the bound ends a search that finds none.
    for _ in 0..count * 20 {
        if pairs.len() == count || singles.is_empty() {
            break;
        }
        let chosen = [(); 2].map(|()| singles.get(numbers.below(singles.len())));
        let edits = chosen.iter().flatten().flat_map(|single| &single.edits);
        let mut edits: Vec<Edit> = edits.cloned().collect();
        let [first, second] = edits.as_slice() else { continue };
        if is_apart(first, second) {
            edits.sort_by(|a, b| b.path.cmp(&a.path));
            pairs.push(Mutant { edits });
        }
    }
    pairs
}

fn is_apart(a: &Edit, b: &Edit) -> bool {
    let is_local = |edit: &Edit| edit.ops.iter().all(|op| !matches!(op, Op::AddFile { .. }));
    let overlap = a
        .ops
        .iter()
        .filter_map(path_of)
        .any(|path| b.ops.iter().filter_map(path_of).any(|other| path.overlaps(other)));
    is_local(a) && is_local(b) && !overlap
}

fn path_of(op: &Op) -> Option<&super::document::Path> {
    match op {
        Op::Set(path, ..)
        | Op::Unset(path, _)
        | Op::Delete(path)
        | Op::Push(path, ..)
        | Op::SwapWithNext(path) => Some(path),
        Op::Rename { .. } | Op::AddFile { .. } => None,
    }
}

/// A sequence of numbers that follows from a seed (SplitMix64).
#[derive(Debug)]
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not zero.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = "package: a\ntitle: A\ndoc: About.\nfiles:\n- b.yaml\n";
    const MESSAGES: &str = "messages:\n- name: B\n  standalone: true\n  doc: One.\n  fields:\n  \
                            - name: c\n    number: 1\n    type: string\n    doc: Two.\n  \
                            - name: d\n    number: 2\n    type: int32\n    doc: Three.\n";

    fn document() -> Document {
        Document::of(&Sources::from_texts([("api.yaml", API), ("b.yaml", MESSAGES)])).unwrap()
    }

    /// The file with the message. `None` if an edit is of a key that is not there.
    fn texts(mutant: &Mutant) -> Option<String> {
        Some(mutant.apply(&document())?.texts().remove(1).1)
    }

    #[test]
    fn an_edit_changes_its_place() {
        state(&document()).unwrap();
        let singles = singles(&document());
        let of = |kind: &str, item: &str| {
            let mut found = singles.iter().map(|mutant| &mutant.edits[0]);
            found.find(|edit| edit.kind == kind && edit.item == item).unwrap().clone()
        };
        let rename = Mutant { edits: vec![of("field renamed", "B.c")] };
        assert_eq!(texts(&rename), Some(MESSAGES.replace("name: c", "name: c_anew")));
        let swap = Mutant { edits: vec![of("numbers swapped", "B.c")] };
        let swapped = MESSAGES.replace("number: 1", "number: X").replace(": 2", ": 1");
        assert_eq!(texts(&swap), Some(swapped.replace(": X", ": 2")));
        assert_eq!(swap.entries(), 2);
    }

    #[test]
    fn pairs_follow_from_the_seed_and_stay_apart() {
        let singles = singles(&document());
        let made =
            |seed| pairs(&singles, 50, &mut Numbers(seed)).iter().map(texts).collect::<Vec<_>>();
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        for pair in pairs(&singles, 50, &mut Numbers(1)) {
            assert_eq!(pair.kind(), PAIR);
            let (a, b) = (&pair.edits[0], &pair.edits[1]);
            assert!(is_apart(a, b) && !is_apart(a, a), "{pair:?}");
        }
    }

    #[test]
    fn samples_have_every_kind() {
        let singles = singles(&document());
        let kinds = |mutants: &[Mutant]| mutants.iter().map(Mutant::kind).collect::<BTreeSet<_>>();
        let all = kinds(&singles);
        let sampled = sampled(singles, 1, &mut Numbers(1));
        assert_eq!((kinds(&sampled), sampled.len()), (all.clone(), all.len()));
    }
}
