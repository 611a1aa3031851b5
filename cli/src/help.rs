//! What `help` says.

use crate::{call, completions, methods, mock};

/// What help is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// All commands.
    All,
    /// `json`.
    Json,
    /// `call`.
    Call,
    /// `methods`.
    Methods,
    /// `completions`.
    Completions,
    /// `mock`.
    Mock,
}

impl Topic {
    /// The topic of a command; no command means all of them.
    pub(crate) fn parse(command: &str) -> Option<Self> {
        match command {
            "" | "help" => Some(Self::All),
            "json" => Some(Self::Json),
            "call" => Some(Self::Call),
            "methods" => Some(Self::Methods),
            "completions" => Some(Self::Completions),
            "mock" => Some(Self::Mock),
            _ => None,
        }
    }

    /// The text, without a newline at its end.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::All => ALL,
            Self::Json => JSON,
            Self::Call => call::HELP,
            Self::Methods => methods::HELP,
            Self::Completions => completions::HELP,
            Self::Mock => mock::HELP,
        }
    }
}

const ALL: &str = "\
Usage: gitpod-api <COMMAND>

Commands:
  call METHOD          Call an RPC with a request in JSON and print the reply
  methods [FILTER]     List the RPCs
  json [TYPE] [FILE]   Check a message in JSON and print it in its canonical form
  json --lines [FILE]  The same for a stream of messages, one a line
  mock                 Serve a mock of the API, for tests of what calls it
  completions SHELL    Print a script that completes command lines in a shell
  help [COMMAND]       Say more about a command

Options:
  -h, --help           Show this help
  -V, --version        Show the version

Exit codes: 0 all is well, 1 the input has a problem or the call failed, 2 wrong usage.";

const JSON: &str = "\
Usage: gitpod-api json [OPTIONS] TYPE [FILE]
       gitpod-api json [OPTIONS] --lines [FILE]
       gitpod-api json

Reads a message of TYPE from FILE and prints it as canonical protobuf JSON. TYPE is the
full protobuf name of a message, or that name without the package; without TYPE, all of
them are listed. Without FILE, or if it is `-`, the standard input is read. Rules of the
schema that the message breaks are told on the standard error.

With --lines, each line of the input is an object
  {\"type\": TYPE, \"json\": MESSAGE}
and gives one line of the output, in order:
  {\"type\": TYPE, \"canonical\": MESSAGE, \"violations\": [{\"field\", \"rule\", \"message\"}]}
or, whatever is wrong with that line,
  {\"type\": TYPE, \"error\": TEXT}
where TYPE is null if the line has none. Places in TEXT count from the start of MESSAGE.

Options:
  --lines           Read and answer line by line, for as long as there are lines
  --pretty          Print with line breaks and indentation; not with --lines
  --defaults        Also print fields that are at their default
  --strict          Refuse fields that the type does not have
  --report-unknown  Tell on the standard error of unknown fields and enum values
  -h, --help        Show this help";
