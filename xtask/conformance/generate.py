"""Generates documents: plain ones of every type, and ones with a corner case of ProtoJSON."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from google.protobuf.descriptor import Descriptor, FieldDescriptor

import breakage
import corners
import schema
from document import NULL, Array, Node, Object, Token, render, text
from schema import Schema, Shape
from values import Values

# The maximum nesting of messages.
DEPTH = 4

# Differences for which the inputs differ; the reasons are in `differences`.
UNKNOWN_NAMES = "unknown enum names"
BEYOND_DOUBLES = "whole numbers beyond doubles"

# The number that the reference gets in place of an unknown enum name.
STAND_IN = 1_900_000_000


@dataclass(frozen=True)
class Case:
    """A document and its type."""

    type: str
    document: bytes
    # The corner case, such as `int64:exponent`; otherwise `plain`, or `edge` if a field is at the
    # edge of its rules.
    corner: str
    # The input of the reference, if it differs, and the name of the difference.
    for_reference: bytes
    adaptation: str | None = None
    # The unknown enum name for which the reference gets `STAND_IN`.
    unknown_name: str | None = None


# A corner case: its name, and a function that adds it to an object of the type.
Place = tuple[str, Callable[[Object], None]]


class Generator:
    """Generates cases. The same seed gives the same cases."""

    def __init__(self, api: Schema, seed: int) -> None:
        self._api = api
        self._numbers = random.Random(seed)
        self._values = Values(self._numbers)
        self._used: Counter[str] = Counter()
        # The adaptation of the current case, if any.
        self._adaptation: str | None = None
        self._name: str | None = None
        self._rules = {
            field.full_name: api.rules(field)
            for message in api.messages
            for field in message.fields
        }

    def cases(self, count: int) -> Iterator[Case]:
        """Cases of all types in turn. Every fourth case is of a type with a rare corner case, or
        of one with rules."""
        types = itertools.cycle(self._api.messages)
        ruled = itertools.cycle(self._ruled())
        homes = self._homes()
        for index in range(count):
            if index % 4 < 3:
                yield self._case(next(types))
            elif index % 8 < 4:
                yield self._edged(*next(ruled))
            else:
                corner = self._least(list(homes))
                of, fields = self._numbers.choice(homes[corner])
                yield self._cornered(of, of, fields, corner)

    def _case(self, of: Descriptor) -> Case:
        lot = self._numbers.random()
        if lot < 0.35:
            return _same(of, "plain", self._plain(of))
        if lot < 0.45:
            corner = self._least([f"text:{name}" for name in breakage.NAMES])
            name = corner.removeprefix("text:")
            return _same(of, corner, breakage.broken(name, self._plain(of), self._numbers))
        if lot < 0.47:
            corner = self._least([f"top:{name}" for name in corners.TOPS])
            spellings = corners.TOPS[corner.removeprefix("top:")]
            return _same(of, corner, self._numbers.choice(spellings).encode("utf-8"))
        # The corner case is often one of a nested message.
        inner = [field for field in of.fields if schema.kind(field) == "message"]
        through = self._numbers.choice(inner) if inner and self._numbers.random() < 0.4 else None
        target = of if through is None else schema.message_of(through)
        # A sample of fields, because there are many corner cases.
        fields = self._numbers.sample(list(target.fields), min(len(target.fields), 3))
        return self._cornered(of, target, fields, None, through)

    def _ruled(self) -> list[tuple[Descriptor, FieldDescriptor]]:
        """All fields with rules, and their messages."""
        fields = [(message, field) for message in self._api.messages for field in message.fields]
        return [at for at in fields if self._rules[at[1].full_name].ListFields()]

    def _edged(self, of: Descriptor, field: FieldDescriptor) -> Case:
        """A valid document, except for one field at the edge of its rules."""
        message = self._message(of, 0, 0.0)
        self._clear(message, field)
        value = self._field(field, 0, 1.0)
        if value is not None:
            self._set(message, field, value)
        return _same(of, "edge", render(message).encode("utf-8"))

    def _cornered(
        self,
        of: Descriptor,
        target: Descriptor,
        fields: list[FieldDescriptor],
        corner: str | None,
        through: FieldDescriptor | None = None,
    ) -> Case:
        """A valid document, except for a corner case at one of some fields of the target: the
        type itself, or the type of the field that leads to it."""
        self._adaptation = self._name = None
        root = at = self._message(of, 0, 0.0)
        if through is not None:
            at = Object()
            self._clear(root, through)
            self._set(root, through, self._wrapped(through, at))
        places = dict(self._places(target, fields))
        corner = corner or self._least(list(places))
        places[corner](at)
        document, other = (render(root, side).encode("utf-8") for side in (False, True))
        return Case(of.full_name, document, corner, other, self._adaptation, self._name)

    def _least(self, names: list[str]) -> str:
        """One of the least used corner cases."""
        fewest = min(self._used[name] for name in names)
        name = self._numbers.choice([name for name in names if self._used[name] <= fewest + 1])
        self._used[name] += 1
        return name

    # Plain documents.

    def _plain(self, of: Descriptor) -> bytes:
        near = self._numbers.choice([0.0, 0.1, 0.5])
        return render(self._message(of, 0, near)).encode("utf-8")

    def _message(self, of: Descriptor, depth: int, near: float) -> Object:
        present = self._numbers.choice([0.15, 0.5, 0.9, 1.0]) / (depth + 1) ** 0.5
        chosen = {oneof.name: self._numbers.choice(oneof.fields).number for oneof in of.oneofs}
        message = Object()
        for field in of.fields:
            oneof = schema.real_oneof(field)
            is_other_arm = oneof is not None and chosen[oneof] != field.number
            if is_other_arm or self._numbers.random() > present:
                continue
            value = self._field(field, depth, near)
            if value is not None:
                self._set(message, field, value)
        if self._numbers.random() < 0.1:
            self._numbers.shuffle(message.members)
        return message

    def _set(self, message: Object, field: FieldDescriptor, value: Node) -> None:
        names = [field.json_name, field.name]
        if self._numbers.random() < 0.1:
            names.reverse()
        message.put(names[0], value, names[1])

    def _field(self, field: FieldDescriptor, depth: int, near: float) -> Node | None:
        """The value of a field; None if messages would nest too deeply."""
        if schema.kind(field) == "message" and depth == DEPTH:
            return None
        is_near = self._numbers.random() < near
        if is_near and self._numbers.random() < 0.1:
            return NULL
        rules = self._rules[field.full_name]
        match schema.shape(field):
            case Shape.SINGLE:
                return self._element(field, rules, depth, near)
            case Shape.LIST:
                count = self._values.count(rules.repeated, is_near)
                items = [
                    self._element(field, rules.repeated.items, depth, near) for _ in range(count)
                ]
                if len(items) > 1 and is_near and self._numbers.random() < 0.5:
                    items[-1] = items[0]
                return Array(items)
            case Shape.MAP:
                entries = Object()
                for index in range(self._values.count(rules.map, is_near)):
                    key = self._numbers.choice(["goland", "", "a b", "é", "😀", '"', "\n", "z"])
                    value = self._element(field, rules.map.values, depth, near)
                    entries.members.append((text(f"{key}{index}"), value))
                return entries

    def _element(self, field: FieldDescriptor, rules: object, depth: int, near: float) -> Node:
        if schema.kind(field) == "message":
            return self._message(schema.message_of(field), depth + 1, near)
        return self._values.value(field, rules, self._numbers.random() < near)

    # Corner cases.

    def _wrapped(self, field: FieldDescriptor, value: Node) -> Node:
        """A value in the shape of the field, perhaps after a valid one."""
        if schema.shape(field) is Shape.SINGLE:
            return value
        if schema.shape(field) is Shape.MAP:
            return Object([(text("key"), value)])
        rules = self._rules[field.full_name].repeated.items
        valid = [self._element(field, rules, DEPTH, 0.0)] if self._numbers.random() < 0.3 else []
        return Array([*valid, value])

    def corners(self) -> set[str]:
        """The names of all corner cases."""
        texts = {f"text:{name}" for name in breakage.NAMES}
        tops = {f"top:{name}" for name in corners.TOPS}
        return {"plain", "edge"} | texts | tops | set(self._homes())

    def _homes(self) -> dict[str, list[tuple[Descriptor, list[FieldDescriptor]]]]:
        """The places of each corner case: the type, and the field if it concerns one."""
        homes: dict[str, list[tuple[Descriptor, list[FieldDescriptor]]]] = {}
        for message in self._api.messages:
            of_message = dict(self._places(message, []))
            for name in of_message:
                homes.setdefault(name, []).append((message, []))
            for field in message.fields:
                of_field = [name for name, _ in self._places(message, [field])]
                for name in dict.fromkeys(name for name in of_field if name not in of_message):
                    homes.setdefault(name, []).append((message, [field]))
        return homes

    def _places(self, of: Descriptor, fields: list[FieldDescriptor]) -> Iterator[Place]:
        """The corner cases of a message type, including those of some of its fields."""
        for field in fields:
            yield from self._value_places(field)
            yield from self._shape_places(field)
            yield from self._name_places(field)
        for oneof in of.oneofs:
            arms = [field for field in oneof.fields if schema.real_oneof(field)]
            if len(arms) > 1:
                yield from self._oneof_places(arms)
        for name, spellings in corners.UNKNOWN.items():
            yield f"unknown:{name}", partial(self._insert, spellings=spellings)

    def _value_places(self, field: FieldDescriptor) -> Iterator[Place]:
        kind = schema.kind(field)
        own = corners.OWN_KINDS[kind]
        wrong = {f"is-{name}": s for name, s in corners.WRONG_KINDS.items() if name not in own}
        for name, spellings in (corners.VALUES.get(kind, {}) | wrong).items():
            yield f"{kind}:{name}", partial(self._put, field=field, spellings=spellings)
        if kind in ("int64", "uint64"):
            yield f"{kind}:beyond-double-precision", partial(self._beyond_doubles, field=field)
        if kind == "enum":
            known = [f'"{value.name}"' for value in schema.enum_of(field).values]
            yield "enum:unknown-name", partial(self._unknown_name, field=field)
            yield "enum:known-name", partial(self._put, field=field, spellings=known)

    def _shape_places(self, field: FieldDescriptor) -> Iterator[Place]:
        kind, form = schema.kind(field), schema.shape(field)
        what = kind if form is Shape.SINGLE else form.value
        yield f"null:{what}", partial(self._set, field=field, value=NULL)
        if form is Shape.SINGLE:
            return
        empty = Array() if form is Shape.LIST else Object()
        yield f"{form.value}:empty", partial(self._set, field=field, value=empty)
        # A list in place of a map, a map in place of a list, and other values.
        for name, spellings in corners.WRONG_KINDS.items():
            if name != ("array" if form is Shape.LIST else "object"):
                token = self._token(spellings)
                yield f"{form.value}:is-{name}", partial(self._set, field=field, value=token)
        null_inside = self._wrapped(field, NULL)
        yield f"{form.value}:null-inside", partial(self._set, field=field, value=null_inside)
        if form is Shape.LIST:
            yield "list:nested", partial(self._set, field=field, value=Array([Array()]))
        else:
            yield from self._key_places(field)

    def _key_places(self, field: FieldDescriptor) -> Iterator[Place]:
        valid = self._element(field, self._rules[field.full_name].map.values, DEPTH, 0.0)
        for name, keys in {
            "plain": ['""', '"a b"', r'"\u0061"', '"😀"', r'"\n\"\\"'],
            "twice": ['"a"', '"a"'],
            "twice-in-two-spellings": ['"a"', r'"\u0061"'],
            "lone-surrogate": [r'"\ud800"'],
            "unquoted": ["a"],
            "number": ["1"],
            "null": ["null"],
            "order": ['"b"', '"a"', '"é"', '"B"', '"😀"', '"\uffee"', '""'],
        }.items():
            entries = Object([(Token(key), valid) for key in keys])
            yield f"key:{name}", partial(self._set, field=field, value=entries)

    def _name_places(self, field: FieldDescriptor) -> Iterator[Place]:
        names = [field.json_name, field.name]

        def twice(at: Object, first: str, second: str, values: tuple[Node, Node]) -> None:
            self._clear(at, field)
            at.members += [(Token(first), values[0]), (Token(second), values[1])]

        def valid() -> Node:
            return self._valid(field)

        plain = f'"{names[0]}"'
        escaped = f'"\\u{ord(names[0][0]):04x}{names[0][1:]}"'
        yield "name:escaped", lambda at: self._rename(at, field, escaped)
        yield "name:proto", lambda at: self._rename(at, field, f'"{names[1]}"')
        yield "name:other-case", lambda at: self._rename(at, field, plain.upper())
        yield "name:twice", lambda at: twice(at, plain, plain, (valid(), valid()))
        yield "name:twice-null", lambda at: twice(at, plain, plain, (NULL, valid()))
        yield (
            "name:twice-in-two-spellings",
            lambda at: twice(at, plain, escaped, (valid(), valid())),
        )
        if names[0] != names[1]:
            proto = f'"{names[1]}"'
            yield "name:both", lambda at: twice(at, plain, proto, (valid(), valid()))
            yield "name:both-null", lambda at: twice(at, proto, plain, (NULL, valid()))
            yield "name:both-null-last", lambda at: twice(at, plain, proto, (valid(), NULL))

    def _oneof_places(self, arms: list[FieldDescriptor]) -> Iterator[Place]:
        def both(at: Object, null: int | None) -> None:
            pair = self._numbers.sample(arms, 2)
            for arm in arms:
                at.drop(arm.json_name, arm.name)
            for index, arm in enumerate(pair):
                at.put(arm.json_name, NULL if index == null else self._valid(arm))

        yield "oneof:two-arms", lambda at: both(at, None)
        yield "oneof:null-first", lambda at: both(at, 0)
        yield "oneof:null-second", lambda at: both(at, 1)

    def _valid(self, field: FieldDescriptor) -> Node:
        value = self._field(field, DEPTH - 1, 0.0)
        return Object() if value is None else value

    def _token(self, spellings: list[str]) -> Token:
        return Token(self._numbers.choice(spellings))

    def _put(self, at: Object, field: FieldDescriptor, spellings: list[str]) -> None:
        self._clear(at, field)
        self._set(at, field, self._wrapped(field, self._token(spellings)))

    def _unknown_name(self, at: Object, field: FieldDescriptor) -> None:
        known = self._numbers.choice(schema.enum_of(field).values).name
        name = self._numbers.choice(corners.ENUM_NAMES).format(lower=known.lower(), name=known)
        self._adaptation, self._name = UNKNOWN_NAMES, name
        self._clear(at, field)
        self._set(at, field, self._wrapped(field, Token(text(name).text, str(STAND_IN))))

    def _beyond_doubles(self, at: Object, field: FieldDescriptor) -> None:
        self._adaptation = BEYOND_DOUBLES
        self._clear(at, field)
        token = Token(*self._numbers.choice(corners.BEYOND_DOUBLES))
        self._set(at, field, self._wrapped(field, token))

    def _rename(self, at: Object, field: FieldDescriptor, key: str) -> None:
        self._clear(at, field)
        at.members.append((Token(key), self._valid(field)))

    def _insert(self, at: Object, spellings: list[str]) -> None:
        """Adds the text of members at a random position."""
        member = _member(self._numbers.choice(spellings))
        at.members.insert(self._numbers.randint(0, len(at.members)), member)

    def _clear(self, at: Object, field: FieldDescriptor) -> None:
        """Removes a field and the other members of its oneof."""
        for arm in schema.siblings(field):
            at.drop(arm.json_name, arm.name)


def _same(of: Descriptor, corner: str, document: bytes) -> Case:
    """A case with the same input for both sides."""
    return Case(of.full_name, document, corner, document)


def _member(spelling: str) -> tuple[Token, Token]:
    """The key of a member and its value."""
    end = spelling.index('":') + 1
    return Token(spelling[:end]), Token(spelling[end + 1 :])
