//! The macros that declare shapes: `record!` for mappings, `choice!` for enumerated words.

/// Declares a mapping with its keys and their docs.
///
/// `written` is a template that is shown where something else is written than a mapping.
///
/// A key is `required`, `expected`, `optional`, a `list` (empty when absent) or `flat` (the keys of
/// another record are merged into this one). A record without a `required` key is not read. One
/// without an `expected` key is: that is a mistake, too, but must not hide others.
macro_rules! record {
    (
        #[doc = $doc:literal]
        pub struct $name:ident as $label:literal $(written $form:literal)? {
            $( #[doc = $key_doc:literal] $mode:ident $key:ident $(as $spelled:literal)?: $type:ty, )*
        }
    ) => {
        #[doc = $doc]
        #[derive(Debug, Clone)]
        pub struct $name {
            /// The span of the first entry.
            pub span: $crate::source::Span,
            $( #[doc = $key_doc] pub $key: record!(@type $mode $type), )*
            /// The keys whose values could not be read, which has been reported.
            pub broken: $crate::raw::Broken,
        }

        impl $crate::raw::shape::Record for $name {
            fn keys() -> Vec<&'static str> {
                [$( record!(@keys $mode $key $(as $spelled)?, $type) ),*].concat()
            }

            fn has_key(key: &str) -> bool {
                $( record!(@has $mode key, $key $(as $spelled)?, $type) )||*
            }

            $( fn form() -> Option<&'static str> {
                Some($form)
            } )?

            fn fill(
                entries: &$crate::raw::shape::Entries<'_>,
                findings: &mut $crate::raw::Findings,
            ) -> Option<Self> {
                $( let $key = record!(@fill $mode entries, $key $(as $spelled)?, $label, findings); )*
                Some(Self {
                    span: entries.span(),
                    $( $key: record!(@value $mode $key), )*
                    broken: entries.broken(),
                })
            }

            fn properties(
                properties: &mut serde_json::Map<String, serde_json::Value>,
                required: &mut Vec<serde_json::Value>,
                definitions: &mut $crate::raw::shape::JsonSchemas,
            ) {
                $( record!(
                    @properties $mode properties, required, definitions,
                    $key $(as $spelled)?, $type, $key_doc
                ); )*
                let _ = (&properties, &required, &definitions);
            }
        }

        impl $crate::raw::shape::Shape for $name {
            fn read(
                node: &$crate::node::Node,
                findings: &mut $crate::raw::Findings,
            ) -> Option<Self> {
                $crate::raw::shape::read_record(node, $label, findings)
            }

            fn json_schema(definitions: &mut $crate::raw::shape::JsonSchemas) -> serde_json::Value {
                $crate::raw::shape::record_schema::<Self>(
                    stringify!($name), $doc.trim(), definitions,
                )
            }
        }
    };

    (@value required $key:ident) => { $key? };
    (@value flat $key:ident) => { $key? };
    (@value $mode:ident $key:ident) => { $key };

    (@type required $type:ty) => { $type };
    (@type expected $type:ty) => { Option<$type> };
    (@type optional $type:ty) => { Option<$type> };
    (@type list $type:ty) => { Vec<$type> };
    (@type flat $type:ty) => { $type };

    (@spelled $key:ident as $spelled:literal) => { $spelled };
    (@spelled $key:ident) => { stringify!($key) };

    (@keys flat $key:ident, $type:ty) => {
        <$type as $crate::raw::shape::Record>::keys()
    };
    (@keys $mode:ident $key:ident $(as $spelled:literal)?, $type:ty) => {
        vec![record!(@spelled $key $(as $spelled)?)]
    };

    (@has flat $found:ident, $key:ident, $type:ty) => {
        <$type as $crate::raw::shape::Record>::has_key($found)
    };
    (@has $mode:ident $found:ident, $key:ident $(as $spelled:literal)?, $type:ty) => {
        $found == record!(@spelled $key $(as $spelled)?)
    };

    (@fill flat $entries:ident, $key:ident, $label:literal, $findings:ident) => {
        $crate::raw::shape::Record::fill($entries, $findings)
    };
    (@fill required $entries:ident, $key:ident $(as $spelled:literal)?, $label:literal, $findings:ident) => {
        $entries.required(record!(@spelled $key $(as $spelled)?), $label, $findings)
    };
    (@fill expected $entries:ident, $key:ident $(as $spelled:literal)?, $label:literal, $findings:ident) => {
        $entries.expected(record!(@spelled $key $(as $spelled)?), $label, $findings)
    };
    (@fill optional $entries:ident, $key:ident $(as $spelled:literal)?, $label:literal, $findings:ident) => {
        $entries.optional(record!(@spelled $key $(as $spelled)?), $findings)
    };
    (@fill list $entries:ident, $key:ident $(as $spelled:literal)?, $label:literal, $findings:ident) => {
        $entries.list(record!(@spelled $key $(as $spelled)?), $findings)
    };

    (@properties flat $p:ident, $r:ident, $d:ident, $key:ident, $type:ty, $doc:literal) => {
        <$type as $crate::raw::shape::Record>::properties($p, $r, $d);
    };
    (@properties required $p:ident, $r:ident, $d:ident, $key:ident $(as $spelled:literal)?, $type:ty, $doc:literal) => {
        $r.push(record!(@spelled $key $(as $spelled)?).into());
        record!(@property $p, $d, $key $(as $spelled)?, $type, $doc);
    };
    (@properties expected $p:ident, $r:ident, $d:ident, $key:ident $(as $spelled:literal)?, $type:ty, $doc:literal) => {
        record!(@properties required $p, $r, $d, $key $(as $spelled)?, $type, $doc);
    };
    (@properties optional $p:ident, $r:ident, $d:ident, $key:ident $(as $spelled:literal)?, $type:ty, $doc:literal) => {
        record!(@property $p, $d, $key $(as $spelled)?, $type, $doc);
    };
    (@properties list $p:ident, $r:ident, $d:ident, $key:ident $(as $spelled:literal)?, $type:ty, $doc:literal) => {
        record!(@property $p, $d, $key $(as $spelled)?, $crate::raw::shape::Elements<$type>, $doc);
    };
    (@property $p:ident, $d:ident, $key:ident $(as $spelled:literal)?, $type:ty, $doc:literal) => {
        let schema = <$type as $crate::raw::shape::Shape>::json_schema($d);
        $p.insert(
            record!(@spelled $key $(as $spelled)?).to_owned(),
            $crate::raw::shape::described(schema, $doc.trim()),
        );
    };
}

/// Declares a string or boolean with a fixed set of values.
macro_rules! choice {
    (
        #[doc = $doc:literal]
        pub enum $name:ident {
            $( #[doc = $value_doc:literal] $value:ident = $spelled:literal, )+
        }
    ) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $( #[doc = $value_doc] $value, )+
        }

        impl $crate::raw::shape::Shape for $name {
            fn read(
                node: &$crate::node::Node,
                findings: &mut $crate::raw::Findings,
            ) -> Option<Self> {
                let word = match &node.kind {
                    $crate::node::Kind::Text(text) => text.as_str(),
                    $crate::node::Kind::Bool(true) => "true",
                    _ => "",
                };
                match word {
                    $( $spelled => Some(Self::$value), )+
                    _ => {
                        findings.push($crate::raw::shape::wrong_word(node, word, &[$($spelled),+]));
                        None
                    }
                }
            }

            fn json_schema(_: &mut $crate::raw::shape::JsonSchemas) -> serde_json::Value {
                let mut words = Vec::new();
                $( words.push(match $spelled {
                    "true" => serde_json::Value::Bool(true),
                    word => serde_json::Value::from(word),
                }); )+
                serde_json::json!({ "enum": words })
            }
        }
    };
}

pub(crate) use {choice, record};
