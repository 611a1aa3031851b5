//! Line breaking by Oppen's algorithm, as rustc and prettyplease have it.
//!
//! The printer adds texts, boxes and places for breaks. A box whose contents fit on the line is not
//! broken. Otherwise all its breaks are taken, or, in an inconsistent box, those that are needed. The
//! width of a box or break includes what follows up to the next break.

/// The width of a line.
const WIDTH: isize = 89;

/// The space that every line has at least, however far it is indented.
const MIN_WIDTH: isize = 60;

/// The width of what does not fit on a line.
const INFINITE: isize = 0xffff;

/// The number of entries from which those are written whose lines are known.
const MANY: usize = 1024;

/// The number of last entries that may still change.
const LAST: usize = 2;

/// The spaces of an indentation.
pub(super) const INDENT: i32 = 4;

/// As many spaces as are written at once.
const SPACES: &str = "                                                                ";

/// The spaces of a break that is always taken.
const LINE: i32 = 0xffff;

/// A place for a line break. Small, because there is one for every few tokens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Break {
    /// Added to the indentation of the next line.
    pub(super) offset: i32,
    /// The number of spaces if the line is not broken.
    pub(super) spaces: i32,
    /// The mark before the break, if the line is broken.
    pub(super) before: Option<char>,
    /// The text after the break, if the line is broken.
    pub(super) after: &'static str,
    /// The mark instead of the break, if the line is not broken.
    pub(super) unbroken: Option<char>,
    /// Whether the break vanishes at the end of a box.
    pub(super) is_between: bool,
    /// Whether the line is not broken here, although the width is measured up to here.
    pub(super) is_never: bool,
}

#[derive(Debug)]
enum Event {
    /// A text of a number of bytes, which follows those of the texts before.
    Text(usize),
    Break(Break),
    Begin {
        offset: i32,
        is_consistent: bool,
    },
    End,
}

#[derive(Debug)]
struct Entry {
    event: Event,
    /// The width of a box or break; while it is unknown, the negative width of everything before.
    width: isize,
}

/// What is printed, in order. Its memory is used again for the next item.
#[derive(Debug, Default)]
pub(crate) struct Page {
    entries: Vec<Entry>,
    /// The texts of the entries.
    texts: String,
    /// The positions of entries whose width is unknown, and of the ends of boxes among them.
    open: Vec<usize>,
    /// The width of everything.
    total: isize,
    /// Whether nothing is added, because the printer only looks ahead.
    pub(super) is_muted: bool,
    lines: Lines,
}

impl Page {
    /// Clears the page, with room for about so many letters.
    pub(super) fn clear(&mut self, letters: usize) {
        self.entries.clear();
        self.texts.clear();
        self.open.clear();
        self.total = 0;
        self.is_muted = false;
        self.lines.clear(letters);
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.is_muted {
            return;
        }
        self.texts.push_str(text);
        self.total += width(text);
        match self.entries.last_mut() {
            Some(Entry { event: Event::Text(length), .. }) => *length += text.len(),
            _ => self.entries.push(Entry { event: Event::Text(text.len()), width: 0 }),
        }
    }

    /// Starts a box of which some breaks may be taken.
    pub(super) fn inconsistent(&mut self, offset: i32) {
        self.begin(offset, false);
    }

    /// Starts a box of which all breaks are taken or none.
    pub(super) fn consistent(&mut self, offset: i32) {
        self.begin(offset, true);
    }

    fn begin(&mut self, offset: i32, is_consistent: bool) {
        self.measured(Event::Begin { offset, is_consistent });
    }

    /// Adds an entry whose width is known later.
    fn measured(&mut self, event: Event) {
        if self.is_muted {
            return;
        }
        if self.entries.len() >= MANY {
            self.write();
        }
        self.open.push(self.entries.len());
        self.entries.push(Entry { event, width: -self.total });
    }

    /// Ends the box.
    pub(super) fn end(&mut self) {
        if self.is_muted {
            return;
        }
        if let [.., before, Entry { event: Event::Break(last), .. }] = self.entries.as_slice() {
            let (spaces, is_between) = (last.spaces, last.is_between);
            let is_empty = matches!(before.event, Event::Begin { .. });
            let removed = if is_empty { 2 } else { usize::from(is_between) };
            self.entries.truncate(self.entries.len() - removed);
            self.open.truncate(self.open.len() - removed);
            if removed > 0 {
                self.total -= wide(spaces);
            }
            if is_empty {
                return;
            }
        }
        self.open.push(self.entries.len());
        self.entries.push(Entry { event: Event::End, width: 0 });
    }

