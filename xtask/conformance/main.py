"""Compares the program with protobuf's own JSON and protovalidate, on messages of every type.

`cargo xtask conformance` exports the proto files, installs the packages and runs this.

| file | holds |
| --- | --- |
| `schema` | descriptors of the exported files, and their rules |
| `document`, `values`, `corners`, `breakage` | the parts of documents |
| `generate` | the documents |
| `program`, `reference`, `answer` | the two implementations and their answers |
| `differences` | known differences with reasons |
| `coverage` | whether the coverage of a run is complete |
| `report` | the printed report |
"""

from __future__ import annotations

import time

import program
import running
from answer import truncated_like
from coverage import Coverage
from differences import explanation
from generate import Generator
from reference import Reference
from report import Report
from schema import Schema


def main() -> int:
    """Exit codes: 0 no unlisted differences, 1 differences or incomplete coverage."""
    options = running.options()
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
        theirs = truncated_like(reference.answer(case), ours)
        coverage.add(case, ours, theirs)
        if ours == theirs or report.both_reject(ours, theirs):
            continue
        listed = explanation(case, ours, theirs)
        if listed is None:
            report.difference(index, case, ours, theirs)
        else:
            coverage.listed[listed.name] += 1
    coverage.listed.update(reference.adapted)
    return report.finish(coverage, time.monotonic() - started)


if __name__ == "__main__":
    raise SystemExit(main())
