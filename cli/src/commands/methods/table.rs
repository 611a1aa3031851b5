//! The list of RPCs as a table.

use gitpod_api::runtime::rpc::MethodDescriptor;

use super::notes;
use super::style::{Look, Style};
use crate::catalog::methods::short_name;

const HEADER: [&str; 3] = ["RPC", "DOCUMENTED AS", "NOTES"];

/// The lines of a table with aligned columns: a header, then one line for each RPC.
pub(super) fn table(methods: &[&'static MethodDescriptor], look: Look) -> Vec<String> {
    let documented = |of: &MethodDescriptor| of.documented_name().unwrap_or_default();
    let widest = |header: &str, of: &dyn Fn(&MethodDescriptor) -> usize| {
        methods.iter().map(|method| of(method)).fold(header.len(), usize::max)
    };
    let [rpc, name, note] = HEADER;
    let rpc_width = widest(rpc, &|of| short_name(of).len());
    let name_width = widest(name, &|of| documented(of).len());

    let header = format!("{rpc:rpc_width$}  {name:name_width$}  {note}");
    let mut lines = vec![Style::Bold.paint(header, look).to_string()];
    for of in methods {
        let (service, method) = short_name(of).split_once('/').unwrap_or_default();
        let service = Style::Dim.paint(format!("{service}/"), look);
        // Escapes would count as width, so only unstyled text is padded.
        let method_width = rpc_width.saturating_sub(short_name(of).len() - method.len());
        let style = if of.deprecation().is_some() { Style::Warning } else { Style::Normal };
        let notes = style.paint(notes::in_words(of), look);
        let name = documented(of);
        let line = format!("{service}{method:method_width$}  {name:name_width$}  {notes}");
        lines.push(line.trim_end().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::methods::all;

    /// The text without escapes.
    fn without_colour(text: &str) -> String {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or_default();
        let rest = parts.map(|part| part.split_once('m').unwrap().1);
        std::iter::once(first).chain(rest).collect()
    }

    #[test]
    fn columns_are_aligned_with_and_without_colours() {
        let methods: Vec<_> = all().collect();
        let plain = table(&methods, Look::Table);
        let coloured = table(&methods, Look::Coloured);
        assert_eq!(plain.len(), methods.len() + 1);
        let column = plain[0].find("DOCUMENTED").unwrap();
        for (of, line) in methods.iter().zip(&plain[1..]) {
            assert!(line.starts_with(short_name(of)), "{line}");
            assert!(line[column..].starts_with(of.documented_name().unwrap()), "{line}");
            assert!(line[..column].ends_with("  ") && line.ends_with(&notes::in_words(of)));
        }
        for (plain, coloured) in plain.iter().zip(&coloured) {
            assert_ne!(plain, coloured);
            assert_eq!(*plain, without_colour(coloured));
        }
    }

    #[test]
    fn an_empty_list_has_a_header() {
        assert_eq!(table(&[], Look::Table), ["RPC  DOCUMENTED AS  NOTES"]);
    }
}
