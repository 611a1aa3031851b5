//! Public test data of `buf breaking`, translated into schemas.
//!
//! The data is in `private/bufpkg/bufcheck` of <https://github.com/bufbuild/buf>. `tests.txt` lists its tests
//! with their rules and numbers of annotations. `rules.txt` has our rule for each rule of buf, or why the
//! format has nothing that it concerns. The other files have the cases. Where an annotation has no change
//! of ours, or a breaking change of ours no annotation, the case names a reason of `reasons.txt`. Changes
//! that break nothing need none, because buf reports no such changes.
//!
//! No RPC uses the messages of most cases, so they are judged in both directions, as buf does.
//!
//! A case is one schema, so all files of buf's case are in one package. Left out is what the format does
//! not have, and what buf repeats without a change. The streams of RPCs became single messages, the
//! values of enums got the prefixes that the format requires, and fields that are compared by type kept
//! their names, because we pair fields by name.

mod notation;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Change, Compatibility, compare};
use notation::{Case, Expected, Ours, cases, lines};

const TESTS: &str = include_str!("tests.txt");
const RULES: &str = include_str!("rules.txt");
const REASONS: &str = include_str!("reasons.txt");
const CASES: [&str; 4] = [
    include_str!("enums.txt"),
    include_str!("fields.txt"),
    include_str!("types.txt"),
    include_str!("others.txt"),
];

/// What buf's strictest category for a rule protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Category {
    /// `WIRE`: the binary encoding.
    Wire,
    /// `WIRE_JSON`: both encodings.
    WireJson,
    /// `FILE` and `PACKAGE`: generated code, too.
    Code,
}

impl Category {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "WIRE" => Self::Wire,
            "WIRE_JSON" => Self::WireJson,
            "FILE" | "PACKAGE" => Self::Code,
            _ => return None,
        })
    }

    fn is_broken(self, change: &Change) -> bool {
        let verdict = change.verdict;
        let breaks = |of: &[Compatibility]| of.contains(&Compatibility::Breaks);
        match self {
            Self::Wire => breaks(&[verdict.binary]),
            Self::WireJson => breaks(&[verdict.binary, verdict.json]),
            Self::Code => breaks(&[verdict.binary, verdict.json, verdict.rust]),
        }
    }
}

/// A rule of buf that we have, too.
#[derive(Debug, Clone, Copy)]
struct Shared {
    category: Category,
    /// The id of our rule.
    ours: &'static str,
}

/// The rules of buf: those that we have, and those that concern nothing in the format.
fn rules() -> (BTreeMap<&'static str, Shared>, BTreeSet<&'static str>) {
    let (mut shared, mut foreign) = (BTreeMap::new(), BTreeSet::new());
    for line in lines(RULES) {
        if let Some((rule, reason)) = line.split_once(": ") {
            assert!(!reason.is_empty() && foreign.insert(rule), "{line}");
            continue;
        }
        let [rule, category, ours] = words(line);
        let category = Category::parse(category).unwrap();
        assert!(super::super::Rule::parse(ours).is_some(), "not a rule of ours: {line}");
        assert!(shared.insert(rule, Shared { category, ours }).is_none(), "{line}");
    }
    (shared, foreign)
}

/// The three words of a line.
fn words(line: &str) -> [&str; 3] {
    line.split(' ').collect::<Vec<_>>().try_into().unwrap()
}

fn all_cases() -> Vec<Case<'static>> {
    CASES.into_iter().flat_map(cases).collect()
}

/// The item of a change without the package.
fn item(change: &Change) -> &str {
    change.item.strip_prefix("test.v1.").unwrap_or(&change.item)
}

/// A case with the changes that we find in it.
struct Checked<'a> {
    case: &'a Case<'a>,
    rules: &'a BTreeMap<&'static str, Shared>,
    changes: Vec<Change>,
}

impl<'a> Checked<'a> {
    fn new(case: &'a Case<'a>, rules: &'a BTreeMap<&'static str, Shared>) -> Self {
        let mut enums = schema::outer_enums(&case.old);
        enums.extend(schema::outer_enums(&case.new));
        let (old, new) = (schema::state(&case.old, &enums), schema::state(&case.new, &enums));
        let mut changes = compare(&old, &new).changes;
        changes.retain(|change| item(change).split('.').next() != Some(schema::HOLDER));
        Self { case, rules, changes }
    }

