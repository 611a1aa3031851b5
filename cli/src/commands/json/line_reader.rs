//! Reads lines into one reused buffer, up to a maximum length.

use std::io::{self, BufRead, BufReader, Read};

/// The size of a read, in bytes.
const CHUNK: usize = 64 * 1024;

/// A line of the input, without its newline.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// The text of the line.
    Bytes(&'a [u8]),
    /// The line exceeds the limit and was skipped.
    TooLong,
}

/// A reader of lines. Its buffer grows to the longest line, up to the limit.
pub(super) struct LineReader<R> {
    source: BufReader<R>,
    buffer: Vec<u8>,
    limit: usize,
}

impl<R: Read> LineReader<R> {
    /// Creates a reader of lines of at most `limit` bytes.
    pub(super) fn new(source: R, limit: usize) -> Self {
        Self { source: BufReader::with_capacity(CHUNK, source), buffer: Vec::new(), limit }
    }

    /// Whether a complete line is buffered, so that `next` does not block.
    pub(super) fn has_line(&self) -> bool {
        self.source.buffer().contains(&b'\n')
    }

    /// The next line. Text after the last newline is a line, too.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let limit = u64::try_from(self.limit).unwrap_or(u64::MAX);
        let mut source = (&mut self.source).take(limit.saturating_add(1));
        if source.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        let line = match self.buffer.strip_suffix(b"\n") {
            Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
            None if self.buffer.len() > self.limit => {
                self.source.skip_until(b'\n')?;
                return Ok(Some(Line::TooLong));
            }
            None => &self.buffer,
        };
        Ok(Some(Line::Bytes(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text, `None` for each that is too long.
    fn lines(text: &str, limit: usize) -> Vec<Option<String>> {
        let mut reader = LineReader::new(text.as_bytes(), limit);
        let mut lines = Vec::new();
        while let Some(line) = reader.next().unwrap() {
            lines.push(match line {
                Line::Bytes(line) => Some(String::from_utf8(line.to_vec()).unwrap()),
                Line::TooLong => None,
            });
        }
        lines
    }

    fn some(lines: &[&str]) -> Vec<Option<String>> {
        lines.iter().map(|line| Some((*line).to_owned())).collect()
    }

    #[test]
    fn lines_end_with_any_newline() {
        assert_eq!(lines("", 9), some(&[]));
        assert_eq!(lines("a", 9), some(&["a"]));
        assert_eq!(lines("a\n", 9), some(&["a"]));
        assert_eq!(lines("a\r\nb", 9), some(&["a", "b"]));
        assert_eq!(lines("\n\r\n\n", 9), some(&["", "", ""]));
        assert_eq!(lines("a\rb\r\r\n", 9), some(&["a\rb\r"]));
    }

    #[test]
    fn lines_over_the_limit_are_skipped() {
        assert_eq!(lines("abc\nd", 3), some(&["abc", "d"]));
        assert_eq!(lines("abc", 3), some(&["abc"]));
        let long = "x".repeat(10 * CHUNK);
        for end in ["abcd", &long] {
            let expected = [None, Some("d".to_owned()), None];
            assert_eq!(lines(&format!("{end}\nd\n{end}"), 3), expected);
            assert_eq!(lines(&format!("{end}\nd\n{end}\n"), 3), expected);
        }
    }

    #[test]
    fn buffered_lines_are_known() {
        let mut reader = LineReader::new(&b"a\nb\nc"[..], 9);
        let mut known = vec![reader.has_line()];
        while reader.next().unwrap().is_some() {
            known.push(reader.has_line());
        }
        assert_eq!(known, [false, true, false, false]);
    }
}
