"""Attacks the programs with hostile clients, servers and schemas, and checks that their bounds hold.

`cargo xtask attack` builds the programs and runs this. Linux only: it limits the memory of the
programs, and reads their peak from `/proc`.

| file | holds |
| --- | --- |
| `server_bodies`, `server_connections`, `server_calls` | attacks on `gitpod-api mock` |
| `client_replies`, `client_secrets` | attacks on `gitpod-api call` |
| `generator` | attacks on `cargo xtask gen` |
| `wire`, `hostile` | a client and a server that send any bytes |
| `program` | the programs under attack, with their limits |
| `report` | the printed report |
"""

from __future__ import annotations

import argparse
from pathlib import Path

import client_replies
import client_secrets
import generator
import server_bodies
import server_calls
import server_connections
from report import Report


def main() -> int:
    """Exit codes: 0 every bound holds, 1 one is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True, help="gitpod-api")
    parser.add_argument("--generator", type=Path, required=True, help="xtask")
    options = parser.parse_args()
    report = Report()
    for group in (server_bodies, server_connections, server_calls, client_replies, client_secrets):
        group.run(options.program, report)
    generator.run(options.generator, report)
    return report.finish()


if __name__ == "__main__":
    raise SystemExit(main())
