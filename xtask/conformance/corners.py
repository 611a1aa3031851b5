r"""Corner cases of ProtoJSON: the spellings that may appear in place of a value.

Each has a name, under which differences are listed, and one or more spellings. Whether they are
valid is not stated here: the two implementations are compared.
"""

from __future__ import annotations

from values import RANGES

Corners = dict[str, list[str]]

WRONG_KINDS: Corners = {
    "number": ["0", "7", "-1.5", "1e400"],
    "bool": ["true", "false"],
    "string": ['"x"', '"null"', '"{}"'],
    "empty-string": ['""'],
    "object": ["{}", '{"a":1}'],
    "array": ["[]", "[1]"],
}

# The wrong kinds that a kind has corner cases of its own for.
OWN_KINDS = {
    "bool": {"bool"},
    "bytes": {"string", "empty-string"},
    "duration": {"string", "empty-string"},
    "enum": {"number", "string", "empty-string", "bool"},
    "int32": {"number", "string", "empty-string"},
    "int64": {"number", "string", "empty-string"},
    "message": {"object"},
    "string": {"string", "empty-string"},
    "timestamp": {"string", "empty-string"},
    "uint32": {"number", "string", "empty-string"},
    "uint64": {"number", "string", "empty-string"},
}


def _integers(kind: str) -> Corners:
    lowest, highest = RANGES[kind]
    return {
        "zero": ["0", "-0", '"0"', '"-0"'],
        "extreme": [str(lowest), str(highest), f'"{lowest}"', f'"{highest}"'],
        "beyond": [str(lowest - 1), str(highest + 1), f'"{lowest - 1}"', f'"{highest + 1}"'],
        "huge": ["9" * 40, f'"{"9" * 40}"', "1e30", '"1e30"', "-1e30"],
        "whole-fraction": ["1.0", "7.000", "-0.0", "0e5", "0.0"],
        "exponent": ["1e3", "12E+1", "120e-1", "1.5e1", "0.7e1"],
        "exponent-in-string": ['"1e3"', '"12E+1"', '"1.0"', '"1.5e1"', '"-0.0"', '"120e-1"'],
        "fraction": ["1.5", "0.1", "1e-1", "15e-2", '"1.5"', '"1e-1"'],
        "beyond-double": ["1e400", "-1e400", '"1e400"', "1e999999999999999999999"],
        "below-double": ["1e-400", "-1e-400", '"1e-400"', "1.0000000000000000000000001"],
        "special-in-string": ['"NaN"', '"Infinity"', '"-Infinity"', '"nan"', '"inf"'],
        "word": ['"one"', '"true"', '"-"', '"1,000"', '"0x10"', '"1.2.3"', '"e1"', '"1e"'],
        "empty-string": ['""'],
        "blank": ['" 1"', '"1 "', '" "'],
        "blank-other-than-space": [r'"\t1"', r'"1\n"', '"\u00a01"', r'"\u30001"', r'"\r"'],
        "plus": ['"+1"', '"+0"'],
        "leading-zero-in-string": ['"01"', '"-01"', '"007"'],
        "underscore": ['"1_0"', '"1_000"'],
        "foreign-digits": ['"١"', '"１２"', '"५"'],
        "point-without-digits": ['".5"', '"5."', '"-.0"', '"0.e1"'],
    }


