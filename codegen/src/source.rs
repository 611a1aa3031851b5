//! The text of the schema files, and spans in them.
//!
//! Used by every stage that reports diagnostics. Depends on nothing.

use std::fmt;

/// The schema files, sorted by name, so that the order of a directory listing does not matter.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The paths of files that look like schema files but have another extension.
    ignored: Vec<String>,
}

/// A schema file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The file name, such as `project.yaml`.
    pub name: String,
    /// The path shown in diagnostics: the folder as given, and the name, separated by `/`.
    pub path: String,
    /// The text.
    pub text: String,
    /// Set if the file is not UTF-8. Then the text is an approximation.
    pub(crate) misencoded: Option<Misencoded>,
    /// Set if the file was not read. Then the text is empty.
    pub(crate) unread: Option<Unread>,
    /// The offset of the first byte of each line.
    lines: Vec<usize>,
    /// The number of characters before each block of [`BLOCK`] bytes.
    characters: Vec<usize>,
}

/// The number of bytes that are walked at most to count characters, so that a column in a long line
/// does not take time in proportion to the line.
const BLOCK: usize = 1024;

/// The first place in a file that is not UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misencoded {
    /// The offset in the text.
    pub(crate) offset: u32,
    /// A description, such as `byte 0xE9`.
    pub(crate) found: String,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It is something else than a regular file.
    NotRegular(&'static str),
    /// It is larger than the limit. Both are in bytes.
    TooLarge {
        /// The size, or a lower bound if the file grew while it was read.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The system could not read it, for the stated reason.
    Failed(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("it does not exist"),
            Self::NotRegular(kind) => write!(f, "it is {kind}"),
            Self::TooLarge { size, limit } => {
                write!(f, "it has {size} bytes, more than the limit of {limit}")
            }
            Self::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Unread {}

impl SourceFile {
    /// Creates a file that was not read.
    pub(crate) fn from_unread(name: String, path: String, unread: Unread) -> Self {
        Self { unread: Some(unread), ..Self::new(name, path, String::new()) }
    }

    /// Creates a file from its name, the path shown in diagnostics, and its text.
    pub(crate) fn new(name: impl Into<String>, path: impl Into<String>, text: String) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(after.map(|(at, _)| at + 1)).collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let start = *before;
            *before += characters(block);
            Some(start)
        });
        let characters = blocks.collect();
        let (name, path) = (name.into(), path.into());
        Self { name, path, text, misencoded: None, unread: None, lines, characters }
    }

    /// Creates a file from its bytes. Those that are not UTF-8 are replaced.
    pub(crate) fn from_bytes(name: String, path: String, bytes: Vec<u8>) -> Self {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Self::new(name, path, text),
            Err(error) => error,
        };
        let (at, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
        let (text, offset, found) = match utf16(&bytes) {
            Some(text) => (text, 0, "UTF-16".to_owned()),
            None => {
                let byte = bytes.get(at).copied().unwrap_or_default();
                (String::from_utf8_lossy(&bytes).into_owned(), at, format!("byte 0x{byte:02X}"))
            }
        };
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self { misencoded: Some(Misencoded { offset, found }), ..Self::new(name, path, text) }
    }

    /// The 1-based number of the line that contains an offset.
    pub(crate) fn line(&self, offset: u32) -> usize {
        self.lines.partition_point(|start| *start <= offset as usize)
    }

    /// The number of characters that start before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.characters.get(block).map_or(0, |before| before + characters(rest))
    }

    /// The 1-based line and column of an offset. Columns count characters.
    pub(crate) fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line(offset);
        let offset = (offset as usize).min(self.text.len());
        let before = self.characters_before(self.line_start(line));
        (line, self.characters_before(offset).saturating_sub(before) + 1)
    }

    /// The offset of the first byte of a line, or the length of the text after the last line.
    pub(crate) fn line_start(&self, line: usize) -> usize {
        let start = line.checked_sub(1).and_then(|index| self.lines.get(index));
        start.copied().unwrap_or(self.text.len())
    }
}

/// The number of characters that start in a part of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}

/// The last boundary of characters up to an offset.
pub(crate) fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Decodes UTF-16 with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (unit, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units: Vec<u16> =
        rest.chunks_exact(2).filter_map(|two| two.try_into().ok()).map(unit).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Identifies a file of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// A half-open range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// A value and its span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The span.
    pub span: Span,
}

impl Sources {
    /// Creates sources from files in any order.
    pub(crate) fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self { files, ignored: Vec::new() }
    }

    /// Notes files that look like schema files but have another extension.
    pub(crate) fn with_ignored(mut self, mut paths: Vec<String>) -> Self {
        paths.sort();
        self.ignored = paths;
        self
    }

    /// The paths of files that look like schema files but have another extension, sorted.
    pub(crate) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Whether every file was read as it is, and none was ignored.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_whole = |file: &SourceFile| file.misencoded.is_none() && file.unread.is_none();
        self.ignored.is_empty() && self.files.iter().all(is_whole)
    }

    /// Creates sources from pairs of file name and text. Diagnostics show the folder as `schema`.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = texts
            .into_iter()
            .map(|(name, text)| SourceFile::new(name, format!("schema/{name}"), text.to_owned()))
            .collect();
        Self::new(files)
    }

    /// Creates sources from files that are not on disk: the name of each, the path shown in
    /// diagnostics, and its bytes.
    pub fn from_files(files: impl IntoIterator<Item = (String, String, Vec<u8>)>) -> Self {
        let files = files.into_iter();
        Self::new(
            files.map(|(name, path, bytes)| SourceFile::from_bytes(name, path, bytes)).collect(),
        )
    }

    /// The files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0..).map(SourceId).zip(&self.files)
    }

    /// Returns the file with an id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The 1-based line and column of a span's start. Columns count characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        self.get(span.file).map_or((1, 1), |file| file.line_column(span.start))
    }
}
