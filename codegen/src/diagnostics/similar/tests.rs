//! Lookups among many names compare few, and find the same as comparing all for names with one mistake.

use super::*;

/// Names that share most of their letters, which is the worst case.
fn many() -> Similar {
    let names: Vec<String> = (0..8_000).map(|number| format!("Thing{number}")).collect();
    Similar::new(names.iter().map(String::as_str))
}

#[test]
fn lookups_among_many_names_compare_few_of_them() {
    let names = many();
    for number in 0..8_000 {
        let misspelled = format!("Thinng{number}");
        let near = names.near.get_or_init(|| Near::new(&names.names)).candidates(&misspelled);
        assert!(near.len() <= FEW, "{misspelled}: {}", near.len());
        let sharing = names.sharing_pieces(&misspelled);
        assert!(sharing.len() <= COMPARED, "{misspelled}: {}", sharing.len());
        let expected = format!("did you mean `Thing{number}`?");
        assert_eq!(names.did_you_mean(&misspelled), Some(expected));
    }
}

#[test]
fn lookups_among_many_names_find_the_same_as_among_few() {
    let names = many();
    assert_eq!(names.did_you_mean("thing4711").unwrap(), "did you mean `Thing4711`?");
    assert_eq!(names.did_you_mean("Thimg17").unwrap(), "did you mean `Thing17`?");
    assert_eq!(names.did_you_mean("Envelope"), None);
    assert_eq!(names.did_you_mean(&"Thing".repeat(100)), None);
    let others = (0..100).map(|number| format!("OTHER{number}"));
    let prefixed: Vec<String> = others.chain(["COLOUR_RED".to_owned()]).collect();
    let prefixed = Similar::new(prefixed.iter().map(String::as_str));
    assert_eq!(prefixed.did_you_mean("RED").unwrap(), "did you mean `COLOUR_RED`?");
}

#[test]
fn short_names_with_letters_in_another_order_are_similar() {
    for (name, known) in [("dcos", "doc"), ("dco", "doc"), ("tyeps", "type"), ("nmea", "name")] {
        assert!(is_similar(name, known), "{name}");
    }
    for (name, known) in [("note", "doc"), ("code", "doc"), ("cod", "doc"), ("on", "no")] {
        assert!(!is_similar(name, known), "{name}");
    }
}

#[test]
fn an_item_is_not_suggested_in_its_own_place() {
    let names = Similar::new(["Thing"]);
    assert!(names.did_you_mean("Thimg").is_some());
    assert_eq!(names.did_you_mean_other("Thimg", "Thing"), None);
}

/// Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    /// A letter of a few, so that many names are similar.
    fn letter(&mut self) -> char {
        ['a', 'b', 'c', 'D', 'E', '1', '_', '.'][self.below(8)]
    }

    fn name(&mut self, letters: usize) -> String {
        (0..letters).map(|_| self.letter()).collect()
    }

    /// A name with a mistake, or without its prefix.
    fn misspelled(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let at = self.below(letters.len());
        match self.below(6) {
            0 => letters[at] = self.letter(),
            1 => letters.insert(at, self.letter()),
            2 => _ = letters.remove(at),
            3 if at > 0 => letters.swap(at - 1, at),
            4 => letters[at] = letters[at].to_ascii_uppercase(),
            _ => return name.split_once(['_', '.']).map_or(name, |(_, rest)| rest).to_owned(),
        }
        letters.into_iter().collect()
    }
}

#[test]
fn names_with_one_mistake_get_the_suggestion_of_comparing_all() {
    let mut random = Random(1);
    let mut found = 0;
    for round in 0..24 {
        // Short names are often similar to several, long ones seldom.
        let longest = 2 + round % 12;
        let names: Vec<String> = (0..FEW + 100)
            .map(|_| {
                let letters = 1 + random.below(longest);
                random.name(letters)
            })
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let similar = Similar::new(names.iter().copied());
        for known in &names {
            let name = random.misspelled(known);
            // The name itself is also left out now and then, as an item is in its own place.
            let own = if random.below(4) == 0 { name.as_str() } else { "" };
            let expected = did_you_mean(&name, names.iter().copied().filter(|known| *known != own));
            if is_near(&name, names.iter().copied().filter(|known| *known != own)) {
                assert_eq!(
                    similar.did_you_mean_other(&name, own),
                    expected,
                    "{name} among {names:?}"
                );
                found += usize::from(expected.is_some());
            }
        }
    }
    assert!(found > 1_000, "{found}");
}

/// Whether a name has at most one mistake, or only lacks a prefix.
fn is_near<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> bool {
    let lower = name.to_lowercase();
    names.into_iter().any(|known| {
        let before = known.strip_suffix(name);
        strsim::osa_distance(&lower, &known.to_lowercase()) <= 1
            || before.is_some_and(|before| before.ends_with(['_', '.']))
    })
}

/// Names of 40 letters that all have the same one after a letter was removed.
fn crowd() -> Vec<String> {
    let letters = ('a'..='z').filter(|letter| *letter != 'o');
    let with = |letter| {
        (1..40).map(move |at| format!("T{}{letter}{}", "o".repeat(at), "o".repeat(39 - at)))
    };
    letters.flat_map(with).collect()
}

#[test]
fn a_lookup_among_names_that_are_all_near_compares_few_of_them() {
    let names = crowd();
    let names = Similar::new(names.iter().map(String::as_str));
    let name = format!("T{}", "o".repeat(39));
    let near = names.near.get_or_init(|| Near::new(&names.names)).candidates(&name);
    assert_eq!(near.len(), FEW);
    assert!(names.did_you_mean(&name).is_some());
}
