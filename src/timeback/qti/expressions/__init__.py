"""QTI's expressions, one function each, by family."""

from __future__ import annotations

from . import assessment, compare, containers, logic, maths, numeric, random, strings, variables
from .registry import evaluate, is_true

__all__ = ["evaluate", "is_true"]

# Importing a family registers its expressions.
_FAMILIES = (assessment, compare, containers, logic, maths, numeric, random, strings, variables)
