//! Compiles patterns, which are in the syntax of RE2.
//!
//! Used by rules and CEL expressions, and by the comparison with RE2.

use crate::ir::Pattern;
use crate::re2;

/// Compiles a pattern.
///
/// # Errors
///
/// Returns the reason why RE2 rejects it, or why it cannot be compiled.
pub fn compile_pattern(source: &str) -> Result<Pattern, String> {
    let translation = re2::translate(source).map_err(|error| error.to_string())?;
    Pattern::new(source, &translation).map_err(|error| error.to_string())
}
