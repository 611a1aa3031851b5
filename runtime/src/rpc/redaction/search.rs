//! [`find`]: the places of secrets in a text.

use std::ops::Range;

use super::PIECE;
use super::escapes::{self, Unit};
use super::patterns::{Patterns, Piece, normalized};

/// The number of times that a text is unescaped, such as JSON in a URL.
const MAX_ESCAPES: u8 = 2;

/// The minimum length of a piece before a place where a text is cut off.
const CUT_PIECE: usize = 4;

/// The marks of a text that was cut off. The last ones are an ellipsis that was cut off itself.
const ELLIPSES: [&[u8]; 4] = ["…".as_bytes(), b"...", "..…".as_bytes(), ".…".as_bytes()];

/// Finds the secrets in a text. The ranges are sorted and apart from each other.
///
/// If the text `is_cut` off, shorter pieces are found at its end.
pub(super) fn find(patterns: &Patterns, text: &[u8], is_cut: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if patterns.is_empty() {
        return found;
    }
    let depth = if escapes::are_in(text) { MAX_ESCAPES } else { 0 };
    for depth in 0..=depth {
        Search { patterns, found: &mut found }.run(text, 0..text.len(), depth);
        // What is cut off may end within a secret and within an escape of it.
        let mut start = 0;
        for end in cuts(text, is_cut) {
            Search { patterns, found: &mut found }.run(text, start..end, depth);
            start = end;
        }
        join(&mut found);
    }
    for cut in cuts(text, is_cut) {
        found.extend(cut_start(patterns, text.get(..cut).unwrap_or_default()));
    }
    join(&mut found);
    found
}

/// The places where a text is cut off: before an ellipsis, and at its end if it `is_cut` off.
fn cuts(text: &[u8], is_cut: bool) -> impl Iterator<Item = usize> {
    let ellipses = (0..text.len()).filter(|at| is_ellipsis(text, *at));
    let without_dots = text.iter().rposition(|byte| *byte != b'.').map_or(0, |last| last + 1);
    ellipses.chain(is_cut.then_some(without_dots))
}

struct Search<'s> {
    patterns: &'s Patterns,
    found: &'s mut Vec<Range<usize>>,
}

/// The start of a pattern that is only found whole, and what must follow.
struct Started<'p> {
    start: usize,
    rest: &'p [u8],
}

impl Search<'_> {
    /// Searches a part of a text, unescaped this many times.
    fn run(mut self, text: &[u8], part: Range<usize>, depth: u8) {
        let text = text.get(..part.end).unwrap_or_default();
        let (mut window, mut started) = (Window::default(), Vec::new());
        let mut at = part.start;
        while let Some(unit) = escapes::unit(text, at, depth) {
            let byte = normalized(unit.byte);
            started.retain_mut(|started| self.goes_on(started, byte, unit.end));
            if let Some((start, piece)) = window.push(byte, at) {
                self.start(start, unit, piece, &mut started);
            }
            at = unit.end;
        }
        // The rest of these is cut off.
        for Started { start, .. } in started {
            add(self.found, start..part.end);
        }
    }

    /// Handles a piece of the text.
    fn start<'p>(&mut self, start: usize, last: Unit, piece: Piece, started: &mut Vec<Started<'p>>)
    where
        Self: 'p,
    {
        let Some(found) = self.patterns.found_with(piece) else { return };
        if found.is_secret {
            add(self.found, start..last.end);
        }
        for rest in &found.rests {
            match &**rest {
                [] => add(self.found, start..last.end),
                rest => started.push(Started { start, rest }),
            }
        }
    }

    /// Compares the next byte. Returns whether the pattern goes on.
    fn goes_on(&mut self, started: &mut Started<'_>, byte: u8, end: usize) -> bool {
        match started.rest.split_first() {
            Some((expected, [])) if *expected == byte => {
                add(self.found, started.start..end);
                false
            }
            Some((expected, rest)) if *expected == byte => {
                started.rest = rest;
                true
            }
            _ => false,
        }
    }
}

/// The last bytes of a text, and where each of them starts.
#[derive(Default)]
struct Window {
    bytes: Piece,
    starts: [usize; PIECE],
    count: usize,
}

impl Window {
    /// Adds a byte. Returns the start and the bytes of a full window.
    fn push(&mut self, byte: u8, at: usize) -> Option<(usize, Piece)> {
        self.bytes = self.bytes << 8 | Piece::from(byte);
        self.starts.rotate_left(1);
        self.starts[PIECE - 1] = at;
        self.count += 1;
        (self.count >= PIECE).then_some((self.starts[0], self.bytes))
    }
}

/// Finds the start of a secret that is shorter than a piece, at the end of a text that is cut off.
fn cut_start(patterns: &Patterns, text: &[u8]) -> Option<Range<usize>> {
    let last: Vec<u8> = text.iter().rev().take(PIECE - 1).copied().map(normalized).collect();
    let length = (CUT_PIECE..PIECE).rev().find(|length| {
        let tail = last.get(..*length);
        let mut starts = patterns.starts().iter();
        tail.is_some_and(|tail| starts.any(|start| tail.iter().rev().eq(&start[..*length])))
    })?;
    Some(text.len() - length..text.len())
}

/// Whether an ellipsis starts at an offset. A row of dots has one start.
fn is_ellipsis(text: &[u8], at: usize) -> bool {
    if text.get(..at).is_some_and(|before| before.ends_with(b".")) {
        return false;
    }
    let rest = text.get(at..).unwrap_or_default();
    ELLIPSES.iter().any(|ellipsis| rest.starts_with(ellipsis))
}

/// Adds a range. Joins it with the last one if they touch.
fn add(found: &mut Vec<Range<usize>>, range: Range<usize>) {
    match found.last_mut() {
        Some(last) if last.start <= range.start && range.start <= last.end => {
            last.end = last.end.max(range.end);
        }
        _ => found.push(range),
    }
}

/// Sorts ranges and joins those that touch.
fn join(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
}
