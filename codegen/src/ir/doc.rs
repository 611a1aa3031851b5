//! Prose that is safe wherever it is put.

/// A description in two spellings, both decided when the schema is lowered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// As written, line by line; for proto comments and listings.
    pub plain: Vec<String>,
    /// As Markdown that rustdoc takes without a warning, line by line.
    pub markdown: Vec<String>,
}

impl Doc {
    /// The first sentence or line, for tables.
    #[must_use]
    pub fn summary(&self) -> String {
        let paragraph: Vec<&str> =
            self.markdown.iter().take_while(|line| !line.is_empty()).map(String::as_str).collect();
        let paragraph = paragraph.join(" ");
        let mut code = false;
        let end = paragraph.char_indices().find(|(at, letter)| {
            code ^= *letter == '`';
            !code && paragraph.get(*at..).is_some_and(|rest| rest.starts_with(". "))
        });
        match end {
            Some((end, _)) => paragraph.get(..=end).unwrap_or(&paragraph).to_owned(),
            None => paragraph,
        }
    }
}
