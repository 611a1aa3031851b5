//! Environment variables, read through a function so that tests can replace the environment.

use std::ffi::OsString;

use super::ConfigError;

/// Returns the name and the trimmed value of the first variable that is set.
///
/// Empty and blank variables count as unset, because scripts set variables to nothing.
///
/// # Errors
///
/// If a variable before the one that is found, or that one itself, is not valid Unicode.
pub(super) fn first(
    variables: &'static [&'static str],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Option<(&'static str, String)>, ConfigError> {
    for &variable in variables {
        let Some(value) = lookup(variable) else { continue };
        let value = value.into_string().map_err(|_| ConfigError::NotUnicode { variable })?;
        if !value.trim().is_empty() {
            return Ok(Some((variable, value.trim().to_owned())));
        }
    }
    Ok(None)
}
