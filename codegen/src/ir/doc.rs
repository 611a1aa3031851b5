//! Descriptions from the schema, with their provenance. Depends on nothing.

/// The remark after an inferred statement in proto comments.
const REMARK: &str = "(inferred)";

/// The same in Markdown, emphasized.
const EMPHASIZED: &str = "*(inferred)*";

/// The description of an item: what sources state about it, and what is inferred.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// What sources of the schema state. Empty if they state nothing.
    pub stated: Prose,
    /// What no source states, but follows from names, structure or other items. Empty if nothing
    /// does.
    pub inferred: Prose,
}

/// A text, as plain lines and as Markdown for rustdoc.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// The lines as written, for proto comments and listings.
    pub plain: Vec<String>,
    /// The lines as Markdown that rustdoc accepts without warnings.
    pub markdown: Vec<String>,
}

impl Doc {
    /// The lines for proto comments. The inferred part is a paragraph that ends in a remark.
    #[must_use]
    pub fn plain(&self) -> Vec<String> {
        join(&self.stated.plain, remarked(&self.inferred.plain, REMARK))
    }

    /// The lines of Markdown. The inferred part is a paragraph that ends in a remark.
    #[must_use]
    pub fn markdown(&self) -> Vec<String> {
        join(&self.stated.markdown, remarked(&self.inferred.markdown, EMPHASIZED))
    }

    /// The summary of what sources state, as Markdown. If they state nothing, the summary of what
    /// is inferred, with the remark.
    #[must_use]
    pub fn summary(&self) -> String {
        if self.stated.markdown.is_empty() && !self.inferred.markdown.is_empty() {
            return format!("{} {EMPHASIZED}", self.inferred.summary());
        }
        self.stated.summary()
    }
}

impl Prose {
    /// The first sentence, or the first paragraph if it is a single sentence.
    fn summary(&self) -> String {
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

/// Joins two texts, with a blank line between them if neither is empty.
fn join(first: &[String], second: Vec<String>) -> Vec<String> {
    let mut lines = first.to_vec();
    if !lines.is_empty() && !second.is_empty() {
        lines.push(String::new());
    }
    lines.extend(second);
    lines
}

/// Appends a remark to the last line, or as a paragraph of its own if that line closes a fence.
fn remarked(lines: &[String], remark: &str) -> Vec<String> {
    let mut lines = lines.to_vec();
    match lines.last_mut() {
        None => {}
        Some(last) if ["```", "~~~"].iter().any(|fence| last.trim_start().starts_with(fence)) => {
            lines.extend([String::new(), remark.to_owned()]);
        }
        Some(last) => {
            last.push(' ');
            last.push_str(remark);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(lines: &[&str]) -> Prose {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        Prose { plain: lines.clone(), markdown: lines }
    }

    #[test]
    fn inferred_statements_are_a_paragraph_with_a_remark() {
        let (stated, inferred) =
            (prose(&["A part."]), prose(&["Set by the server.", "Never empty."]));
        let doc = Doc { stated: stated.clone(), inferred: inferred.clone() };
        let markdown = ["A part.", "", "Set by the server.", "Never empty. *(inferred)*"];
        assert_eq!(doc.markdown(), markdown);
        assert_eq!(doc.plain().last().unwrap(), "Never empty. (inferred)");
        assert_eq!(doc.summary(), "A part.");
        let doc = Doc { stated: Prose::default(), inferred };
        assert_eq!(doc.markdown(), markdown[2..]);
        assert_eq!(doc.summary(), "Set by the server. *(inferred)*");
        let doc = Doc { stated, inferred: Prose::default() };
        assert_eq!((doc.markdown(), doc.plain()), (vec!["A part.".to_owned()], doc.stated.plain));
    }

    #[test]
    fn a_remark_does_not_join_a_fence() {
        let doc =
            Doc { stated: Prose::default(), inferred: prose(&["Try:", "", "```text", "x", "```"]) };
        assert_eq!(doc.markdown()[4..], ["```", "", "*(inferred)*"]);
    }
}
