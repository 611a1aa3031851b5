//! What `help` says.

/// What help is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// All commands.
    All,
    /// `gen`.
    Gen,
    /// `explain`.
    Explain,
    /// `export`.
    Export,
    /// `conformance`.
    Conformance,
    /// `interop`.
    Interop,
}

impl Topic {
    /// The topic of a command; no command means all of them.
    pub(crate) fn parse(command: &str) -> Option<Self> {
        match command {
            "" | "help" => Some(Self::All),
            "gen" => Some(Self::Gen),
            "explain" => Some(Self::Explain),
            "export" => Some(Self::Export),
            "conformance" => Some(Self::Conformance),
            "interop" => Some(Self::Interop),
            _ => None,
        }
    }

    /// The text, without a newline at its end.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::All => ALL,
            Self::Gen => GEN,
            Self::Explain => EXPLAIN,
            Self::Export => EXPORT,
            Self::Conformance => CONFORMANCE,
            Self::Interop => INTEROP,
        }
    }
}

const ALL: &str = "\
Usage: cargo xtask <COMMAND>

Commands:
  gen              Write the generated files from the schema
  gen --check      Check that the generated files are fresh
  explain [CODE]   Explain a diagnostic code, or list all of them
  export proto     Write the schema as proto files
  conformance      Compare the program with other implementations
  interop          Run clients and servers that are not ours against ours
  help [COMMAND]   Say more about a command

Exit codes: 0 all is well, 1 a problem was found, 2 wrong usage.";

const GEN: &str = "\
Usage: cargo xtask gen [--check] [OPTIONS]

Writes `generated/` and `schema/format/` from the files in `schema/`. Files that did
not change are left alone, files that belong to nothing any more are deleted. If the
schema has a mistake, or a file in the way lacks the `@generated` header, nothing is
written.

Options:
  --check          Write nothing; show every stale, missing and orphan file and fail
  --root DIR       The workspace to work in, instead of the one around this folder
  --format FORMAT  `text` for people (default), `json` for one JSON object a line
  --color WHEN     `auto` (default), `always` or `never`
  -h, --help       Show this help";

const EXPLAIN: &str = "\
Usage: cargo xtask explain [CODE]

Says why a diagnostic such as E0302 is a problem and what to do. Without CODE it
lists all codes.

Options:
  -h, --help       Show this help";

const EXPORT: &str = "\
Usage: cargo xtask export proto --out DIR [OPTIONS]

Writes the schema as proto files to DIR. Generated `.proto` files in DIR that belong to
nothing any more are deleted. A file without the `@generated` header is never
overwritten or deleted; if one is in the way, nothing is written.

Rules of validation are options of `buf/validate/validate.proto`, which the compiler then
needs as well: it is the module `buf.build/bufbuild/protovalidate`.

Options:
  --out DIR        The folder to write to; created if it is not there
  --without-rules  Leave the rules out; the files need nothing that protobuf lacks
  --root DIR       The workspace to read, instead of the one around this folder
  --format FORMAT  `text` for people (default), `json` for one JSON object a line
  --color WHEN     `auto` (default), `always` or `never`
  -h, --help       Show this help";

const CONFORMANCE: &str = "\
Usage: cargo xtask conformance [--count N] [--seed S] [--root DIR]

Reads generated messages of every type with `gitpod-api` and with the Python packages
protobuf and protovalidate, on the exported proto files: what is accepted, the canonical
JSON and the violations have to be the same, but for differences that are listed with
their reasons. The packages are installed into the folder that cargo builds into; only
that needs the network. Python 3.11 or later is `python3` or what `PYTHON` names.

Options:
  --count N        How many messages (default 20000); from 10000 on, a run must also
                   have seen every type, rule, kind of document and listed difference
  --seed S         What the messages follow from (default 1)
  --root DIR       The workspace to work in, instead of the one around this folder
  -h, --help       Show this help";

const INTEROP: &str = "\
Usage: cargo xtask interop [--only PART] [--root DIR]

Runs clients that are not ours against `gitpod-api mock`, and our clients against a server
that is not ours, and shows one line a check. The packages are installed into the folder
that cargo builds into; only that needs the network. Python 3.11 or later is `python3` or
what `PYTHON` names; Node.js is 20 or later.

Options:
  --only PART      `python`: the PyPI package gitpod-sdk, with its models and with its stubs;
                   `es`: connect-es; `server`: our clients against connectrpc for Python
  --root DIR       The workspace to work in, instead of the one around this folder
  -h, --help       Show this help";
