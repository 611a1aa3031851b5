//! Environment variables, looked up by a function, so that tests need no process of their own.

use std::ffi::OsString;

use super::ConfigError;

/// The first variable that holds something, with its name and its text without space around it.
///
/// One that is empty or blank is as good as unset: scripts set variables to nothing.
///
/// # Errors
///
/// When a variable that counts does not hold Unicode.
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
