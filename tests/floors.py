"""Print the lowest versions that the package allows itself, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]

for each in PROJECT["dependencies"]:
    sys.stdout.write(re.sub(r">=([0-9.]+).*", r"==\1\n", each))
