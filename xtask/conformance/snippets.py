"""Mutates documents with well-known types: values at the edge of what a type takes."""

from __future__ import annotations

import json
import random
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from schema import Shape, element, shape

PREFIX = "type.googleapis.com/google.protobuf."


def _any(name: str, rest: str) -> str:
    return '{"@type":"' + name + '"' + rest + "}"


# JSON values, most of which only some of the types take.
SNIPPETS = [
    "null",
    "true",
    "{}",
    "[]",
    '""',
    "[null]",
    "[[]]",
    "[{}]",
    "[1,]",
    '{"a":null}',
    '{"a":1,"a":2}',
    '{"":[{"":{}}]}',
    '{"value":1}',
    '{"value":null}',
    '{"fields":{}}',
    '{"nullValue":null}',
    '{"paths":["a"]}',
    '{"typeUrl":"x","value":""}',
    '{"seconds":"1","nanos":1}',
    # Numbers.
    "0",
    "-0",
    "-0.0",
    "1.0",
    "1.5",
    "1e2",
    "1E-2",
    "-1",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "3.4028235e38",
    "3.4028236e38",
    "1.7976931348623157e308",
    "4.9e-324",
    "1e-400",
    "NaN",
    '"NaN"',
    '"Infinity"',
    '"-Infinity"',
    '"nan"',
    '"0"',
    '"-1"',
    '"1.0"',
    '"1.5"',
    '"9223372036854775807"',
    # Texts.
    '"a"',
    r'"\u0000"',
    r'"\ud83d\ude00"',
    '"true"',
    '"null"',
    '"NULL_VALUE"',
    # Bytes.
    '"AQ=="',
    '"AQ"',
    '"-_8="',
    '"+/8="',
    '"A"',
    # Paths.
    '"a,b"',
    '"aB.cD,e1"',
    '"a_b"',
    '"A"',
    '"a,"',
    '",a"',
    '","',
    '"a..b"',
    '".a"',
    '"é.日"',
    '"a b"',
    '"fooBar.bazQux1"',
    '"foo1Bar"',
    # Times.
    '"1s"',
    '"-1.5s"',
    '"0.000000001s"',
    '"315576000001s"',
    '"1970-01-01T00:00:00Z"',
    '"2026-01-31T00:00:00.123456789+01:00"',
    '"9999-12-31T23:59:59Z"',
    # Messages with their types.
    *(
        _any(PREFIX + name, rest)
        for name, rest in [
            ("StringValue", ',"value":"a"'),
            ("StringValue", ',"value":1'),
            ("StringValue", ""),
            ("StringValue", ',"value":"a","other":1'),
            ("Int64Value", ',"value":"5"'),
            ("BytesValue", ',"value":"AQ=="'),
            ("DoubleValue", ',"value":"NaN"'),
            ("Duration", ',"value":"1.5s"'),
            ("Duration", ',"seconds":1'),
            ("Timestamp", ',"value":"1970-01-01T00:00:00Z"'),
            ("FieldMask", ',"value":"a,bC"'),
            ("Empty", ""),
            ("Empty", ',"value":{}'),
            ("Struct", ',"value":{"a":[1,null]}'),
            ("Struct", ',"a":1'),
            ("Value", ',"value":null'),
            ("Value", ',"value":[1]'),
            ("ListValue", ',"value":[]'),
            ("Any", ',"value":{}'),
            ("Any", ',"value":' + _any(PREFIX + "Duration", ',"value":"1s"')),
            ("NullValue", ',"value":null'),
            ("Unknown", ',"value":1'),
        ]
    ),
    _any("type.googleapis.com/well_known.v1.Ruled", ""),
    _any("type.googleapis.com/well_known.v1.Ruled", ',"paths":"name"'),
    _any("example.com/x/well_known.v1.Everything", ',"singleDuration":"1s"'),
    _any("/well_known.v1.Ruled", ""),
    _any("well_known.v1.Ruled", ""),
    _any("type.googleapis.com/", ""),
    _any("", ""),
    '{"paths":"name","@type":"type.googleapis.com/well_known.v1.Ruled"}',
    '{"value":"1s","@type":"type.googleapis.com/google.protobuf.Duration"}',
    "[" + ",".join([_any(PREFIX + "Empty", "")] * 4) + "]",
    '{"@type":1}',
    '{"@type":null}',
    # Nesting.
    "[" * 20 + "]" * 20,
    '{"a":' * 20 + "1" + "}" * 20,
]

