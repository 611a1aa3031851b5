//! The stable codes of diagnostics with their explanations.

use std::fmt;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal, $explanation:literal; )+) => {
        /// A stable code: it is never given to another problem.
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

            /// Why it is a problem and what to do, in a few lines.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $( Self::$name => $explanation, )+ }
            }
        }
    };
}

codes! {
    /// A file or folder of the schema cannot be read.
    Unreadable = "E0101", "A schema is a folder of UTF-8 files that end in `.yaml`. Check that the \
folder exists, that its files may be read and that an editor has not saved one in another encoding.";
    /// A file is not YAML.
    Syntax = "E0102", "The file breaks YAML's own rules: indentation, quotes, brackets, a key that \
stands twice in one mapping, an alias without an anchor, merge keys (`<<`), or nesting deeper than \
64 levels. Text with `: ` in it wants quotes or a block (`|-`), lines of one mapping are indented \
alike, and indentation is spaces, never tabs. Only the first such mistake of a file can be shown, as nothing after it is certain.";
    /// There is no `api.yaml`.
    MissingApiFile = "E0103", "`api.yaml` names the protobuf package, the base URL, authentication, \
the paging convention and, under `files`, the other files in the order that generated code and \
documentation follow.";
    /// The list of files and the files differ.
    FileList = "E0104", "`files` of `api.yaml` lists every other schema file exactly once: the order \
of generated code comes from there, and a file that is forgotten would silently not be part of the \
API. Add the file to the list, or correct or remove the entry.";
    /// A key is not known.
    UnknownKey = "E0105", "The format has no such key at this place. Keys are never ignored, since a \
slip such as `requird: true` would otherwise do nothing and say nothing.";
    /// A value is of the wrong kind.
    WrongKind = "E0106", "A key holds text where a list was expected, a mapping where a number was \
expected, and so on. Text that looks like a number or a boolean wants quotes.";
    /// A key that must be there is missing.
    MissingKey = "E0107", "Some keys cannot be derived and have no default: a field's number, an \
enum value's number, an RPC's documented method.";

    /// A name breaks the naming rules.
    BadName = "E0201", "Names follow protobuf's style: messages, enums, services and RPCs in \
PascalCase, fields and oneofs in lower_snake_case, enum values in UPPER_SNAKE_CASE; ASCII letters, \
digits and underscores only. Documented paths are lower_snake_case words with dots between them.";
    /// A name is used twice.
    DuplicateName = "E0202", "Within its scope a name stands for one thing: a type within the \
package or its outer message, a field or oneof within its message, a value within its enum, an RPC \
within its service. Both places are shown; rename or remove one.";
    /// A number is used twice.
    DuplicateNumber = "E0203", "Field numbers are unique within a message and value numbers within \
an enum, as they are what the binary form of protobuf knows them by.";
    /// Two fields of a message have one JSON name.
    DuplicateJsonName = "E0204", "JSON names come from protobuf's rule (underscores go, the letter \
after one becomes a capital) or from `json`. Two fields with one JSON name could not be told apart; \
`foo_bar` and `fooBar` collide. Readers accept the protobuf names as well, so a JSON name may not be \
another field's name either.";
    /// Two names become one Rust name.
    RustNameCollision = "E0205", "Rust names are derived: types in UpperCamelCase (`SSOState` becomes \
`SsoState`), fields and methods in snake_case, keywords and names that generated code needs with an \
escape. Two things of one scope came out the same. Both places are shown; rename one.";
    /// A number is out of range.
    BadNumber = "E0206", "Field numbers go from 1 to 536870911 without 19000 to 19999, which protobuf \
keeps for itself. Enum numbers are 32-bit signed integers.";

    /// A type cannot be read.
    TypeSyntax = "E0301", "A type is a scalar (`string`, `bool`, `bytes`, `int32`, `int64`, `uint32`, \
`uint64`, `float`, `double`, `timestamp`, `duration`) or the name of a message or enum (`Outer.Inner` \
where it is nested), alone or as `optional X`, `repeated X` or `map<K, X>`.";
    /// A type does not exist.
    UnknownType = "E0302", "The name is neither a scalar (`string`, `bool`, `bytes`, `int32`, `int64`, \
`uint32`, `uint64`, `float`, `double`, `timestamp`, `duration`) nor a message or enum of the schema. Names \
are looked up as they are written from the package's root: a nested type is `Outer.Inner` everywhere.";
    /// A type is not used by any RPC.
    UnusedType = "E0303", "No RPC reaches the type through its request or response. It would be dead \
code for every user; remove it, or use it where it belongs.";
    /// A map has a key type that maps cannot have.
    MapKey = "E0304", "Map keys are `string`, `bool` or an integer type, since each has one spelling \
as the key of a JSON object.";

    /// An enum does not start with a zero value.
    EnumWithoutZero = "E0401", "The zero value is what a field holds that was never set, so every \
enum starts with one; it is called `…_UNSPECIFIED` as a rule.";
    /// An enum value lacks the enum's prefix.
    EnumPrefix = "E0402", "Values carry the enum's name in UPPER_SNAKE_CASE as a prefix, because \
protobuf enum values share one scope. The prefix is left out of Rust names: \
`ORGANIZATION_TIER_FREE` becomes `OrganizationTier::Free`.";
    /// A oneof arm is repeated, a map or optional.
    OneofArm = "E0403", "At most one arm of a oneof is set, and an arm that is set is present even at \
its default. Lists and maps have no presence and `optional` adds nothing; wrap a list in a message.";
    /// A field names a oneof that its message does not have.
    UnknownOneof = "E0404", "`oneof: name` makes the field an arm of a oneof of the same message, \
which must be declared under `oneofs` with its doc.";
    /// A oneof has no arm.
    EmptyOneof = "E0405", "A oneof that no field is an arm of cannot be set to anything. Add \
`oneof: name` to its fields, or remove it.";
    /// A field looks like a secret and does not say whether it is one.
    SensitiveUnstated = "E0406", "The field's name speaks of a token, secret, password, credential or \
private key. Say `sensitive: true` and it is hidden in `Debug`, errors and logs; say \
`sensitive: false` where the value is harmless, such as a page token or the id of a token.";
    /// `sensitive` stands where nothing can be hidden.
    SensitiveMisplaced = "E0407", "Only strings and bytes, alone or in lists and maps, are hidden. A \
message is hidden field by field.";
    /// Something is deprecated without a replacement or a reason.
    DeprecatedBare = "E0408", "Whoever meets the warning must learn what to do: `deprecated: {use: \
new_name}` where something replaces it, `deprecated: {reason: …}` where nothing does.";
    /// A replacement does not exist.
    UnknownReplacement = "E0409", "`use` names a sibling: a field of the same message, a value of the \
same enum, an RPC of the same service, or a type of the package.";
    /// `required` stands where it means nothing.
    RequiredMisplaced = "E0410", "At most one arm of a oneof is set, so none of them can be required \
by itself. Where one arm must be set, whichever it is, say `required: true` at the oneof.";

    /// A rule does not fit the type.
    RuleMisfit = "E0501", "Each rule belongs to some types: `uuid`, `uri`, `email` and `pattern` to \
strings, `len` to strings and bytes, `gt` to `lte` to numbers, durations and timestamps, \
`defined_only` to enums, `min_items`, `max_items`, `unique` and `items` to lists, `min_pairs`, \
`max_pairs`, `keys` and `values` to maps.";
    /// Rules contradict each other.
    RuleContradiction = "E0502", "No value can satisfy both rules, such as a smallest length above the \
largest. The field could never be valid.";
    /// A rule's value cannot be read.
    RuleValue = "E0503", "Lengths and counts are not negative, bounds are numbers of the field's type, \
durations such as `1800s` or timestamps such as `2026-01-31T00:00:00Z`, and patterns are regular \
expressions.";
    /// A CEL expression cannot be compiled.
    CelExpression = "E0504", "Conditions under `cel` become Rust when the code is generated, so they \
are limited to what is short in Rust: constants, `this`, comparisons, `&&`, `||`, `!`, parentheses, \
`in [...]`, `size`, `matches`, `startsWith`, `endsWith`, `contains`, `duration('...')` and \
`timestamp('...')`. Both sides of a comparison have one type.";

    /// An RPC has no request or response.
    RpcWithoutMessage = "E0601", "Every RPC takes one message and gives one. Define it under `request` \
and `response`, even when it has no fields, or name another with `{type: Name}`.";
    /// An RPC's message is both defined and referred to.
    RpcMessageConflict = "E0602", "With `type` the message is defined elsewhere, and nothing else may \
stand beside it.";
    /// Paging does not point at a repeated message field.
    PagingItems = "E0603", "`paging.items` is the field of the response that holds the items: a \
repeated field.";
    /// A paging RPC does not follow the paging convention.
    PagingFields = "E0604", "`api.yaml` says once which fields hold the page token, the page size and \
the next token. The request and the response of an RPC that pages have these fields with these types.";
    /// A documented method is used twice.
    DuplicateMethod = "E0605", "The documented path and method name one RPC, or \
`client.projects().list(…)` would be two things.";
    /// RPCs stand in a file without a service.
    RpcWithoutService = "E0606", "The RPCs of a file belong to the service that the file declares \
under `service`.";

    /// Something has no doc.
    MissingDoc = "E0701", "Every service, resource, RPC, message, oneof, field, enum and value has a \
sentence that a newcomer learns from: what it is, its unit and range, who sets it, what empty means.";
    /// A doc only repeats the name.
    DocRepeatsName = "E0702", "`The page size.` on `page_size` teaches nothing. Say what it is for, \
its unit or range, who sets it, or what it means when it is left empty.";
    /// An RPC has no example.
    MissingExample = "E0703", "Every RPC shows at least one request with its response. Examples are \
checked against the schema and feed documentation and tests.";
    /// An example names a field that the message does not have.
    ExampleUnknownField = "E0704", "Examples are ProtoJSON: the keys are the fields' JSON names, \
lowerCamelCase as a rule.";
    /// A value of an example does not fit its field.
    ExampleMisfit = "E0705", "Examples are ProtoJSON: 64-bit integers, timestamps and durations are \
quoted text, bytes are base64, enum values are their names, at most one arm of a oneof is there, and \
what is not set is left out.";
    /// An example breaks a rule.
    ExampleBreaksRule = "E0706", "An example is valid under the rules of its own messages, so that \
what people copy works. Note that `required` refuses a scalar at its default.";
}

impl Code {
    /// The code of a spelling such as `E0302`.
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
