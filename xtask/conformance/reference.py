"""The reference: protobuf's own JSON for Python, and protovalidate."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import protovalidate
from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

import schema
from answer import Accepted, Answer, Members, Number, Rejected, Violation, spell
from differences import ENTRY_ORDER, FIELD_ORDER
from generate import STAND_IN, Case
from schema import Schema, Shape


class Reference:
    """Reads documents with the packages from PyPI."""

    def __init__(self, api: Schema) -> None:
        self._api = api
        self._by_name = {message.full_name: message for message in api.messages}
        # The number of answers that each adaptation has changed.
        self.adapted: Counter[str] = Counter()

    def answer(self, case: Case) -> Answer:
        """Reads the document of a case."""
        answer = self._answer(case.type, case.for_reference)
        if case.unknown_name is not None and isinstance(answer, Accepted):
            name = json.dumps(case.unknown_name, ensure_ascii=False)
            canonical = answer.canonical.replace(str(STAND_IN), name)
            answer = Accepted(canonical, answer.violations)
        if case.adaptation is not None:
            self._note(case.adaptation, answer != self._answer(case.type, case.document))
        return answer

    def _answer(self, name: str, document: bytes) -> Answer:
        of = self._by_name[name]
        message = self._api.new(of)
        try:
            json_format.Parse(document, message, ignore_unknown_fields=True)
        except (json_format.ParseError, UnicodeDecodeError) as error:
            return Rejected(str(error))
        members = self._ordered(json_format.MessageToDict(message), of)
        return Accepted(spell(members), violations(message))

    def _ordered(self, value: dict[str, Any], of: Descriptor) -> Members:
        """The members of a message in declaration order."""
        members = Members()
        for field in of.fields:
            if field.json_name not in value:
                continue
            held = value[field.json_name]
            inner = schema.element(field).message_type
            match schema.shape(field):
                case Shape.SINGLE:
                    made = self._value(held, inner)
                case Shape.LIST:
                    made = [self._value(item, inner) for item in held]
                case Shape.MAP:
                    made = Members((key, self._value(held[key], inner)) for key in sorted(held))
                    self._note(ENTRY_ORDER, list(held) != sorted(held))
            members.append((field.json_name, made))
        self._note(FIELD_ORDER, list(value) != [name for name, _ in members])
        return members

    def _value(self, value: Any, of: Descriptor | None) -> Any:
        if isinstance(value, dict) and of is not None:
            return self._ordered(value, of)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return Number(json.dumps(value)) if is_number else value

    def _note(self, adaptation: str, changed: bool) -> None:
        if changed:
            self.adapted[adaptation] += 1


def violations(message: Message) -> tuple[Violation, ...]:
    """The rules that a message violates."""
    found = (violation.proto for violation in protovalidate.collect_violations(message))
    return tuple(Violation(_path(v.field), v.rule_id, v.message) for v in found)


def _path(path: Any) -> str:
    """A path for people, such as `editors["goland"].versions[0]`."""
    spelled = []
    for element in path.elements if path is not None else []:
        step = element.field_name
        if element.subscript is not None:
            key = element.subscript.value
            step += f"[{json.dumps(key, ensure_ascii=False)}]"
        spelled.append(step)
    return ".".join(spelled)
