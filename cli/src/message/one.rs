//! [`convert`]: a message that is the whole input.

use gitpod_api::runtime::codec::Unknown;
use gitpod_api::runtime::validate::validate;

use super::form::Layout;
use super::{Form, Options};
use crate::catalog::types;
use crate::error::Error;
use crate::input::Input;
use crate::output;

/// A message to read and to print.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conversion {
    /// The name of its type, as typed.
    pub(crate) name: String,
    /// The input.
    pub(crate) input: Input,
    /// The form of the input.
    pub(crate) from: Form,
    /// The form of the output.
    pub(crate) to: Form,
    /// Whether JSON is indented.
    pub(crate) pretty: bool,
    /// How to read and write.
    pub(crate) options: Options,
}

/// Reads a message, prints it in another form or its canonical one, and reports violations.
pub(crate) fn convert(conversion: &Conversion) -> Result<(), Error> {
    let Conversion { name, input, from, to, pretty, options } = conversion;
    let of = types::find(name)
        .ok_or_else(|| Error::UnknownType { name: name.clone(), similar: types::similar(name) })?;
    let bytes = input.read().map_err(Error::input(input))?;
    let bytes = from.decode(bytes).map_err(|error| Error::Text { input: input.clone(), error })?;
    let mut message = of.new_message();
    let mut report = |unknown: &Unknown<'_>| output::report(format_args!("unknown: {unknown}"));
    options
        .read(from.codec(), &bytes, &mut *message, &mut report)
        .map_err(|error| Error::Decode { input: input.clone(), error })?;
    let layout = Layout { pretty: *pretty, defaults: options.defaults };
    let printed = to.write(&*message, layout).map_err(Error::Encode)?;
    output::write_bytes(&printed).map_err(Error::Output)?;
    if let Err(violations) = validate(&*message) {
        output::report_violations(&violations);
    }
    Ok(())
}