    /// Ends the box, and breaks it if it is wider than a maximum.
    pub(super) fn end_within(&mut self, maximum: isize) {
        let mut depth = 1;
        let begin = self.open.iter().rev().find_map(|at| {
            let entry = self.entries.get(*at)?;
            match entry.event {
                Event::Begin { .. } => depth -= 1,
                Event::End => depth += 1,
                Event::Break(_) | Event::Text(_) => {}
            }
            (depth == 0).then_some(entry)
        });
        if begin.is_some_and(|begin| begin.width + self.total > maximum) && !self.is_muted {
            self.entries.push(Entry { event: Event::Text(0), width: 0 });
            self.total += INFINITE;
        }
        self.end();
    }

    /// Adds a place for a break.
    pub(super) fn break_with(&mut self, place: Break) {
        if self.is_muted {
            return;
        }
        self.measure();
        self.measured(Event::Break(place));
        self.total += wide(place.spaces);
    }

    /// Adds a break that is nothing if it is not taken.
    pub(super) fn zero_break(&mut self) {
        self.break_with(Break::default());
    }

    /// Adds a break that is a space if it is not taken.
    pub(super) fn space(&mut self) {
        self.break_with(Break { spaces: 1, ..Break::default() });
    }

    /// Adds a break that is always taken.
    pub(super) fn line(&mut self) {
        self.break_with(Break { spaces: LINE, ..Break::default() });
    }

    /// Adds a break that is always taken, unless the box ends here.
    pub(super) fn line_between(&mut self) {
        self.break_with(Break { spaces: LINE, is_between: true, ..Break::default() });
    }

    /// Adds a space or a break, unless the box ends here.
    pub(super) fn space_between(&mut self) {
        self.break_with(Break { spaces: 1, is_between: true, ..Break::default() });
    }

    /// Ends what is measured for boxes and breaks before, without a break.
    pub(super) fn never_break(&mut self) {
        self.break_with(Break { is_never: true, ..Break::default() });
    }

    /// Adds the comma after an element. After the last one, it is there if the line is broken.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.comma_with(is_last, 0);
    }

    /// Adds the comma after an element between braces, which have spaces inside.
    pub(super) fn comma_in_braces(&mut self, is_last: bool) {
        self.comma_with(is_last, 1);
    }

    fn comma_with(&mut self, is_last: bool, spaces: i32) {
        if is_last {
            self.break_with(Break { spaces, before: Some(','), ..Break::default() });
        } else {
            self.text(",");
            self.space();
        }
    }

    /// Moves the line after the last break.
    pub(super) fn offset(&mut self, offset: i32) {
        if let Some(Entry { event: Event::Break(last), .. }) = self.entries.last_mut()
            && !self.is_muted
        {
            last.offset += offset;
        }
    }

    /// Whether the last text ends with a dot.
    pub(super) fn ends_with_dot(&self) -> bool {
        let text = if self.texts.is_empty() { &self.lines.out } else { &self.texts };
        text.ends_with('.')
    }

    /// Completes the widths that end here.
    fn measure(&mut self) {
        let mut depth = 0_usize;
        while let Some(entry) = self.open.last().and_then(|at| self.entries.get_mut(*at)) {
            match entry.event {
                Event::Begin { .. } if depth == 0 => break,
                Event::Begin { .. } => {
                    entry.width += self.total;
                    depth -= 1;
                }
                Event::End => depth += 1,
                Event::Break(_) => entry.width += self.total,
                Event::Text(_) => {}
            }
            let is_break = matches!(entry.event, Event::Break(_));
            self.open.pop();
            if is_break && depth == 0 {
                break;
            }
        }
    }

    /// Writes the entries whose lines are known, so that not all of a long item are kept.
    fn write(&mut self) {
        let last = self.entries.len() - LAST;
        let mut known = 0;
        // What is already wider than a line is broken, whatever follows.
        while let Some(at) = self.open.get(known).filter(|at| **at < last)
            && let Some(entry) = self.entries.get_mut(*at)
            && entry.width + self.total > WIDTH
        {
            entry.width = INFINITE;
            known += 1;
        }
        self.open.drain(..known);
        let written = self.open.first().map_or(last, |first| last.min(*first));
        self.write_first(written);
        for at in &mut self.open {
            *at -= written;
        }
    }

    /// Writes a number of entries.
    fn write_first(&mut self, count: usize) {
        let mut rest = self.texts.as_str();
        for entry in self.entries.drain(..count) {
            rest = self.lines.entry(&entry, rest);
        }
        let written = self.texts.len() - rest.len();
        self.texts.drain(..written);
    }

    /// Writes everything.
    pub(super) fn finish(&mut self) -> &str {
        self.measure();
        self.write_first(self.entries.len());
        &self.lines.out
    }
}

