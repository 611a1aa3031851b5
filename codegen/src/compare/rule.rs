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
    FileSamePackage = "FILE_SAME_PACKAGE", "The protobuf package has another name.",
        "The package is a part of every path, so old clients call RPCs that the new server does not have. \
It is a part of every full name, too, such as the type URLs of `Any`. Example: a client posts to \
`/shop.v1.CartService/GetCart`, and a server of `shop.v2` answers with `unimplemented`.";
    CrateSameName = "CRATE_SAME_NAME", "The generated crate has another name.",
        "Programs name the crate in their manifest and in their paths. Example: `use shop_api::Client` no \
longer compiles when the crate is `shop-sdk`.";
    ApiSameBaseUrl = "API_SAME_BASE_URL", "The default base URL is different.",
        "Clients that set no base URL call another host after the update. If the default is gone, they \
have to set one, and the methods that use it are gone as well. Example: a program calls \
`Client::from_env()` with only a token in its environment.";
    ApiSameBaseUrlEnv = "API_SAME_BASE_URL_ENV", "The environment variables for the base URL are different.",
        "Deployments configure the base URL by the name of a variable. Example: a container sets \
`SHOP_URL`, which the new client no longer reads, so that it calls the default host.";
    ApiSameAuth = "API_SAME_AUTH", "The authentication is different.",
        "Old clients send the token in a header that the new server does not read, and deployments set \
variables that new clients do not read. Example: with `x-api-key` in place of `Authorization`, every \
call of an old client fails with `unauthenticated`.";
    ApiSamePaging = "API_SAME_PAGING", "The paging convention is different.",
        "Servers read page tokens and sizes from the query string, too, if the convention says so. Example: \
a script requests `?token=…`, and gets the first page again and again from a server that only reads \
the body.";
    ServiceAdd = "SERVICE_ADD", "A service is new.",
        "Nobody depends on it yet. Servers that do not mount it answer its RPCs with `unimplemented`.";
    ServiceNoDelete = "SERVICE_NO_DELETE", "A service is gone.",
        "Old clients call its RPCs, and the traits of the service are gone from the crate. Example: a \
server that implements `CartService` no longer compiles. Deprecate its RPCs first.";
    ServiceSameName = "SERVICE_SAME_NAME", "A service has another name.",
        "The name is a part of the path of each of its RPCs, and of the names of its traits. Example: an \
old client posts to `/shop.v1.CartService/GetCart`, which the new server does not have.";
    ResourceSameName = "RESOURCE_SAME_NAME", "A resource has another name.",
        "The documented methods of a client follow the names of resources. Example: \
`client.carts().items().list(…)` no longer compiles. On the wire nothing changes.";
    RpcAdd = "RPC_ADD", "An RPC is new.",
        "Nobody depends on it yet. The methods of client and server traits have default bodies, so existing \
fakes and servers compile, and answer it with `unimplemented`.";
    RpcNoDelete = "RPC_NO_DELETE", "An RPC is gone.",
        "Old clients still call it, and its methods are gone from the crate. Example: a nightly job calls \
`DeleteCart`, and gets `unimplemented`. Deprecate it first, and remove it when its calls have ended.";
    RpcSameName = "RPC_SAME_NAME", "An RPC has another name or service.",
        "The name and the service are the path of its requests, so old clients and new servers miss each \
other. Messages that are declared in the RPC are named after it. Example: an old client posts to \
`/shop.v1.CartService/GetCart`, and the server has `ReadCart`.";
    RpcSameRequestType = "RPC_SAME_REQUEST_TYPE", "An RPC takes another message.",
        "The new server reads the request of an old client as another message. Code passes a value of \
another type. Example: `client.get_cart(GetCartRequest::default())` no longer compiles.";
    RpcSameResponseType = "RPC_SAME_RESPONSE_TYPE", "An RPC returns another message.",
        "Old clients read the response of a new server as another message. Code that names its type no \
longer compiles. Example: a fake returns `GetCartResponse`.";
    RpcSameIdempotencyLevel = "RPC_SAME_IDEMPOTENCY_LEVEL", "The idempotency level of an RPC is different.",
        "RPCs without side effects may be sent as GET, and retried. If an RPC no longer has no side \
effects, servers refuse GET requests of old clients with 405. Clients that are built with the new state \
retry, or no longer retry, accordingly. Example: a browser fetches a cacheable URL of the RPC.";
    RpcSameMethod = "RPC_SAME_METHOD", "An RPC has another documented method.",
        "The client has a method with the documented name. Example: `client.carts().retrieve(…)` no longer \
compiles when the method is `get`. On the wire nothing changes.";
    RpcSamePaging = "RPC_SAME_PAGING", "The paging of an RPC is different.",
        "The client has methods that return all pages of an RPC with paging, and the type of their items \
follows from `items`. Example: `client.list_carts_pages(request)` no longer compiles. With `query`, \
servers also read the paging parameters from the query string.";
    RpcSameDeprecation = "RPC_SAME_DEPRECATION", "The deprecation of an RPC is different.",
        "Code that calls a deprecated RPC gets a warning, which is an error where warnings are denied. The \
wire does not change.";
    MessageAdd = "MESSAGE_ADD", "A message is new.",
        "Nobody depends on it yet. Fields that use it are changes of their own.";
    MessageNoDelete = "MESSAGE_NO_DELETE", "A message is gone.",
        "Its type is gone from the crate. The fields that had it are changes of their own. Example: a \
function takes `&Cart`.";
    MessageSameName = "MESSAGE_SAME_NAME", "A message has another name.",
        "The name of the Rust type follows. Neither encoding contains it, except for the type URLs of `Any` \
and of error details. Example: `Cart::default()` no longer compiles when the message is `Basket`.";
    MessageSameValidation = "MESSAGE_SAME_VALIDATION", "The rules of a message are checked, or no longer.",
        "With `validation: disabled`, the rules of its fields have no effect. Enabling them refuses requests \
that were accepted. Example: a client sends an id that is no UUID.";
    MessageSameErrorDetail = "MESSAGE_SAME_ERROR_DETAIL", "A message is an error detail, or no longer.",
        "Errors carry such messages, and `details_as` returns them. Example: `error.details_as::<Failure>()` \
no longer compiles.";
    MessageSameDeprecation = "MESSAGE_SAME_DEPRECATION", "The deprecation of a message is different.",
        "Code that uses a deprecated type gets a warning, which is an error where warnings are denied. The \
wire does not change.";
    FieldAdd = "FIELD_ADD", "A field is new.",
        "Old programs do not send it, and skip it when they receive it. Structs are non-exhaustive, so code \
compiles, unless the field takes an implementation away: with a floating-point number in it, a message \
has no `Eq` and no `Hash`. A required field in a request refuses the requests of old clients.";
    FieldNoDelete = "FIELD_NO_DELETE", "A field is gone.",
        "A server ignores or rejects what old clients send in it, so it does something other than it was \
asked. Old clients find it absent in responses, which is harmless unless its number or name gets another \
meaning: reserve both. Code that reads or sets it no longer compiles. Deprecate it first.";
    FieldSameName = "FIELD_SAME_NAME", "A field has another name.",
        "The binary encoding has numbers only. JSON has the name, unless `json` keeps the old one: readers \
skip or reject the unknown name, and the value is lost. The Rust field and its setter are renamed. \
Example: a script reads `cartId` from responses.";
    FieldSameNumber = "FIELD_SAME_NUMBER", "A field has another number.",
        "The binary encoding identifies fields by number. Old and new programs do not find the field, or \
read another one in its place. JSON and Rust do not change. Example: with two numbers swapped, a \
client of version 1 shows the description of a product as its title.";
    FieldSameJsonName = "FIELD_SAME_JSON_NAME", "A field has another JSON name.",
        "Old and new programs do not find the field in JSON. The binary encoding and Rust do not change. \
Example: a script reads `cartId` from responses.";
    FieldSameType = "FIELD_SAME_TYPE", "A field has another type.",
        "A reader must understand each value of the writer: `int32` may become `int64`, but not the reverse, \
because large numbers would be cut off. In JSON, more types agree than in binary, because encodings do \
not matter there. Code that reads or sets the field no longer compiles, unless both types are the same in \
Rust, as those of `int32` and `sint32` are.";
    FieldSameCardinality = "FIELD_SAME_CARDINALITY", "A field is optional, repeated or neither, and was not.",
        "A list and a single value differ in JSON, and a program that expects one value keeps only the last \
element of a list. `optional` changes no encoding, but the Rust type. Example: `request.page_size = 5` no \
longer compiles when the field is optional.";
    FieldSameOneof = "FIELD_SAME_ONEOF", "A field is in another oneof.",
        "At most one field of a oneof is set: a reader that knows the oneof drops fields that a writer \
without it has set together. In Rust, a field of a oneof is a variant of an enum.";
    FieldSamePacked = "FIELD_SAME_PACKED", "A list is packed in binary, or no longer.",
        "Every conforming reader accepts both forms. New programs write the other one.";
    FieldSameRequired = "FIELD_SAME_REQUIRED", "A field is required, or no longer.",
        "A required field in a request refuses requests without it. A field that is documented as always \
present has accessors in Rust, which are gone with the promise. Example: an old client does not send \
the field, and gets `invalid_argument`.";
    FieldSameRule = "FIELD_SAME_RULE", "A rule of a field is different.",
        "A tighter rule in a request refuses callers that were fine. A looser one accepts more, which \
servers of the old state still refuse. Rules of responses are not checked by clients. Example: with \
`max_len: 40` in place of 80, a request with a long name gets `invalid_argument`.";
    FieldSameSensitivity = "FIELD_SAME_SENSITIVITY", "A field is a secret, or no longer.",
        "Secrets are redacted in debug output, in errors and in logs, and requests with secrets are not \
sent as GET. Example: after `sensitive` is removed, a token shows up in the logs of every program that is \
built with the new version.";
    FieldSameDeprecation = "FIELD_SAME_DEPRECATION", "The deprecation of a field is different.",
        "Code that uses a deprecated field gets a warning, which is an error where warnings are denied. The \
wire does not change.";
    OneofAdd = "ONEOF_ADD", "A oneof is new, with its fields.",
        "Old programs do not send its fields, and skip them when they receive them. If it is the second \
oneof of its message, values of the first no longer convert into the message. A required oneof in a \
request refuses the requests of old clients.";
    OneofNoDelete = "ONEOF_NO_DELETE", "A oneof is gone, with its fields.",
        "As for fields that are gone. The enum of the oneof is gone from the crate.";
    OneofSameName = "ONEOF_SAME_NAME", "A oneof has another name.",
        "No encoding has the name. The Rust field and its enum are renamed.";
    OneofSameRequired = "ONEOF_SAME_REQUIRED", "A oneof is required, or no longer.",
        "A required oneof in a request refuses requests in which none of its fields is set.";
    EnumAdd = "ENUM_ADD", "An enum is new.", "Nobody depends on it yet. Fields that use it are changes of \
their own.";
    EnumNoDelete = "ENUM_NO_DELETE", "An enum is gone.",
        "Its type is gone from the crate. The fields that had it are changes of their own.";
    EnumSameName = "ENUM_SAME_NAME", "An enum has another name.",
        "The Rust type is renamed. Values have the name of their enum as a prefix; if they follow, JSON has \
other names, which readers do not know. The binary encoding has numbers only.";
    EnumSameDeprecation = "ENUM_SAME_DEPRECATION", "The deprecation of an enum is different.",
        "Code that uses a deprecated type gets a warning, which is an error where warnings are denied. The \
wire does not change.";
    EnumValueAdd = "ENUM_VALUE_ADD", "An enum value is new.",
        "Enums are open: old programs keep a value that they do not know. In Rust, matches have an arm for \
it, because the enums are non-exhaustive.";
    EnumValueNoDelete = "ENUM_VALUE_NO_DELETE", "An enum value is gone.",
        "A server does not understand it in the requests of old clients. In responses it is harmless, unless \
its number or name gets another meaning: reserve both. Code that names it no longer compiles.";
    EnumValueSameName = "ENUM_VALUE_SAME_NAME", "An enum value has another name.",
        "JSON has the name, which readers do not know: keep the old one as an alias. The binary encoding \
has the number only. The variant in Rust is renamed.";
    EnumValueSameNumber = "ENUM_VALUE_SAME_NUMBER", "An enum value has another number.",
        "The binary encoding has the number, which means another value, or none, to the other side. JSON \
has the name. If the value 0 is concerned, another value is the default.";
    EnumValueSameAliases = "ENUM_VALUE_SAME_ALIASES", "An enum value has other aliases.",
        "Readers accept aliases in JSON. Old clients may send one that is gone.";
    EnumValueSameDeprecation = "ENUM_VALUE_SAME_DEPRECATION", "The deprecation of an enum value is different.",
        "Code that names a deprecated value gets a warning, which is an error where warnings are denied. The \
wire does not change.";
    ReservedAdd = "RESERVED_ADD", "A number or name is reserved.",
        "No field or value can have it. Nothing that exists changes.";
    ReservedNoDelete = "RESERVED_NO_DELETE", "A reservation is gone.",
        "Programs that know the removed field or value misread what gets its number in binary, or its name \
in JSON. Nothing breaks before that, but nothing warns of it any more, either.";
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
