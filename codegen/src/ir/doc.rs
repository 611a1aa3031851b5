//! Descriptions from the schema. Depends on nothing.

/// A description, as plain text and as Markdown for rustdoc.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The lines as written, for proto comments and listings.
    pub plain: Vec<String>,
    /// The lines as Markdown that rustdoc accepts without warnings.
    pub markdown: Vec<String>,
}

impl Doc {
    /// The first sentence, or the first paragraph if it is a single sentence.
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
