"""A process that has Streamlit ready and nothing read: each question is answered by a child of it.

Run as ``python -m tests.views.fresh_server``: a line of JSON with the environment of a start on
standard input; on standard output a line with its exit code and what it printed. Importing takes a
second, and is done once for all of them.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping

from views.sharing import check


def answer(environment: Mapping[str, str]) -> tuple[int, str]:
    """Ask in a child whether a server may start: the code, and all that was printed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        child = os.fork()
        if child == 0:
            _be(environment, printed.fileno())
        _, ended = os.waitpid(child, 0)
        printed.seek(0)
        return os.waitstatus_to_exitcode(ended), printed.read()


def _be(environment: Mapping[str, str], printed: int) -> None:
    """Be the start, and end as its own process would."""
    code = 1
    try:
        os.environ.clear()
        os.environ.update(environment)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        code = check(())
    except BaseException:  # noqa: BLE001 - as Python ends a process: told, and with 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for question in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(question))) + "\n")
        sys.stdout.flush()