VALUES: dict[str, Corners] = {
    "bool": {"bool": ["true", "false"], "bool-in-string": ['"true"', '"false"', '""', '"1"']},
    "bytes": {
        "empty": ['""'],
        "padded": ['"AA=="', '"AAE="', '"AAEC"', r'"\u0041A=="', r'"\/\/8="'],
        "unpadded": ['"AA"', '"AAE"'],
        "half-padded": ['"AA="'],
        "url-safe": ['"-_8="', '"-_8"', '"_-_-"'],
        "mixed-alphabets": ['"+_8="', '"-/-/"'],
        "trailing-bits": ['"AB=="', '"AAF="', '"AB"'],
        "too-much-padding": ['"AAEC="', '"AA==="', '"AAE=="', '"AAEC===="'],
        "padding-only": ['"="', '"=="', '"===="'],
        "padding-inside": ['"AA==AA=="', '"A=A="'],
        "one-letter-too-many": ['"A"', '"AAECA"'],
        "bad-letter": [
            '"AA!="',
            '"AA AE"',
            r'"AA\nAE"',
            '"AAE."',
            '"ÅÅ=="',
            r'"AA\u0000E"',
            '"A*AA"',
        ],
    },
    "enum": {
        "zero": ["0", "-0"],
        "number": ["1", "2"],
        "unknown-number": ["1000", "-1", "2147483647", "-2147483648"],
        "whole-fraction": ["1.0", "0.0", "1e0", "1000.0", "10e2"],
        "fraction": ["1.5", "0.1", "-0.5"],
        "beyond": ["2147483648", "-2147483649", "1e10"],
        "beyond-double": ["1e400"],
        "bool": ["true", "false"],
    },
    "duration": {
        "zero": ['"0s"', '"-0s"', '"+0s"', '"0.0s"', '"-0.000000000s"'],
        "sign": ['"+9125115.360s"', '"-1.5s"', '"-0.5s"', '"+0.000000001s"', '"-0.000000001s"'],
        "fraction": ['"1.5s"', '"1.000000001s"', '"1.10s"', '"1.000100s"', '"0.123456s"'],
        "long-fraction": ['"1.0000000000s"', '"1.1234567891s"', '"0.0000000001s"'],
        "extreme": [
            '"315576000000s"',
            '"-315576000000s"',
            '"315576000000.999999999s"',
            '"-315576000000.000000001s"',
        ],
        "beyond": [
            '"315576000001s"',
            '"-315576000001s"',
            '"9223372036854775807s"',
            '"9223372036854775808s"',
            '"99999999999999999999s"',
        ],
        "leading-zeros": ['"007s"', '"00.5s"', '"-01s"'],
        "no-digits": ['"s"', '"-s"', '"+s"', '".5s"', '"-.5s"', '".s"'],
        "point-without-digits": ['"1.s"', '"-2.s"'],
        "two-signs": ['"--1s"', '"+-1s"', '"1-s"', '"1.-5s"', '"1.+5s"'],
        "exponent": ['"1e3s"', '"1.5e1s"'],
        "exponent-in-fraction": ['"1.5e-1s"', '"1.1e0s"', '"1.25e-2s"'],
        "unit": ['"1"', '""', '"1m"', '"1S"', '"1ss"', '"1ms"', '"1h1s"', '"1s "'],
        "blank": ['" 1s"', r'"\t1s"', '"1 s"'],
        "blank-in-fraction": ['"1.5 s"', r'"1.5\ts"'],
        "underscore": ['"1_0s"', '"1.1_1s"'],
        "foreign-digits": ['"١s"', '"１s"', '"1.５s"'],
        "special": ['"NaNs"', '"Infinitys"', '"infs"'],
    },
    "timestamp": {
        "fraction": [
            f'"2026-01-02T03:04:05.{digits}Z"'
            for digits in (
                "1",
                "12",
                "123",
                "1234",
                "12345",
                "123456",
                "1234567",
                "12345678",
                "123456789",
                "000",
                "100",
                "000001000",
            )
        ],
        "long-fraction": ['"2026-01-02T03:04:05.1234567890Z"', '"2026-01-02T03:04:05.0000000000Z"'],
        "empty-fraction": ['"2026-01-02T03:04:05.Z"', '"2026-01-02T03:04:05.+01:00"'],
        "sign-in-fraction": ['"2026-01-02T03:04:05.-1Z"', '"2026-01-02T03:04:05.+1Z"'],
        "exponent-in-fraction": [
            '"2026-01-02T03:04:05.1e1Z"',
            '"2026-01-02T03:04:05.1e0Z"',
            '"2026-01-02T03:04:05.1e-1Z"',
        ],
        "underscore-in-fraction": ['"2026-01-02T03:04:05.1_1Z"'],
        "offset": [
            f'"2026-01-02T03:04:05{offset}"'
            for offset in (
                "+00:00",
                "-00:00",
                "+01:00",
                "-08:30",
                "+23:59",
                "-23:59",
                ".5+05:45",
                ".000000001-12:00",
            )
        ],
        "offset-beyond": [
            '"2026-01-02T03:04:05+24:00"',
            '"2026-01-02T03:04:05-23:60"',
            '"2026-01-02T03:04:05+99:99"',
        ],
        "offset-short": [
            '"2026-01-02T03:04:05+1:00"',
            '"2026-01-02T03:04:05+01:0"',
            '"2026-01-02T03:04:05-1:5"',
        ],
        "offset-without-colon": [
            '"2026-01-02T03:04:05+0100"',
            '"2026-01-02T03:04:05-01"',
            '"2026-01-02T03:04:05+"',
        ],
        "offset-odd": [
            '"2026-01-02T03:04:05+01:00:00"',
            '"2026-01-02T03:04:05+:"',
            '"2026-01-02T03:04:05Z+01:00"',
            '"2026-01-02T03:04:05+01:00Z"',
        ],
        "offset-signs": [
            '"2026-01-02T03:04:05+-1:00"',
            '"2026-01-02T03:04:05+01:-5"',
            '"2026-01-02T03:04:05+ 1:00"',
            '"2026-01-02T03:04:05+1_0:00"',
        ],
        "no-offset": ['"2026-01-02T03:04:05"', '"2026-01-02T03:04:05.5"', '"2026-01-02"'],
        "leap-day": ['"2024-02-29T00:00:00Z"', '"2000-02-29T23:59:59Z"', '"2400-02-29T00:00:00Z"'],
        "no-leap-day": [
            '"2023-02-29T00:00:00Z"',
            '"1900-02-29T00:00:00Z"',
            '"2100-02-29T00:00:00Z"',
        ],
        "no-such-day": [
            '"2026-04-31T00:00:00Z"',
            '"2026-00-01T00:00:00Z"',
            '"2026-13-01T00:00:00Z"',
            '"2026-01-00T00:00:00Z"',
            '"2026-01-32T00:00:00Z"',
        ],
        "no-such-time": [
            '"2026-01-01T24:00:00Z"',
            '"2026-01-01T00:60:00Z"',
            '"2026-01-01T00:00:60Z"',
            '"2026-12-31T23:59:60Z"',
            '"2026-01-01T00:00:61Z"',
        ],
        "first": [
            '"0001-01-01T00:00:00Z"',
            '"0001-01-01T00:00:00.000000001Z"',
            '"0001-01-01T01:00:00+01:00"',
        ],
        "last": [
            '"9999-12-31T23:59:59Z"',
            '"9999-12-31T23:59:59.999999999Z"',
            '"9999-12-31T22:59:59-01:00"',
        ],
        "beyond": [
            '"0000-12-31T23:59:59Z"',
            '"0001-01-01T00:00:00+00:01"',
            '"9999-12-31T23:59:59-00:01"',
            '"10000-01-01T00:00:00Z"',
            '"-0001-01-01T00:00:00Z"',
        ],
        "old": ['"1969-12-31T23:59:59.5Z"', '"1582-10-10T00:00:00Z"', '"0099-06-07T08:09:10Z"'],
        "lower-case": ['"2026-01-02t03:04:05Z"', '"2026-01-02T03:04:05z"'],
        "other-separator": [
            '"2026-01-02 03:04:05Z"',
            '"2026/01/02T03:04:05Z"',
            '"20260102T030405Z"',
            '"2026-01-02T03.04.05Z"',
        ],
        "one-digit": ['"2026-1-02T03:04:05Z"', '"2026-01-2T03:04:05Z"', '"2026-01-02T3:4:5Z"'],
        "incomplete": ['"2026-01-02T03:04Z"', '"2026-01-02Z"', '"Z"', '""', '"T"'],
        "blank": ['" 2026-01-02T03:04:05Z"', '"2026-01-02T03:04:05Z "', '"2026-01-02T03:04:05 Z"'],
        "blank-before-offset": ['"2026-01-02T03:04:05.5 Z"', r'"2026-01-02T03:04:05.5\t+01:00"'],
        "foreign-digits": [
            '"٢٠٢٦-01-02T03:04:05Z"',
            '"2026-01-02T03:04:０５Z"',
            '"2026-01-02T03:04:05.５Z"',
        ],
    },
    "string": {
        "escapes": [
            r'"\"\\\/\b\f\n\r\t"',
            r'"\u0041\u00e9\u65E5"',
            r'"\u0000"',
            r'"\u2028\ufeff\uFFFF"',
        ],
        "surrogate-pair": [r'"\ud83d\ude00"', r'"\uD83D\uDE00x"', r'"\udbff\udfff"'],
        "raw-letters": ['"é日😀\u007f\u0080\u2028\ufeff\uffff"', '"e\u0301 \u200f"'],
        # At most 4096 bytes: a longer string is only checked for its length.
        "long": ['"' + "long " * 800 + '"'],
        "lone-surrogate": [
            r'"\ud800"',
            r'"\udc00"',
            r'"x\ud83d"',
            r'"\ud83dx"',
            r'"\ud83d\u0041"',
            r'"\ude00\ud83d"',
            r'"\ud83d\ud83d\ude00"',
        ],
        "bad-escape": [
            r'"\x41"',
            r'"\u12"',
            r'"\u12g4"',
            r'"\u{41}"',
            r'"\U00000041"',
            r'"\""',
            r'"\a"',
            r'"\u+123"',
            r'"\u 123"',
        ],
        "raw-control": ['"a\tb"', '"\u0001"', '"\u001f"', '"\u0000"', '"a\rb"'],
        "unquoted": ["abc", "'abc'", "`abc`"],
    },
    "message": {"empty": ["{}"], "nested-twice": ["{{}}", "{[]}"]},
} | {kind: _integers(kind) for kind in RANGES}

