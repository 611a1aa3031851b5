"""Regular expressions and texts with the verdicts of RE2, one JSON object a line.

`cargo xtask conformance` compares them with the generator's. A line has the `pattern`, the `error` of RE2
or null, and for a valid pattern `matches`: pairs of a text and whether the pattern occurs in it.
"""

from __future__ import annotations

import argparse
import json
from random import Random

import re2

# Patterns at the edges of the syntax.
CORNERS = [
    # Repetitions.
    "a**", "a*+", "a++", "a?*", "a*??", "a+?+", "a{2}{3}", "a{2}*", "a*{2}", "*", "+a", "?", "{2}", "(*)",
    "(?:+)", "a|*", "|+", "^*", "$+", r"\b*", "(?:)*", "()*", "(|a)+", "a{0}", "a{0,0}", "a{,2}", "a{2,1}",
    "a{1000}", "a{1001}", "a{1001,}", "a{2,1001}", "a{99999999999}", "(a{100}){10}", "(a{100}){11}",
    "((a{10}){10}){10}", "((a{10}){10}){11}", "(a{2,}){501}", "(a{0}){1000}", "a{01}", "a{1,02}", "a{", "a{}",
    "a{x}", "a{1", "a{1,", "a{1,x}", "}", "a}", "{", "{{", "a{-1}", "a{ 1}", "x{2}?", "x{2}??", "(?i)*", "a(?i)*",
    # Groups and flags.
    "(", ")", "(a", "a)", "()", "(?)", "(?", "(?:", "(?:)", "(?i", "(?i)", "(?-i)", "(?i-)", "(?-)", "(?--i)", "(?-i-s)",
    "(?ii)", "(?i-i)k", "(?-i:k)", "(?x)a", "(?u)a", "(?a)", "(?L)", "(?i:k)k", "(?i)k(?-i)k", "((?i)k)k", "(?i:(?-i:k)k)",
    "k|(?i)k|k", "(?s).", "(?s:.).", "(?-s).", "(?m)^a$", "(?m:^a$)", "(?m)a$|^b", "(?U)a+", "(?Ui)K+?", "(?ims-U)k",
    "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", "(?#a)", "(?|a)", "(?P<n>a)", "(?<n>a)", "(?P<n>a)(?P<n>b)",
    "(?P<n>a)(?<n>b)", "(?P<>a)", "(?P<n", "(?P<n>", "(?P<n a>b)", "(?P<1>a)", "(?P<n-a>b)", "(?P=n)", "(?P>n)", "(?P", "(?'n'a)",
    "(?1)", "(?R)", "(?&n)", "(?i:a", "(?i)(?:k|s)+", "(?i:)", "(?:(?:(?:a)))",
    # Escapes.
    "\\", "a\\", r"\a", r"\f", r"\n", r"\r", r"\t", r"\v", r"\e", r"\0", r"\07", r"\012", r"\0123", r"\1", r"\9", r"\8", r"\12",
    r"\123", r"\777", r"\18", r"\x", r"\x4", r"\x41", r"\x411", r"\x{41}", r"\x{}", r"\x{g}", r"\x{41", r"\x{000041}", r"\x{10FFFF}",
    r"\x{110000}", r"\x{1F600}", r"\x{d800}", r"\x{+41}", r"\u0041", r"\u{41}", r"\U00000041", r"\cA", r"\h", r"\H", r"\R", r"\K", r"\X",
    r"\N", r"\G", r"\Z", r"\A", r"\z", r"\y", r"\q", r"\_", r"\-", r"\<", r"\>", r"\<a\>", r"\@", r"\ ", r"\/", r"\é", r"\b", r"\B", r"\ba\b",
    r"\Ba", r"a\B", r"\b\b", r"\bé", r"\Q", r"\Qa.b\E", r"\Qa.b", r"\Q\E", r"\Q\E*", r"\Qab\E+", r"\E", r"\Q\\E", r"(?i)\Qk.\E", r"\Q(\E",
    r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"(?i)\w", r"(?i)\W", r"(?i)\d", r"(?i)\s", r"\s+a", r"a\Sb", r"\V",
    # Classes.
    "[", "[]", "[]]", "[^]]", "[^]", "[a", "[a-", "[a-]", "[-a]", "[a-c]", "[c-a]", "[a-a]", "[a-b-c]", "[--a]", "[+--]", "[a-\\]]",
    "[\\]]", "[\\d]", "[\\D]", "[\\s]", "[^\\s]", "[\\S]", "[\\w-a]", "[a-\\w]", "[\\w-]", "[^\\W]", "[\\b]", "[\\B]", "[\\A]", "[\\z]",
    "[\\Q]\\E]", "[\\x41]", "[\\x{41}-\\x{43}]", "[\\n]", "[^\\n]", "[^a]", "[^ab]", "[^^]", "[^-a]", "[a^]", "[&&]", "[a&&b]", "[a--b]", "[a~~b]",
    "[[]", "[[a]", "[[a]]", "[]a]", "[[:alpha:]]", "[[:^alpha:]]", "[^[:alpha:]]", "[[:alpha:]", "[:alpha:]", "[[:alpha]]", "[[:Alpha:]]",
    "[[:none:]]", "[[::]]", "[[:alpha:]-z]", "[[:word:]]", "[[:space:]]", "[[:ascii:]]", "[[:cntrl:]]", "[[:punct:]]", "[[:xdigit:]]",
    "[[:graph:]]", "[[:print:]]", "[[:blank:]]", "[[:upper:]]", "[[:lower:]]", "(?i)[[:upper:]]", "(?i)[[:^lower:]]", "(?i)[^k]", "(?i)[a-k]",
    "(?i)[^[:upper:]]", "(?i)[k-s]", "(?i)[^s]", "(?i)[\\W]", "(?i)[^\\w]", "[[=a=]]", "[[.a.]]", "[\\p{L}]", "[^\\p{L}]", "[\\pL\\d]",
    "[\\x{d800}]", "[\\x{d7ff}-\\x{e000}]", "[^\\x{0}-\\x{10FFFF}]", "[\\x{0}-\\x{10FFFF}]", "[#]", "[ ]", "[\t]", "[é-ü]", "[ü-é]", "[a-é]",
    # Unicode.
    r"\pL", r"\PL", r"\p{L}", r"\P{L}", r"\p{^L}", r"\P{^L}", r"\p{Lu}", r"\p{Ll}", r"\p{Nd}", r"\pN", r"\p{Any}", r"\p{C}", r"\pP", r"\p{Zs}",
    r"(?i)\p{Lu}", r"(?i)\P{Lu}", r"\pS", r"\p{Cs}", r"\p", r"\p{", r"\p{}", r"\p{L", r"\pX", r"\p{Letter}", r"\p{lu}", r"\p{LU}", r"\p{Cn}",
    r"\p{Alphabetic}", r"\p{gc=L}", r"\p{L&}", r"\p{IsGreek}", r"\p{ L}",
    "é", "(?i)é", "(?i)ß", "(?i)σ", "(?i)ς", "(?i)ſ", "(?i)K", "(?i)ı", "(?i)İ", "(?i)ǅ", "é+", "😀", ".", "^.$", "..", "[^a]", "a.b", "(?i)straße",
    # Anchors and alternatives.
    "", "^", "$", "^$", "a$", "^a", "a^b", "a$b", "^^", "$$", "|", "a|", "|a", "a||b", "(a|)", "(|)", "a|b|c", "^a|b$", "(?m)^", "(?m)$", "(?m)^$",
    "a\n", "^a\n$", "a\\n", "#a", "a b", "a#b",
]

