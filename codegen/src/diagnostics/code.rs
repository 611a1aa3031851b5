//! The stable codes of diagnostics with their explanations.

use std::fmt;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal, $explanation:literal; )+) => {
        /// A stable code, which is never reused for another problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$( Self::$name ),+];

            /// The code as it is printed, such as `E0302`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $code, )+ }
            }

            /// The problem in one line.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $( Self::$name => concat!($($doc),+).trim(), )+ }
            }

            /// Explains the problem and how to fix it, in a few lines.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $( Self::$name => $explanation, )+ }
            }
        }
    };
}

codes! {
    /// A file or folder of the schema cannot be read.
    Unreadable = "E0101", "A schema is a folder of UTF-8 files with the extension `.yaml`: regular files, \
or symbolic links to some. Check that the folder exists, that you may read its files, and that they are \
saved as UTF-8. The other files are checked without the one that cannot be read.";
    /// A file is not valid YAML.
    Syntax = "E0102", "The file violates the rules of YAML, for example by wrong indentation, an unclosed \
quote or bracket, a duplicate key, an alias without an anchor, a merge key (`<<`), or nesting deeper \
than 64 levels. Quote text that contains `: `, or write it as a block (`|-`). Indent the lines of a \
mapping alike, with spaces and not with tabs. The rest of the file is checked without the part that cannot \
be read.";
    /// There is no `api.yaml`.
    MissingApiFile = "E0103", "`api.yaml` declares the protobuf package and the title of the API, and, if \
there are any, the base URL, authentication and the paging convention. `cargo xtask new` writes one to \
start from. Its key `files` lists the other files in the order that generated code and \
documentation follow.";
    /// `files` in `api.yaml` does not match the files of the schema.
    FileList = "E0104", "The key `files` of `api.yaml` lists every other schema file exactly once, \
because the order of generated code follows it and a forgotten file would silently be left out of \
the API. Add the file to the list, or correct or remove the entry. `acknowledged.yaml` is no part of the \
API and is not listed.";
    /// A key is unknown.
    UnknownKey = "E0105", "The format has no such key here. Unknown keys are errors because a \
misspelled key, such as `requird: true`, would otherwise have no effect.";
    /// A value has the wrong type.
    WrongKind = "E0106", "The value has a different type than the key expects, such as a string instead of a \
list, or a mapping instead of a number. Quote text that looks like a number or a boolean.";
    /// A required key is missing.
    MissingKey = "E0107", "Some keys are required because they can neither be derived nor have a \
default: the number of a field, the number of an enum value, the documented method of an RPC.";
    /// A schema file is too large.
    FileTooLarge = "E0108", "A schema file has at most 16 MiB, so that a wrong file in the folder does not \
fill the memory. Split the file; `files` in `api.yaml` lists the parts.";
    /// A text has a control character.
    ControlCharacter = "E0109", "Texts of the schema end up in Rust code, manifests, Markdown and terminals. \
Control characters have no meaning there, and bidirectional controls (U+202A to U+202E, U+2066 to U+2069) \
make code look different from what it is. Line breaks and tabs are allowed in texts of several lines, such \
as `doc`, but not in a title or a pattern.";

    /// The keys of `auth` do not fit together.
    AuthKeys = "E0110", "`auth` in `api.yaml` says how calls send a token: as `Authorization: Bearer \
TOKEN` (`bearer`), or alone in a header of the API (`header`), whose name is under `header`. An API \
without tokens has no `auth`, or the scheme `none` and no other keys.";

    /// A breaking change is acknowledged twice.
    AcknowledgedTwice = "E0111", "`acknowledged.yaml` has one entry for each breaking change: for its \
`rule`, its `item`, and what it was (`from`) and is (`to`). Two reasons for one change would leave readers \
to guess which of them holds. The diagnostic shows both places; remove one.";
    /// An acknowledgement of a breaking change has a blank text.
    BlankAcknowledgement = "E0112", "An entry of `acknowledged.yaml` names the `rule` that a change breaks \
and the `item` that changes, and gives the `reason`, which reviewers and users read: why the change is \
worth breaking callers, and what they do instead.";

    /// A name violates the naming rules.
    BadName = "E0201", "Names follow the protobuf style guide: PascalCase for messages, enums, services \
and RPCs, lower_snake_case for fields and oneofs, UPPER_SNAKE_CASE for enum values, and only ASCII \
letters, digits and underscores. Documented paths are lower_snake_case words separated by dots. With \
`names: any` in `api.yaml`, names are only those that protobuf accepts: letters, digits and underscores, \
not starting with a digit. What the manifest of the generated crate says has the form that cargo and \
crates.io demand.";
    /// A name is used twice.
    DuplicateName = "E0202", "Names are unique in their scope: a type in the package or its outer \
message, a field or oneof in its message, a value beside the other values of its scope, an RPC in its \
service. The diagnostic shows both places; rename or remove one.";
    /// A number is used twice.
    DuplicateNumber = "E0203", "Field numbers are unique in a message, and value numbers in an enum, \
because the binary encoding of protobuf identifies fields and values by number. With `allow_alias: \
true`, an enum has several names for one number.";
    /// Two fields of a message have the same JSON name.
    DuplicateJsonName = "E0204", "JSON names follow protobuf's rule (underscores are removed, and the \
letter after each becomes a capital) or the key `json`. Two fields with the same JSON name cannot be \
told apart: `foo_bar` and `fooBar` collide. A JSON name may not be the protobuf name of another field \
either, because decoders accept both.";
    /// Two names become the same Rust name.
    RustNameCollision = "E0205", "Rust names are derived: types in UpperCamelCase (`SSOState` becomes \
`SsoState`), fields and methods in snake_case, with an escape for keywords and for names that \
generated code uses. Here, two names of one scope become the same Rust name. The diagnostic shows \
both places; rename one.";
    /// A number is out of range.
    BadNumber = "E0206", "Field numbers range from 1 to 536870911, except 19000 to 19999, which \
protobuf keeps for its implementation. Enum numbers are 32-bit signed integers. Reserved numbers are in \
the same ranges.";
    /// A field or value uses a reserved number or name.
    ReservedUsed = "E0207", "`reserved` lists the numbers and names of fields and values that were removed. \
Programs and stored messages may still use them, and would take the new field or value for the old one. A \
reserved field name reserves the JSON name that follows from it, too. Choose another number or name. The \
diagnostic shows both places.";
    /// A number or name is reserved twice.
    ReservedTwice = "E0208", "Protobuf rejects reserved ranges that overlap and reserved names that are \
repeated. Each number and name is reserved once in its message or enum. The diagnostic shows both \
places; remove one.";
    /// An entry of `reserved` is invalid.
    ReservedEntry = "E0209", "An entry of `reserved` has `numbers`, `names` or both, and optionally the \
`reason`. Numbers are integers and inclusive ranges, smaller number first: `{numbers: [3, 5-9], names: \
[old_name], reason: Removed in 1.4.}`. The end of a range may be `max`.";

    /// A type is malformed.
    TypeSyntax = "E0301", "A type is a scalar (`string`, `bool`, `bytes`, `float`, `double`, `timestamp`, \
`duration`, or an integer: `int32`, `uint32`, `sint32`, `fixed32`, `sfixed32`, or with 64 bits), a type that comes \
with protobuf (`any`, `struct`, `value`, `list_value`, `null_value`, `field_mask`, `empty`, or a wrapper \
such as `string_value`) or the name of a message or enum (`Outer.Inner` \
if nested), on its own or as `optional X`, `repeated X` or `map<K, X>`.";
    /// A type does not exist.
    UnknownType = "E0302", "The name is neither a scalar (`string`, `bool`, `bytes`, `float`, `double`, \
`timestamp`, `duration`, or an integer: `int32`, `uint32`, `sint32`, `fixed32`, `sfixed32`, or with 64 \
bits) nor a type that comes with protobuf, such as `any` or `string_value`, nor a message or enum of the schema. Names \
start at the root of the package: a nested type is `Outer.Inner` everywhere.";
    /// A type is not used.
    UnusedType = "E0303", "No request, response or error detail contains the type, so it would be dead \
code for every user. Use it or remove it. If errors carry the message as a detail, write \
`error_detail: true`. If programs use it by itself, write `standalone: true`.";
    /// A map has an invalid key type.
    MapKey = "E0304", "Map keys are `string`, `bool` or an integer type, because they become keys of a \
JSON object.";

    /// An enum does not start with a zero value.
    EnumWithoutZero = "E0401", "The first value of an enum is numbered 0, because 0 is the value of a \
field that is not set. By convention its name ends in `_UNSPECIFIED`.";
    /// An enum value lacks the prefix of its enum.
    EnumPrefix = "E0402", "The names of values start with the name of their enum in UPPER_SNAKE_CASE, \
because values of all enums of a protobuf package share one scope. Rust names omit the prefix: \
`ORGANIZATION_TIER_FREE` becomes `OrganizationTier::Free`.";
    /// A oneof arm is repeated, a map or optional.
    OneofArm = "E0403", "Arms of a oneof have presence of their own, so `optional` adds nothing, and \
lists and maps, which have no presence, cannot be arms. Wrap a list or map in a message.";
    /// A field names a oneof that its message does not declare.
    UnknownOneof = "E0404", "`oneof: name` makes the field an arm of a oneof of the same message. \
Declare the oneof, with its doc, under `oneofs`.";
    /// A oneof has no arm.
    EmptyOneof = "E0405", "A oneof without arms cannot be set. Add `oneof: name` to its fields, or \
remove it.";
    /// A field looks like a secret but does not set `sensitive`.
    SensitiveUnstated = "E0406", "The name of the field suggests a token, secret, password, credential \
or private key. With `sensitive: true` its value is redacted in `Debug`, errors and logs. Write \
`sensitive: false` if the value is harmless, such as a page token or the id of a token.";
    /// `sensitive` is set on a field that cannot be redacted.
    SensitiveMisplaced = "E0407", "Only strings and bytes, alone or in lists and maps, are redacted. \
For a message, mark its fields.";
    /// A deprecation has neither a replacement nor a reason.
    DeprecatedBare = "E0408", "The compiler warning tells users what to do instead. Write `deprecated: \
{use: new_name}` if there is a replacement, or `deprecated: {reason: …}` if there is none.";
    /// A replacement does not exist.
    UnknownReplacement = "E0409", "`use` names a sibling: a field of the same message, a value of the \
same enum, an RPC of the same service, or a type of the package.";
    /// `required` is set on an arm of a oneof.
    RequiredMisplaced = "E0410", "At most one arm of a oneof is set, so no single arm can be required. \
If one of them must be set, write `required: true` on the oneof.";
    /// `packed` is set on a field that is not a list of scalars.
    PackedMisplaced = "E0411", "The binary encoding packs lists of numbers, booleans and enum values, which \
`packed: false` turns off. Other fields have nothing to pack.";
    /// An enum allows aliases but has none.
    AliasMisplaced = "E0412", "`allow_alias: true` lets values of an enum share a number. Protobuf rejects \
it on an enum whose values all have different numbers. Remove it.";

    /// A rule does not apply to the type of its field.
    RuleMisfit = "E0501", "Each rule applies to some types: `uuid`, `uri`, `email` and `pattern` to \
strings, `len` to strings and bytes, `gt` to `lte` to numbers, durations and timestamps, \
`defined_only` to enums, `in` and `not_in` to `any` and `field_mask`, `const` to `field_mask`, `min_items`, `max_items`, `unique` and `items` to lists, `min_pairs`, \
`max_pairs`, `keys` and `values` to maps.";
    /// Rules contradict each other.
    RuleContradiction = "E0502", "No value satisfies both rules, such as a minimum length above the \
maximum, or a path that one list allows and another one rejects.";
    /// The value of a rule is invalid.
    RuleValue = "E0503", "Lengths and counts are not negative. Bounds are numbers of the field's type, \
durations such as `1800s`, or timestamps such as `2026-01-31T00:00:00Z`. Patterns are regular \
expressions. Lists of an `any` have type URLs such as `type.googleapis.com/acme.v1.Book`, and those of a \
`field_mask` have paths such as `metadata.display_name`.";
    /// A CEL expression cannot be compiled.
    CelExpression = "E0504", "Conditions under `cel` are compiled to Rust and support a subset of CEL: \
constants, `this`, comparisons, `&&`, `||`, `!`, parentheses, `in [...]`, `size`, `matches`, \
`startsWith`, `endsWith`, `contains`, `duration('...')` and `timestamp('...')`. Both sides of a \
comparison have the same type.";

    /// An RPC has no request or response.
    RpcWithoutMessage = "E0601", "Every RPC has a request and a response. Define them under `request` \
and `response`, even without fields, or refer to another message with `{type: Name}`.";
    /// A message of an RPC is both defined and referred to.
    RpcMessageConflict = "E0602", "`type` refers to a message that is defined elsewhere. Remove the \
other keys, or remove `type` and define the message here.";
    /// Paging does not name a repeated field.
    PagingItems = "E0603", "`paging.items` names the field of the response that contains the items \
of a page. It is a repeated field, because streams of items iterate over it.";
    /// A paging RPC does not follow the paging convention.
    PagingFields = "E0604", "`api.yaml` declares which fields contain the page token, the page size and \
the next page token. The request and the response of every RPC that pages have these fields, with \
these types.";
    /// A documented method is used twice.
    DuplicateMethod = "E0605", "A documented path and method identify one RPC. Otherwise, a call such as \
`client.projects().list(…)` would be ambiguous.";
    /// RPCs are declared in a file without a service.
    RpcWithoutService = "E0606", "The RPCs of a file belong to the service that the file declares \
under `service`.";

    /// Documentation is missing.
    MissingDoc = "E0701", "Every service, resource, RPC, message, oneof, field, enum and value has a \
`doc`: what it is, its unit and range, its default, who sets it, and what happens when it is omitted. \
What no source states, but follows from names, structure or other items, is under `inferred`, next to \
`doc` or in its place. Neither is empty.";
    /// A doc only repeats the name.
    DocRepeatsName = "E0702", "`The page size.` on `page_size` tells a reader nothing new. Describe its \
purpose, its unit or range, who sets it, or what happens when it is omitted.";
    /// An RPC has no example.
    MissingExample = "E0703", "Every RPC has at least one example, a request with its response. Examples \
are checked against the schema, and used in documentation and tests.";
    /// An example names a field that the message does not have.
    ExampleUnknownField = "E0704", "Examples are ProtoJSON. Their keys are the JSON names of fields, \
which are in lowerCamelCase by default.";
    /// A value in an example does not match its field.
    ExampleMisfit = "E0705", "Examples are ProtoJSON: 64-bit integers, timestamps and durations are \
strings, bytes are base64, and enum values are names. At most one arm of a oneof is present, and \
fields that are not set are omitted.";
    /// An example violates a rule.
    ExampleBreaksRule = "E0706", "Examples satisfy the rules of their messages, so that users can copy \
them. Note that a required scalar must differ from its default.";
    /// A doc is still to be written.
    PlaceholderDoc = "E0707", "`cargo xtask audit descriptors --draft` and `cargo xtask draft --todo` begin \
each `doc` with `TODO`, because only a person can say what an item means. Replace the text: what the item is, \
its unit and range, its default, who sets it, and what happens when it is omitted.";
}

impl Code {
    /// Parses a code such as `E0302`, in upper or lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
