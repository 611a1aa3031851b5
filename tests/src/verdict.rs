//! Compares the generator's check of examples with the runtime's verdict on the same documents.

use std::collections::BTreeSet;

use gitpod_codegen::ir::{Api, MessageId};
use gitpod_codegen::{Sources, check_example, render_text};

/// Why the generator rejects documents that the runtime accepts: examples are in canonical form.
/// Each reason is named by words of its diagnostic.
pub const NOT_CANONICAL: &[&str] = &[
    // `null` for a field that is not set.
    "omit unset fields",
    // A key that is the schema's name of the field.
    "use its JSON name",
    // Numbers as text and integers with a fraction or an exponent; 64-bit integers as numbers.
    "expected a 32-bit integer",
    "expected a 64-bit integer in quotes",
    "expected a number",
    // Base64 in the URL-safe alphabet, without padding, or with spare bits.
    "expected standard base64 with padding",
    // Enum values by number.
    "expected the name of a value",
];

/// The number of documents that both treat alike, and the differences.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Documents that both accept.
    pub accepted: usize,
    /// Documents that do not decode, and that both reject.
    pub undecodable: usize,
    /// Documents that decode but break rules, and that both reject.
    pub invalid: usize,
    /// The reasons of [`NOT_CANONICAL`] that occurred.
    pub not_canonical: BTreeSet<&'static str>,
    /// Documents on which they disagree without such a reason.
    pub disagreements: Vec<String>,
}

/// Checks documents as examples. A line has tab-separated columns: the message's full name, `valid`
/// or the reason why not, the document, and its canonical form if it is valid.
///
/// # Panics
///
/// When a line has other columns or names an unknown message.
pub fn compare<'l>(api: &Api, lines: impl IntoIterator<Item = &'l str>) -> Comparison {
    let mut comparison = Comparison::default();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, verdict, document, canonical] = *columns else {
            panic!("there are four columns: {line}");
        };
        let message = api.messages.iter().find(|message| message.full_name == name);
        let message = message.unwrap_or_else(|| panic!("there is no message {name}")).id;
        match (verdict, rejection(api, message, document)) {
            ("valid", None) => comparison.accepted += 1,
            ("valid", Some(reason)) => {
                let known = NOT_CANONICAL.iter().find(|words| reason.contains(**words));
                comparison.not_canonical.extend(known);
                let in_canonical_form = rejection(api, message, canonical);
                if known.is_none() || in_canonical_form.is_some() {
                    let reason = in_canonical_form.unwrap_or(reason);
                    comparison.disagreements.push(format!("{name}, valid: {document}\n{reason}"));
                }
            }
            (verdict, None) => {
                comparison.disagreements.push(format!("{name}, {verdict}: {document}"));
            }
            (verdict, Some(_)) if verdict.starts_with("rules") => comparison.invalid += 1,
            _ => comparison.undecodable += 1,
        }
    }
    comparison
}

/// The diagnostics of a document, if it is not an example.
fn rejection(api: &Api, message: MessageId, document: &str) -> Option<String> {
    let sources = Sources::from_texts([("example.json", document)]);
    let problems = check_example(api, message, &sources).err()?;
    Some(render_text(&problems, &sources, false))
}
