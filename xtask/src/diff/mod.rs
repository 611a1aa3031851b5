//! `diff`: compares two states of the schema and says what the changes break.
//!
//! `base` reads the state to compare with, `review` joins the comparison with what has been
//! acknowledged, `gate` decides about the exit code, and one module per format prints; `shown`,
//! `lines` and `words` have what the formats for people share. Used by `main`. Depends on `console`, `error` and `workspace`; the comparison
//! itself is in the generator's crate.

mod base;
mod gate;
mod html;
mod json;
mod lines;
mod markdown;
mod options;
mod review;
mod shown;
#[cfg(test)]
mod tests;
mod text;
mod words;

use std::path::Path;

use gitpod_codegen::compare::{State, compare};
use gitpod_codegen::{Sources, acknowledgements};

use crate::console::print;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

pub(crate) use options::{FailOn, Format, Options};
use review::Review;

/// Compares the schema with a base, prints the changes and decides about them.
pub(crate) fn diff(options: &Options, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let base = base::read(options.base.as_deref(), &workspace)?;
    let (old, new) = (state(base.sources)?, state(workspace.sources()?)?);
    let acknowledged = acknowledgements(&new.sources)
        .map_err(|problems| Error::Schema { problems, sources: new.sources.clone() })?;
    let comparison = compare(&old, &new);
    let review = Review::new(&base.name, &old, &new, &comparison, &acknowledged);
    let failures = gate::failures(&review, options);
    let text = match options.format {
        Format::Text => text::render(&review, &failures, options.color.on(&std::io::stdout())),
        Format::Markdown => markdown::render(&review),
        Format::Json => json::render(&review),
        Format::Html => html::render(&review)?,
    };
    print(text.trim_end());
    Ok(if failures.is_empty() { Outcome::Success } else { Outcome::Failure })
}

/// Reads and checks a state.
fn state(sources: Sources) -> Result<State, Error> {
    State::read(sources).map_err(|mistakes| {
        let (problems, sources) = *mistakes;
        Error::Schema { problems, sources }
    })
}
