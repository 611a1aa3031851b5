"""Attacks on `cargo xtask gen` with schemas."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from pathlib import Path

import program as programs
from report import Report, holds

# How long a run may take, in seconds. The generator is a debug build.
PATIENCE = 30

API = """\
package: shop.v1
title: {title}
doc: {doc}
base_url: https://shop.example/api
auth: {{scheme: bearer, env: [SHOP_TOKEN], doc: An access token.}}
paging:
  request: {{field: pagination, token: token, page_size: page_size}}
  response: {{field: pagination, next_token: next_token}}
  query: {{token: token, page_size: pageSize}}
  doc: An empty next token marks the last page.
files:
- things.yaml
"""

THINGS = """\
service: {name: ThingService, doc: Manages items.}
resources:
- name: things
  doc: Items.
  rpcs:
  - name: GetThing
    method: retrieve
    doc: Returns an item.
    request: {doc: Has no fields.}
    response: {doc: Has no fields.}
    examples:
    - {title: Empty messages, request: {}, response: {}}
"""

# Ends of the places where a title may stand, and what would follow.
ENDS = ['"', '"]', '*/', '\n', '\r', '"""', "]]>", "}}", "%}"]
CODE = "\npub fn injected() {}\n[injected]\n"


def run(generator: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("generator", "code in the title", 64, lambda: _title(generator))
    report.attack("generator", "20,000 unknown keys", 128, lambda: _unknown_keys(generator))
    report.attack("generator", "a pipe as schema file", 64, lambda: _pipe(generator))
    report.attack("generator", "an endless schema file", 64, lambda: _endless(generator))


def _schema(root: str, title: str = "Shop API", doc: str = "A small shop.") -> Path:
    """Writes a small valid schema and returns its second file."""
    folder = Path(root) / "schema"
    folder.mkdir()
    api = API.format(title=json.dumps(title), doc=json.dumps(doc))
    (folder / "api.yaml").write_text(api)
    (folder / "things.yaml").write_text(THINGS)
    return folder / "things.yaml"


def _generate(generator: Path, root: str) -> programs.Run:
    return programs.run([generator, "gen", "--root", root], PATIENCE, address_space=1 << 30)


def _rejected(run: programs.Run, mistakes: int = 1) -> tuple[str, int]:
    """Fails unless the schema was rejected, with at most a few lines for each mistake."""
    holds(run.code == 1, f"exit code {run.code}, {run.err[-500:]!r}")
    holds("error" in run.err and "panicked" not in run.err, run.err[-500:])
    size = len(run.err)
    holds(size <= 512 * mistakes, f"diagnostics of {size:,} bytes")
    return f"rejected in {run.seconds:.1f} s with {size:,} bytes", run.peak


def _title(generator: Path) -> tuple[str, int]:
    peak, rejected = 0, 0
    for end in ENDS:
        for title, doc in ((f"Shop{end}{CODE}", "A shop."), ("Shop API", f"A shop.{end}{CODE}")):
            with tempfile.TemporaryDirectory() as root:
                _schema(root, title, doc)
                run = _generate(generator, root)
                holds(run.code in {0, 1}, f"exit code {run.code}, {run.err[-500:]!r}")
                _check_tree(Path(root) / "generated")
                peak, rejected = max(peak, run.peak), rejected + run.code
    return f"{rejected} of {2 * len(ENDS)} rejected, none in code", peak


def _check_tree(folder: Path) -> None:
    for path in folder.rglob("*.rs"):
        for line in path.read_text().splitlines():
            code = line.split("//")[0]
            holds("injected" not in code, f"{path.name}: {line}")
    for path in folder.rglob("*.toml"):
        holds("injected" not in tomllib.loads(path.read_text()), path.name)


def _unknown_keys(generator: Path) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as root:
        things = _schema(root)
        count = 20_000
        things.write_text(THINGS + "".join(f"docs_{number}: x\n" for number in range(count)))
        return _rejected(_generate(generator, root), count)


def _pipe(generator: Path) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as root:
        things = _schema(root)
        things.unlink()
        os.mkfifo(things)
        return _rejected(_generate(generator, root))


def _endless(generator: Path) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as root:
        things = _schema(root)
        things.unlink()
        things.symlink_to("/dev/zero")
        return _rejected(_generate(generator, root))
