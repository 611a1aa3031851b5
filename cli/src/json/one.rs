//! One message: the whole input.

use gitpod_api::runtime::json::Unknown;
use gitpod_api::runtime::validate::validate;

use super::Options;
use crate::error::Error;
use crate::input::Input;
use crate::{output, pretty, types};

/// Reads the message of a type and prints its canonical form.
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
    let json = input.read()?;
    let mut message = of.new_message();
    let mut tell = |unknown: &Unknown<'_>| output::complain(format_args!("unknown: {unknown}"));
    options
        .read(&json, &mut *message, &mut tell)
        .map_err(|error| Error::Decode { input: input.clone(), error })?;
    let mut canonical = Vec::new();
    options.write(&*message, &mut canonical);
    let printed = if is_pretty { pretty::indented(&canonical) } else { canonical };
    output::write(&printed)?;
    if let Err(violations) = validate(&*message) {
        output::complain_of(&violations);
    }
    Ok(())
}
