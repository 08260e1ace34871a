"""Print the lowest versions that the package and its extras allow themselves, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]

EXTRAS = PROJECT["optional-dependencies"]
GIVEN = sys.argv[1].split(",")

for each in [*PROJECT["dependencies"], *(each for extra in GIVEN for each in EXTRAS[extra])]:
    sys.stdout.write(re.sub(r">=([0-9.]+).*", r"==\1\n", each))