# What stands around a snippet in a field of a shape.
AROUND = {
    Shape.SINGLE: [("", "")],
    Shape.LIST: [("[", "]"), ("[", ",null]")],
    Shape.MAP: [('{"1":', "}"), ('{"1":', ',"2":null}')],
}

# Values that are at the edge of a type.
EDGES = {
    "Any": [_any("well_known.v1.Ruled", ""), _any("/well_known.v1.Ruled", ""), '{"@type":""}'],
    "BytesValue": ['"a.b"', '"_w"', '"AQ==AQ=="'],
    "DoubleValue": ["true", "-0", "1e309"],
    "Empty": ['"a"', "[1]", '{"a":1,"a":2}', '{"a":NaN}'],
    "FieldMask": ['"aB,a_b"', '"a,,b"', '"A,bC1"'],
    "FloatValue": ["false", "-0", "3.4028235e38", "3.4028236e38", "1e-46"],
    "Int32Value": ["1e-400", "1e2", '"1e2"', "-0", "true"],
    "NullValue": ["1.5", "5", "true", '"x"', '"NULL_VALUE"', "null"],
    "UInt64Value": ["1e-400", '"-0"', "18446744073709551615.0"],
    "Value": ["NaN", "-0", "1e309", "null"],
}

# Documents of the type `Everything` with two arms of its oneof.
TWO_ARMS = [
    b'{"oneValue":null,"oneBoolValue":true}',
    b'{"oneBoolValue":true,"oneValue":null}',
    b'{"oneBoolValue":null,"oneValue":true}',
    b'{"oneNullValue":null,"oneValue":null}',
    b'{"oneEmpty":{},"oneStruct":{}}',
]

# Takes the place of a snippet until the document is text.
MARK = "\u0001mark\u0001"

# The maximum number of members of a mutated document: one mistake hides others.
MEMBERS = 4


def mutated(document: str, fields: list[FieldDescriptor], numbers: random.Random) -> bytes:
    """The document with a few of its members and one mutation. `fields` are those of its type."""
    if fields[0].containing_type.name == "Everything" and numbers.random() < 0.02:
        return numbers.choice(TWO_ARMS)
    members = json.loads(document)
    kept = numbers.sample(sorted(members), min(len(members), numbers.randint(0, MEMBERS)))
    root: dict[str, Any] = {name: members[name] for name in kept}
    if numbers.random() < 0.5:
        field = numbers.choice(fields)
        root[field.json_name] = MARK
        of = element(field)
        edges = EDGES.get((of.message_type or of.enum_type).name, SNIPPETS)
        snippet = numbers.choice(edges if numbers.random() < 0.5 else SNIPPETS)
        if numbers.random() < 0.8:
            before, after = numbers.choice(AROUND[shape(field)])
            snippet = before + snippet + after
    else:
        snippet = _inside(root, numbers)
    text = json.dumps(root, ensure_ascii=numbers.random() < 0.5)
    return text.replace(json.dumps(MARK), snippet).encode("utf-8", "surrogatepass")


def _inside(root: dict[str, Any], numbers: random.Random) -> str:
    """Replaces or removes a value at a random place. Returns what stands for the mark."""
    places: list[tuple[Any, Any]] = []
    pending: list[Any] = [root]
    while pending:
        value = pending.pop()
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, held in inner:
            places.append((value, key))
            if isinstance(held, (dict, list)):
                pending.append(held)
    if not places:
        return ""
    of, key = numbers.choice(places)
    if numbers.random() < 0.2:
        del of[key]
    elif numbers.random() < 0.1 and isinstance(of, dict):
        of[numbers.choice(["value", "@type", "a", ""])] = of.pop(key)
    else:
        of[key] = MARK
    return numbers.choice(SNIPPETS)
