"""Compiles newscrawl/text with mypyc where NEWSCRAWL_COMPILE=1 is set; without it there is nothing to compile, and all that
is told of the package stands in pyproject.toml. docs/crawling.md says what it brings.
"""

import os
import sys
from pathlib import Path
from typing import Any

from setuptools import setup

LEFT_OUT = ("newscrawl/text/encoding/hanzi.py", "newscrawl/text/plain.py")
"""Lone surrogates stand in their literals, which mypyc cannot write into C."""


def extensions() -> list[Any]:
    # Here and not above: pip asks what is required before it has brought it. Of what the modules import only lxml's
    # types are brought: they make a reading 5 % faster.
    from mypyc.build import mypycify

    modules = [str(path) for path in sorted(Path("newscrawl/text").rglob("*.py")) if path.as_posix() not in LEFT_OUT]
    return mypycify(["--config-file=", "--ignore-missing-imports", *modules], group_name="newscrawl_text")


COMPILED = os.environ.get("NEWSCRAWL_COMPILE") == "1"
BUILT = {"bdist_wheel", "editable_wheel", "build_ext"} & set(sys.argv)
setup(
    setup_requires=["mypy>=2.4,<3", "lxml-stubs"] if COMPILED else [],
    ext_modules=extensions() if COMPILED and BUILT else [],
)