# Patterns that RE2 accepts and the generator does not, each with a character that the generator names.
LEFT_OUT = [r"\C", r"a\C", r"\p{Greek}", r"\p{^Greek}", r"[\p{Han}]", r"(?i)\P{Cyrillic}"]

TEXTS = [
    "", "a", "A", "aa", "aaa", "ab", "b", "ba", "abc", "c", "k", "K", "\u212a", "s", "S", "\u017f", "ss", "ß", "ẞ", "STRASSE", "straße", "1", "a1", "_",
    "-", "]", "[", "^", "\\", ".", "{", "}", "{,2}", "<a>", "a b", " ", "\t", "\n", "\v", "\f", "\r", "\x00", "\x07", "\x1f", "\x7f", "\u0085", "\u00a0",
    "a\n", "\na", "a\nb", "é", "É", "ü", "aé", "α", "σ", "ς", "Σ", "ı", "İ", "i", "I", "ǅ", "ǆ", "Ǆ", "中", "😀", "²", "\ufffd", "&", "~", "#", "$", "+", "*",
    "a.b", "(", ")", "Zz", "\u2028",
]

ATOMS = [
    "a", "b", "k", "K", "s", "é", "ſ", "1", " ", "_", ".", "\\.", "\\s", "\\S", "\\d", "\\D", "\\w", "\\W", "\\v", "\\n", "\\t", "\\x41", "\\x{212a}", "\\b", "\\B", "^",
    "$", "\\A", "\\z", "\\<", "\\-", "[a-k]", "[^a]", "[^\\s]", "[\\w-]", "[[:alpha:]]", "[^[:space:]]", "[ks]", "[é-ü]", "\\pL", "\\PL", "[\\p{Lu}_]",
    "\\Qa.\\E", "\\012", "[]a]", "[a\\]]", "-", "}", "{", "]", "#", "~", "&&",
]
# Not valid everywhere, or not at all.
ODD = ["*", "+", "?", "{2}", "(", ")", "[", "\\", "\\1", "\\Z", "\\u0041", "[z-a]", "(?x)", "(?=a)", "{1001}", "\\y", "[[:x:]]", "(?i", "|"]
REPETITIONS = ["*", "+", "?", "*?", "+?", "??", "{0}", "{1}", "{2}", "{0,1}", "{1,}", "{2,3}", "{2}?", "{,1}"]
GROUPS = ["(", "(?:", "(?i:", "(?s:", "(?m:", "(?U:", "(?-i:", "(?is-m:"]
FLAGS = ["(?i)", "(?s)", "(?m)", "(?-i)", "(?U)"]