    fn find(&self, rule: &str, name: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.rule.id() == rule && item(change) == name)
    }

    fn is_broken(&self, category: Category, name: &str) -> bool {
        self.changes.iter().any(|change| item(change) == name && category.is_broken(change))
    }

    /// Our rule and item for an annotation.
    fn counterpart(&self, expected: &'a Expected<'a>) -> (&'a str, &'a str) {
        match &expected.ours {
            Ours::Same | Ours::Nothing => (self.rules[expected.rule].ours, &expected.item),
            Ours::Other(rule, item) => (rule, item),
        }
    }

    fn expected(&self, expected: &'a Expected<'a>) -> Result<(), &'static str> {
        let Shared { category, ours } = self.rules[expected.rule];
        let same = self.find(ours, &expected.item);
        let agrees = same.is_some_and(|change| category.is_broken(change));
        let (rule, name) = self.counterpart(expected);
        match (&expected.ours, expected.reason) {
            (Ours::Same, None) if agrees => Ok(()),
            (Ours::Same, None) if same.is_some() => Err("our change does not break the category"),
            (Ours::Same, Some(_)) if same.is_some() && !agrees => Ok(()),
            (Ours::Same, _) if same.is_none() => Err("we have no such change"),
            (Ours::Nothing, Some(_)) if self.is_broken(category, &expected.item) => {
                Err("we have a change that breaks the category")
            }
            (Ours::Nothing, Some(_)) => Ok(()),
            (Ours::Other(..), Some(_)) if same.is_some() => Err("we have the change itself"),
            (Ours::Other(..), Some(_)) => match self.find(rule, name) {
                None => Err("our counterpart is missing"),
                Some(change) if category.is_broken(change) => Ok(()),
                Some(_) => Err("our counterpart does not break the category"),
            },
            (_, Some(_)) => Err("the reason is not needed"),
            (_, None) => Err("a difference needs a reason"),
        }
    }

    /// Our breaking changes that no annotation says. In a case of the wire, breaks of the wire.
    fn beyond(&self) -> Vec<(&str, &str)> {
        let said: BTreeSet<_> = self.case.expected.iter().map(|of| self.counterpart(of)).collect();
        let mut categories = self.case.expected.iter().map(|of| self.rules[of.rule].category);
        let first = categories.next();
        let category = first.filter(|first| categories.all(|other| other == *first));
        let category = category.unwrap_or(Category::Code);
        let breaking = self.changes.iter().filter(|change| category.is_broken(change));
        let breaking = breaking.map(|change| (change.rule.id(), item(change)));
        breaking.filter(|change| !said.contains(change)).collect()
    }

    fn check(&self) -> Vec<String> {
        let name = self.case.name;
        let wrong = self.case.expected.iter().filter_map(|expected| {
            let problem = self.expected(expected).err()?;
            Some(format!("{name}: {problem}: {expected:?}"))
        });
        let mut problems: Vec<String> = wrong.collect();
        let beyond = self.beyond();
        let listed: Vec<_> =
            self.case.beyond.iter().map(|(rule, of, _)| (*rule, of.as_str())).collect();
        let unlisted = beyond.iter().filter(|change| !listed.contains(change));
        problems.extend(unlisted.map(|(rule, of)| format!("{name}: not listed: {rule} {of}")));
        let gone = listed.iter().filter(|change| !beyond.contains(change));
        problems.extend(gone.map(|(rule, of)| format!("{name}: no such break: {rule} {of}")));
        problems
    }
}

#[test]
fn changes_agree_with_buf_or_differ_for_a_reason() {
    let (rules, _) = rules();
    let cases = all_cases();
    let problems: Vec<String> =
        cases.iter().flat_map(|case| Checked::new(case, &rules).check()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_reason_is_used() {
    let reasons: BTreeSet<&str> =
        lines(REASONS).filter_map(|line| line.split_once(": ")).map(|(key, _)| key).collect();
    let mut used = BTreeSet::new();
    for case in all_cases() {
        used.extend(case.expected.iter().filter_map(|of| of.reason));
        used.extend(case.beyond.iter().map(|(_, _, reason)| *reason));
        used.extend(case.skipped.iter().map(|(_, _, reason)| *reason));
    }
    assert_eq!(used, reasons);
}

#[test]
fn every_annotation_of_buf_is_accounted_for() {
    let (shared, foreign) = rules();
    let mut exercised: BTreeSet<&str> = BTreeSet::new();
    let mut wanted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in lines(TESTS) {
        let [test, rule, count] = words(line);
        exercised.insert(rule);
        if !foreign.contains(rule) {
            wanted.insert((test, rule), count.parse().unwrap());
        }
    }
    let known: BTreeSet<&str> = shared.keys().chain(&foreign).copied().collect();
    assert_eq!(known, exercised);
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for case in all_cases() {
        let expected = case.expected.iter().map(|of| (of.rule, of.count));
        let skipped = case.skipped.iter().map(|(rule, count, _)| (*rule, *count));
        for (rule, count) in expected.chain(skipped) {
            *found.entry((case.name, rule)).or_default() += count;
        }
    }
    assert_eq!(found, wanted);
}
