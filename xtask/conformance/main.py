"""Compares the program with protobuf's own JSON and protovalidate, on messages of every type.

Run by `cargo xtask conformance`, which exports the proto files and installs what is needed.

| file | holds |
| --- | --- |
| `schema` | the exported files as descriptors, and their rules |
| `document`, `values`, `corners`, `breakage` | what documents are made of |
| `generate` | the documents |
| `program`, `reference`, `answer` | the two that are asked, and what they say |
| `differences` | where they are known to differ, and why |
| `coverage` | whether a run has seen enough to mean something |
| `report` | what people read |
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import program
from coverage import Coverage
from differences import explanation
from generate import Generator
from reference import Reference
from report import Report
from schema import Schema


def main() -> int:
    """Exit codes: 0 they agree, 1 they differ or too little was compared."""
    options = _options()
    started = time.monotonic()
    api = Schema(options.protos)
    generator = Generator(api, options.seed)
    cases = list(generator.cases(options.count))
    reference = Reference(api)
    types = [message.full_name for message in api.messages]
    coverage = Coverage(types, generator.corners(), api.rule_ids())
    report = Report(options.count, options.seed)
    for index, (case, ours) in enumerate(
        zip(cases, program.answers(options.program, cases), strict=True)
    ):
        theirs = reference.answer(case)
        coverage.add(case, ours, theirs)
        if ours == theirs or report.both_refuse(ours, theirs):
            continue
        listed = explanation(case, ours, theirs)
        if listed is None:
            report.difference(index, case, ours, theirs)
        else:
            coverage.listed[listed.name] += 1
    coverage.listed.update(reference.adapted)
    return report.finish(coverage, time.monotonic() - started)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--protos", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