def expression(random: Random, depth: int) -> str:
    """A pattern that is usually valid."""
    out = ""
    for _ in range(random.choice([1, 1, 2, 2, 3])):
        kind = random.random()
        if kind < 0.08:
            out += random.choice(FLAGS)
            continue
        if kind < 0.14:
            out += "|"
            continue
        if kind < 0.17:
            out += random.choice(ODD)
            continue
        if depth and kind < 0.4:
            part = f"{random.choice(GROUPS)}{expression(random, depth - 1)})"
        else:
            part = random.choice(ATOMS)
        if random.random() < 0.35:
            part += random.choice(REPETITIONS)
        out += part
    return out


def texts(random: Random) -> list[str]:
    return TEXTS + ["".join(random.choices(TEXTS, k=random.randint(2, 5))) for _ in range(12)]


def verdict(pattern: str, options: re2.Options, random: Random) -> dict[str, object]:
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0]
        return {"pattern": pattern, "error": reason.decode() if isinstance(reason, bytes) else str(reason)}
    # In RE2, `\B` matches between the bytes of a character.
    compared = [text for text in texts(random) if text.isascii() or r"\B" not in pattern]
    found = [(text, compiled.search(text) is not None) for text in compared]
    return {"pattern": pattern, "error": None, "matches": found}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    given = parser.parse_args()
    random = Random(given.seed)
    options = re2.Options()
    options.log_errors = False
    made = (expression(random, 3) for _ in range(given.count))
    for pattern in [*CORNERS, *LEFT_OUT, *made]:
        print(json.dumps(verdict(pattern, options, random)))


if __name__ == "__main__":
    main()
