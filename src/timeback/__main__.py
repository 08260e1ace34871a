"""`python -m timeback`."""

from __future__ import annotations

import sys

from timeback.cli import main

sys.exit(main())