/// A box that is not closed.
#[derive(Debug, Clone, Copy)]
enum Frame {
    Fits,
    /// A broken box, with the indentation around it.
    Broken {
        indent: isize,
        is_consistent: bool,
    },
}

/// The lines so far.
#[derive(Debug, Default)]
struct Lines {
    out: String,
    /// The space that is left on the line.
    space: isize,
    frames: Vec<Frame>,
    indent: isize,
    /// Spaces that are written with the next text, so that no line ends with one.
    pending: isize,
}

impl Lines {
    /// Removes all lines, with room for those of about so many letters.
    fn clear(&mut self, letters: usize) {
        self.out.clear();
        // Layout adds about a half.
        self.out.reserve(letters / 2 * 3);
        self.space = WIDTH;
        self.frames.clear();
        self.indent = 0;
        self.pending = 0;
    }

    /// Writes an entry. Returns the texts without that of the entry.
    fn entry<'t>(&mut self, Entry { event, width }: &Entry, texts: &'t str) -> &'t str {
        match event {
            Event::Text(length) => {
                let (text, rest) = texts.split_at(*length);
                self.text(text);
                return rest;
            }
            Event::Break(place) => self.break_at(place, *width),
            Event::Begin { offset, is_consistent } => self.begin(*offset, *is_consistent, *width),
            Event::End => self.end(),
        }
        texts
    }

    fn text(&mut self, text: &str) {
        self.blank();
        self.out.push_str(text);
        self.space -= width(text);
    }

    /// Writes the pending spaces.
    fn blank(&mut self) {
        let mut left = usize::try_from(self.pending).unwrap_or_default();
        while left > 0 {
            let spaces = SPACES.get(..left).unwrap_or(SPACES);
            self.out.push_str(spaces);
            left -= spaces.len();
        }
        self.pending = 0;
    }

    fn begin(&mut self, offset: i32, is_consistent: bool, width: isize) {
        if width > self.space {
            self.frames.push(Frame::Broken { indent: self.indent, is_consistent });
            self.indent += wide(offset);
        } else {
            self.frames.push(Frame::Fits);
        }
    }

    fn end(&mut self) {
        if let Some(Frame::Broken { indent, .. }) = self.frames.pop() {
            self.indent = indent;
        }
    }

    fn break_at(&mut self, place: &Break, width: isize) {
        let fits = match self.frames.last() {
            _ if place.is_never => true,
            Some(Frame::Fits) => true,
            Some(Frame::Broken { is_consistent: true, .. }) => false,
            Some(Frame::Broken { is_consistent: false, .. }) | None => width <= self.space,
        };
        if fits {
            self.pending += wide(place.spaces);
            self.space -= wide(place.spaces);
            if let Some(mark) = place.unbroken {
                self.out.push(mark);
                self.space -= 1;
            }
            return;
        }
        if let Some(mark) = place.before {
            self.text(mark.encode_utf8(&mut [0; 4]));
        }
        self.out.push('\n');
        let indent = self.indent + wide(place.offset);
        self.pending = indent;
        self.space = (WIDTH - indent).max(MIN_WIDTH);
        if !place.after.is_empty() {
            self.text(place.after);
        }
    }
}

/// The width of a text.
fn width(text: &str) -> isize {
    isize::try_from(text.len()).unwrap_or(INFINITE)
}

/// Spaces, where widths are summed up.
fn wide(spaces: i32) -> isize {
    isize::try_from(spaces).unwrap_or(INFINITE)
}
