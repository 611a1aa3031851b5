//! The headers of `--header`, from the command line, files and standard input.
//!
//! Errors quote no values, which may be secrets; that is why the argument parser does not read
//! headers.

use std::fmt;

use gitpod_api::Metadata;

use crate::error::Error;
use crate::input::Input;

const EXPECTED: &str = "expected 'NAME: VALUE'";

/// Reads the headers of the arguments: `NAME: VALUE`, or `@` and the name of a file that has one
/// header in each line. `@-` is standard input.
pub(super) fn read(arguments: &[String]) -> Result<Metadata, Error> {
    let mut headers = Metadata::new();
    for argument in arguments {
        match argument.strip_prefix('@') {
            None => add(&mut headers, argument)
                .map_err(|problem| Error::bad_call(format!("`--header`: {problem}")))?,
            Some("") => return Err(Error::bad_call("`--header`: expected a file name after `@`")),
            Some(path) => add_file(&mut headers, &Input::new(Some(path.into())))?,
        }
    }
    Ok(headers)
}

/// Whether an argument names standard input.
pub(super) fn is_stdin(argument: &str) -> bool {
    argument == "@-"
}

fn add_file(headers: &mut Metadata, input: &Input) -> Result<(), Error> {
    let bytes = input.read().map_err(Error::input(input)).map_err(Error::bad_call)?;
    let at = |line: usize, problem: &dyn fmt::Display| {
        Error::bad_call(format!("{input}, line {line}: {problem}"))
    };
    let mut found = false;
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line_number = index + 1;
        let text = std::str::from_utf8(line).map_err(|_| at(line_number, &"it is not UTF-8"))?;
        if !text.trim().is_empty() {
            add(headers, text).map_err(|problem| at(line_number, &problem))?;
            found = true;
        }
    }
    if found { Ok(()) } else { Err(Error::bad_call(format!("{input} holds no header"))) }
}

fn add(headers: &mut Metadata, line: &str) -> Result<(), String> {
    let (name, value) = line.split_once(':').ok_or(EXPECTED)?;
    let (name, value) = (name.trim(), value.trim());
    // What stands before the colon may be a part of a value, so it is quoted only if it is a name.
    if Metadata::new().append(name, "").is_err() {
        return Err(format!("{EXPECTED}, and a name has only letters, digits and `-`"));
    }
    if headers.get(name).is_some() {
        return Err(format!("duplicate header `{name}`; join its values with a comma"));
    }
    headers.append(name, value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Vec<(String, String)>, String> {
        let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        read(&arguments)
            .map(|headers| headers.iter().map(owned).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn headers_are_names_and_values() {
        let expected = [("x-a", "b: c"), ("x-empty", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parsed(&["X-A:  b: c ", "x-empty:"]).unwrap(), expected);
    }

    #[test]
    fn errors_of_headers_hold_no_secrets() {
        for (arguments, error) in [
            (&["hunter2"][..], "`--header`: expected 'NAME: VALUE'"),
            (&["Bearer hunter2:x"], "`--header`: expected 'NAME: VALUE', and a name has only"),
            (&["@"], "`--header`: expected a file name after `@`"),
            (&["A: 1", "a: hunter2"], "`--header`: duplicate header `a`; join its values"),
            (&["A: hunter2\u{e4}"], "`--header`: invalid value of header `A`: byte 7 is not"),
        ] {
            let reported = parsed(arguments).unwrap_err();
            assert!(reported.starts_with(error) && !reported.contains("hunter2"), "{reported}");
        }
    }
}
