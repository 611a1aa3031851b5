//! The rules that changes fall under, with their explanations.
//!
//! Where a rule means the same as one of `buf breaking`, it has that name.

use std::fmt;

macro_rules! rules {
    ($( $name:ident = $id:literal, $title:literal, $explanation:literal; )+) => {
        /// A rule that a change falls under. Its id is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $( #[doc = $title] $name, )+
        }

        impl Rule {
            /// Every rule, in order.
            pub const ALL: &'static [Self] = &[$( Self::$name ),+];

            /// The id, such as `FIELD_SAME_NAME`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $( Self::$name => $id, )+ }
            }

            /// The change in one line.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $( Self::$name => $title, )+ }
            }

            /// The reason for the verdict, and an example of who notices.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $( Self::$name => $explanation, )+ }
            }
        }
    };
}

rules! {
    FileSamePackage = "FILE_SAME_PACKAGE", "The protobuf package was renamed.",
        "The package is part of every path, so old clients call RPCs that new servers do not have. \
It is also part of every full name, such as the type URLs of `Any`. Example: a client posts to \
`/shop.v1.CartService/GetCart`, and a server of `shop.v2` answers with `unimplemented`.";
    CrateSameName = "CRATE_SAME_NAME", "The generated crate was renamed.",
        "Programs name the crate in their manifest and in paths. Example: `use shop_api::Client` no \
longer compiles when the crate is `shop-sdk`.";
    ApiSameBaseUrl = "API_SAME_BASE_URL", "The default base URL changed.",
        "Clients that set no base URL call another host once they are rebuilt. Without a default, \
they have to set one, and the constant `BASE_URL` is gone. Example: a program sets only a token in \
its environment and calls `Client::from_env()`.";
    ApiSameBaseUrlEnv = "API_SAME_BASE_URL_ENV", "The environment variables for the base URL changed.",
        "Deployments set the base URL in a variable. If clients no longer read it, they silently \
call the default host. Example: a container sets `SHOP_URL`, which clients no longer read.";
    ApiSameAuth = "API_SAME_AUTH", "The authentication changed.",
        "With another scheme, old clients send their token in a header that new servers do not read, \
or send none. With other variables, deployments set a token that new clients do not read. Example: \
after a change from `Authorization` to `x-api-key`, every call of an old client fails with \
`unauthenticated`.";
    ApiSamePaging = "API_SAME_PAGING", "The paging convention changed.",
        "If the convention has `query`, servers also read page tokens and sizes from the query \
string. Without it, they ignore them. Example: a script requests `?token=…` and gets the first page \
again and again.";
    ServiceAdd = "SERVICE_ADD", "A service was added.",
        "No program depends on it yet. Servers that do not mount it answer its RPCs with \
`unimplemented`.";
    ServiceNoDelete = "SERVICE_NO_DELETE", "A service was removed.",
        "Old clients still call its RPCs, and its traits are gone from the crate. Deprecate its RPCs \
first. Example: a server that implements `CartService` no longer compiles.";
    ServiceSameName = "SERVICE_SAME_NAME", "A service was renamed.",
        "The name is part of the path of each RPC and of the names of the traits. Example: an old \
client posts to `/shop.v1.CartService/GetCart`, and a server of `BasketService` answers with \
`unimplemented`.";
    ResourceSameName = "RESOURCE_SAME_NAME", "A resource was renamed.",
        "The documented methods of a client are grouped by resource. Nothing changes on the wire. \
Example: `client.carts().items().list(…)` no longer compiles when the resource is `carts.lines`.";
    RpcAdd = "RPC_ADD", "An RPC was added.",
        "No program depends on it yet. The methods of client and server traits have default bodies, \
so existing fakes and servers compile and answer it with `unimplemented`. It breaks Rust in one \
case: `wait_until` exists only for an RPC whose response no other RPC returns.";
    RpcNoDelete = "RPC_NO_DELETE", "An RPC was removed.",
        "Old clients still call it, and its methods are gone from the crate. Deprecate it first, and \
remove it when it is no longer called. Example: a nightly job calls `DeleteCart` and gets \
`unimplemented`.";
    RpcSameName = "RPC_SAME_NAME", "An RPC was renamed or moved to another service.",
        "Requests are sent to a path of the names of service and RPC, so new servers do not have the \
path that old clients use. Messages that are declared in the RPC are named after it. Example: an old \
client posts to `/shop.v1.CartService/GetCart`, and the server has `ReadCart`.";
    RpcSameRequestType = "RPC_SAME_REQUEST_TYPE", "An RPC takes another message.",
        "New servers read the request of an old client as the new message. That works if it has \
every field of the old one. Code that names the type no longer compiles. Example: \
`client.get_cart(GetCartRequest::default())`.";
    RpcSameResponseType = "RPC_SAME_RESPONSE_TYPE", "An RPC returns another message.",
        "Old clients read the response of a new server as the old message. That works if it has \
every field of the new one. Code that names the type no longer compiles. Example: a fake that \
returns `GetCartResponse`.";
    RpcSameIdempotencyLevel = "RPC_SAME_IDEMPOTENCY_LEVEL", "The idempotency level of an RPC changed.",
        "RPCs with `no_side_effects` may be sent as `GET`. When an RPC loses that level, new servers \
reject the `GET` requests of old clients with status 405. Clients that are rebuilt retry the RPC if \
its level allows it. Example: a browser fetches the RPC from a URL that a proxy caches.";
    RpcSameMethod = "RPC_SAME_METHOD", "The documented method of an RPC was renamed.",
        "Clients have a method with the documented name. Nothing changes on the wire. Example: \
`client.carts().retrieve(…)` no longer compiles when the method is `get`.";
    RpcSamePaging = "RPC_SAME_PAGING", "The paging of an RPC changed.",
        "For an RPC with paging, clients have methods that return all pages and all items. They are \
gone without it, and return something else when `items` is another field. With `query`, servers also \
read the paging parameters from the query string. Example: `client.list_carts_pages(request)` no \
longer compiles.";
    RpcSameDeprecation = "RPC_SAME_DEPRECATION", "The deprecation of an RPC changed.",
        "Calls of a deprecated RPC get a warning of the compiler, which is an error where warnings \
are denied. Nothing changes on the wire.";
    MessageAdd = "MESSAGE_ADD", "A message was added.",
        "No program depends on it yet. Fields that use it are changes of their own.";
    MessageNoDelete = "MESSAGE_NO_DELETE", "A message was removed.",
        "Its type is gone from the crate. Fields that used it are changes of their own. Example: a \
function that takes `&Cart` no longer compiles.";
    MessageSameName = "MESSAGE_SAME_NAME", "A message was renamed.",
        "The Rust type is renamed with it. Neither encoding contains the name, except in the type \
URLs of `Any` and of error details. Example: `Cart::default()` no longer compiles when the message \
is `Basket`.";
    MessageSameValidation = "MESSAGE_SAME_VALIDATION", "Validation of a message was enabled or disabled.",
        "With `validation: disabled`, the rules of its fields have no effect. Once they have, \
requests that were accepted are rejected. Example: a client sends an ID that is not a UUID.";
    MessageSameErrorDetail = "MESSAGE_SAME_ERROR_DETAIL", "A message became an error detail, or is no longer one.",
        "Errors carry such messages, and `details_as` returns them. The mark only documents that, so \
the type stays. Example: code that looks for `error.details_as::<Failure>()` finds none.";
    MessageSameDeprecation = "MESSAGE_SAME_DEPRECATION", "The deprecation of a message changed.",
        "Code that uses a deprecated type gets a warning of the compiler, which is an error where \
warnings are denied. Nothing changes on the wire.";
    FieldAdd = "FIELD_ADD", "A field was added.",
        "Old programs do not send it, and skip it when they receive it. Structs are non-exhaustive, \
so code still compiles, unless the field takes an implementation away: a message with a \
floating-point number has no `Eq` and no `Hash`. If the field is required in a request, the requests \
of old clients are rejected.";
    FieldNoDelete = "FIELD_NO_DELETE", "A field was removed.",
        "In requests, new servers ignore or reject what old clients send in it, so they do something \
else than they were asked for. In responses, old clients find the field absent, which is safe as \
long as no other field gets its number or name: reserve both. Code that reads or sets it no longer \
compiles. Deprecate it first. Example: an old client sends `dry_run`, and the server does the \
work.";
    FieldSameName = "FIELD_SAME_NAME", "A field was renamed.",
        "The binary encoding identifies fields by number. JSON has the name, unless `json` keeps the \
old one: readers skip or reject the unknown name, and the value is lost. The Rust field and its \
setter are renamed. Example: a script reads `cartId` from responses.";
    FieldSameNumber = "FIELD_SAME_NUMBER", "The number of a field changed.",
        "The binary encoding identifies fields by number, so readers do not find the field, or read \
another one in its place. Nothing changes in JSON and in Rust. Example: after two numbers were \
swapped, old clients show the description of a product as its title.";
    FieldSameJsonName = "FIELD_SAME_JSON_NAME", "The JSON name of a field changed.",
        "Readers of JSON do not find the field under the name that the other side writes. Nothing \
changes in the binary encoding and in Rust. Example: a script reads `cartId` from responses.";
    FieldSameType = "FIELD_SAME_TYPE", "The type of a field changed.",
        "Readers must understand every value of the writer's type. In requests, `int32` may become \
`int64`, but not the reverse. In responses, it is the other way round, because old clients read what \
new servers write. JSON has one form for all integers of a range, whatever their binary encoding. \
Code that reads or sets the field no longer compiles, unless both types are the same in Rust, as for \
`int32` and `sint32`. Example: an old client reads the low 32 bits of a large number.";
    FieldSameCardinality = "FIELD_SAME_CARDINALITY", "A field became optional, repeated or singular.",
        "A list and a single value differ in JSON, and a binary reader that expects one value keeps \
only the last of a list. `optional` changes the Rust type alone. Example: `request.page_size = 5` no \
longer compiles when the field is optional.";
    FieldSameOneof = "FIELD_SAME_ONEOF", "A field was moved into or out of a oneof.",
        "At most one field of a oneof is set, so a reader that knows the oneof drops or rejects \
fields that a writer without it has set together. In Rust, a field of a oneof is a variant of an \
enum. Example: an old client sets both `email` and `phone`, and the server keeps one.";
    FieldSamePacked = "FIELD_SAME_PACKED", "The packing of a list in the binary encoding changed.",
        "Nothing breaks: conforming readers accept both forms. New programs write the other one.";
    FieldSameRequired = "FIELD_SAME_REQUIRED", "A field became required, or is no longer.",
        "If it is required in a request, requests without it are rejected. A field that is \
documented as always present has an accessor in Rust that is gone with the promise. Example: an old \
client does not send the field and gets `invalid_argument`.";
    FieldSameRule = "FIELD_SAME_RULE", "A validation rule of a field changed.",
        "A tighter rule in a request rejects callers that were fine. With a looser one, new clients \
may send what old servers still reject. Rules of responses break nobody, because clients do not \
check them. Example: after `max_len` went from 80 to 40, a request with a long name gets \
`invalid_argument`.";
    FieldSameSensitivity = "FIELD_SAME_SENSITIVITY", "A field became sensitive, or is no longer.",
        "Sensitive fields are redacted in debug output, errors and logs, and requests that have one \
are not sent as `GET`. Nothing breaks, but secrets may leak. Example: after `sensitive` was removed, \
a token shows up in the logs of every program that is rebuilt.";
    FieldSameDeprecation = "FIELD_SAME_DEPRECATION", "The deprecation of a field changed.",
        "Code that uses a deprecated field gets a warning of the compiler, which is an error where \
warnings are denied. Nothing changes on the wire.";
    OneofAdd = "ONEOF_ADD", "A oneof was added with its fields.",
        "Old programs do not send its fields, and skip them when they receive them. If it is the \
second oneof of its message, values of the first no longer convert into the message. If it is \
required in a request, the requests of old clients are rejected.";
    OneofNoDelete = "ONEOF_NO_DELETE", "A oneof was removed with its fields.",
        "The same as for FIELD_NO_DELETE, for each of its fields. Its enum is gone from the crate. \
Example: `Contact::Email(address)` no longer compiles.";
    OneofSameName = "ONEOF_SAME_NAME", "A oneof was renamed.",
        "No encoding contains the name. The Rust field and its enum are renamed. Example: \
`request.contact` no longer compiles when the oneof is `recipient`.";
    OneofSameRequired = "ONEOF_SAME_REQUIRED", "A oneof became required, or is no longer.",
        "If it is required in a request, requests that set none of its fields are rejected. Example: \
an old client sets neither `email` nor `phone` and gets `invalid_argument`.";
    EnumAdd = "ENUM_ADD", "An enum was added.",
        "No program depends on it yet. Fields that use it are changes of their own.";
    EnumNoDelete = "ENUM_NO_DELETE", "An enum was removed.",
        "Its type is gone from the crate. Fields that used it are changes of their own. Example: a \
function that takes `CartState` no longer compiles.";
    EnumSameName = "ENUM_SAME_NAME", "An enum was renamed.",
        "The Rust type is renamed with it. Values have the name of their enum as a prefix; if they \
are renamed, too, readers of JSON do not know the names of the other side. The binary encoding has \
numbers only. Example: `CartState::Open` no longer compiles when the enum is `CartPhase`.";
    EnumSameDeprecation = "ENUM_SAME_DEPRECATION", "The deprecation of an enum changed.",
        "Code that uses a deprecated type gets a warning of the compiler, which is an error where \
warnings are denied. Nothing changes on the wire.";
    EnumValueAdd = "ENUM_VALUE_ADD", "An enum value was added.",
        "Enums are open, so old programs keep a value that they do not know. In Rust, enums are \
non-exhaustive, so matches already have an arm for it.";
    EnumValueNoDelete = "ENUM_VALUE_NO_DELETE", "An enum value was removed.",
        "In requests, new servers do not know the value when old clients send it. In responses, the \
removal is safe as long as no other value gets its number or name: reserve both. Code that names it \
no longer compiles. Example: an old client lists carts with `CART_STATE_ABANDONED`.";
    EnumValueSameName = "ENUM_VALUE_SAME_NAME", "An enum value was renamed.",
        "JSON has the name, and readers do not know that of the other side. An alias for the old \
name keeps the requests of old clients valid, but old clients still do not know the new name in \
responses. The binary encoding has the number only. The Rust variant is renamed. Example: a script \
compares a state with `CART_STATE_OPEN`.";
    EnumValueSameNumber = "ENUM_VALUE_SAME_NUMBER", "The number of an enum value changed.",
        "The binary encoding has the number, which is another value, or none, to the other side. \
JSON has the name. The value with number 0 is the default in Rust. Example: an old client shows \
closed carts as open.";
    EnumValueSameAliases = "ENUM_VALUE_SAME_ALIASES", "The aliases of an enum value changed.",
        "Readers of JSON accept aliases. In requests, old clients may send one that is gone. \
Example: a script sends a name that was replaced years ago.";
    EnumValueSameDeprecation = "ENUM_VALUE_SAME_DEPRECATION", "The deprecation of an enum value changed.",
        "Code that names a deprecated value gets a warning of the compiler, which is an error where \
warnings are denied. Nothing changes on the wire.";
    ReservedAdd = "RESERVED_ADD", "A number or a name was reserved.",
        "Nothing that exists changes. No field or value can get the number or the name.";
    ReservedNoDelete = "RESERVED_NO_DELETE", "A reservation was removed.",
        "Programs that know the removed field or value misread whatever gets its number in binary or \
its name in JSON. The change counts as breaking although nothing breaks until then, because no later \
change would be reported. Example: `weight` in grams gets the number of `size`, and old clients show \
it as a size.";
}

impl Rule {
    /// The rule with an id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
