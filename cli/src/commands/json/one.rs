//! One message, which is the whole input.

use gitpod_api::runtime::codec::Unknown;
use gitpod_api::runtime::validate::validate;

use super::Options;
use crate::catalog::types;
use crate::error::Error;
use crate::input::Input;
use crate::output;
use crate::render::indent::indented;

/// Checks a message, prints its canonical form and reports violations.
pub(super) fn run(
    name: &str,
    input: &Input,
    is_pretty: bool,
    options: Options,
) -> Result<(), Error> {
    let of = types::find(name).ok_or_else(|| Error::UnknownType {
        name: name.to_owned(),
        similar: types::similar(name),
    })?;
    let json = input.read().map_err(Error::input(input))?;
    let mut message = of.new_message();
    let mut report = |unknown: &Unknown<'_>| output::report(format_args!("unknown: {unknown}"));
    options
        .read(&json, &mut *message, &mut report)
        .map_err(|error| Error::Decode { input: input.clone(), error })?;
    let mut canonical = Vec::new();
    options.write(&*message, &mut canonical);
    let printed = if is_pretty { indented(&canonical) } else { canonical };
    output::write(&printed).map_err(Error::Output)?;
    if let Err(violations) = validate(&*message) {
        output::report_violations(&violations);
    }
    Ok(())
}