# Integers that a double cannot represent, spelled with a point or an exponent, and the plain
# spelling of each.
BEYOND_DOUBLES = [
    (spelling.format(number), str(number))
    for number in (2**53 + 1, 2**63 - 1, 2**64 - 1, -(2**63) + 1)
    for spelling in ("{}.0", "{}e0", "{}0e-1", '"{}.0"', '"{}e0"')
]

# Unknown names of enum values; a number in a string is one.
ENUM_NAMES = ["{lower}", "{name}_", "X", "", " ", "{name} ", "null", "0", "1", "+1", "2147483648"]

# Unknown members, whose values are skipped.
UNKNOWN: Corners = {
    "plain": [
        '"new":1',
        '"new":"x"',
        '"new":null',
        '"new":[{"a":[true]}]',
        '"new":-1.5e-7',
        '"":0',
    ],
    "almost": ['"@type":"x"', '"Id":1', '"ID":1', '"_id":1', '"id ":1'],
    "extension-key": ['"[a.b]":1', '"[x]":{}', '"[]":0'],
    "twice": ['"new":1,"new":2'],
    "twice-inside": ['"new":{"a":1,"a":2}', '"new":[{"a":{},"a":{}}]'],
    "special-number": ['"new":NaN', '"new":[Infinity]', '"new":-Infinity'],
    "huge-number": ['"new":1e999', '"new":' + "9" * 400],
    "lone-surrogate": [r'"new":"\ud800"', r'"new":["\udc00x"]'],
    "lone-surrogate-key": [r'"\ud800":1', r'"new":{"\udc00":1}'],
    "raw-control": ['"new":"a\tb"', '"a\u0001":1'],
    "broken-value": [
        '"new":01',
        '"new":.5',
        '"new":+1',
        '"new":1.',
        '"new":tru',
        '"new":[1,]',
        '"new":{,}',
        '"new":1e',
        '"new":0x1',
        '"new":nul',
    ],
    "bad-escape": [r'"new":"\q"', r'"new":"\u00"', r'"\x":1'],
    "deep": ['"new":' + "[" * 60 + "]" * 60, '"new":' + '{"a":' * 60 + "0" + "}" * 60],
    "too-deep": [
        '"new":' + "[" * 130 + "]" * 130,
        '"new":' + '{"a":' * 130 + "0" + "}" * 130,
        '"new":' + "[" * 100_000 + "]" * 100_000,
    ],
    "unbalanced": ['"new":' + "[" * 60 + "]" * 59, '"new":' + "[" * 200],
}

# Documents that are not objects.
TOPS: Corners = {
    "null": ["null"],
    "empty-array": ["[]"],
    "array": ["[{}]", "[1]", "[[]]"],
    "empty-string": ['""'],
    "string": ['"zz"', '"{}"'],
    "scalar": ["1", "true", "-0.0", "false"],
    "nothing": ["", " ", "\t"],
}
