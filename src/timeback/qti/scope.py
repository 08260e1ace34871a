"""The variables of an item's session, which expressions read and rules set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from .content import Declaration
from .declarations import correct_value, default_value, fault_of, unreadable
from .mapped import alternatives
from .values import NUMERIC, Unevaluable, Value, kind_of, number_value, same, single

__all__ = ["ItemResult", "Kind", "Scope", "Variable", "set_variable"]


# Repetitions within repetitions would otherwise never end.
_MOST_STEPS = 50_000


class Kind:
    """The kinds of variables."""

    RESPONSE = "response"
    OUTCOME = "outcome"
    TEMPLATE = "template"
    BUILT_IN = "built-in"


@dataclass(slots=True)
class Variable:
    """A variable, with its key and its default, which template processing may set."""

    declaration: Declaration
    kind: str
    value: Value | None = None
    correct: Value | None = None
    default: Value | None = None
    unknown: str | None = None
    """The reason for which the value cannot be known."""
    unknown_key: str | None = None
    """The reason for which the key cannot be known."""
    alternatives: tuple[Value, ...] = ()
    """The values of the key, if any of several is right."""

    @classmethod
    def declared(cls, declaration: Declaration, kind: str) -> Variable:
        """A variable with what its declaration says."""
        default = default_value(declaration)
        variable = cls(declaration, kind, correct=correct_value(declaration), default=default)
        variable.reset()
        name = declaration.identifier
        if fault := unreadable(declaration, declaration.default, declaration.default_fields):
            variable.unknown = f"the default of {name!r} has {fault}"
        variable.alternatives = alternatives(declaration)
        if variable.alternatives:
            variable.correct = variable.alternatives[0]
        elif fault := unreadable(declaration, declaration.correct, declaration.fields):
            variable.unknown_key = f"the key of {name!r} has {fault}"
        if fault := fault_of(declaration):
            variable.unknown = variable.unknown_key = fault
        return variable

    @property
    def key(self) -> Value | None:
        """The key; the one that the value is, if any of several is right."""
        value = self.value
        same_as = (each for each in self.alternatives if value is not None and same(value, each))
        return next(same_as, self.correct)

    def reset(self) -> None:
        """Give the variable its default; numbers among the outcomes start at zero without one."""
        self.value = self.default
        base_type = self.declaration.base_type
        if self.value is not None or self.kind != Kind.OUTCOME or self.declaration.cardinality != "single":
            return
        if base_type in NUMERIC:
            self.value = single(str(base_type), 0 if base_type == "integer" else 0.0)


@dataclass(slots=True)
class ItemResult:
    """An item of a test, as outcome processing sees it."""

    identifier: str
    """The reference's identifier in the test."""
    sections: tuple[str, ...]
    """The sections that it stands in, from the outside in."""
    categories: frozenset[str]
    weights: dict[str, float]
    renamed: dict[str, str]
    """The item's own names of variables by those that the test gives them."""
    scope: Scope
    """The item's variables after response processing."""
    presented: bool
    """Whether the item was attempted."""
    responded: bool
    """Whether at least one of its responses is not NULL."""
    keyed: bool
    """Whether all of its responses have keys."""
    correct: bool
    """Whether all of its responses are their keys."""


@dataclass(slots=True)
class Scope:
    """The variables of a session, and where chance comes from.

    Attributes:
        variables: The variables by identifier.
        chance: The source of random numbers; None if they would have to be those of an earlier draw.
        reasons: What could not be evaluated, in the order met.
        results: The items of a test, in outcome processing; None in an item's own processing.
        steps: How many expressions were evaluated.
    """

    variables: dict[str, Variable]
    chance: Random | None = None
    reasons: dict[str, None] = field(default_factory=dict[str, None])
    results: tuple[ItemResult, ...] | None = None
    steps: int = 0

    def find(self, identifier: str) -> Variable:
        """The variable of that name.

        Raises:
            Unevaluable: None is declared.
        """
        variable = self.variables.get(identifier)
        if variable is None:
            raise Unevaluable(f"the variable {identifier!r} is not declared")
        return variable

    def value(self, identifier: str) -> Value | None:
        """A variable's value.

        Raises:
            Unevaluable: It is not declared, or was to be set to what cannot be evaluated.
        """
        variable = self.find(identifier)
        if variable.unknown is not None:
            raise Unevaluable(variable.unknown)
        return variable.value

    def draw(self) -> Random:
        """The source of random numbers.

        Raises:
            Unevaluable: The drawn values are not known.
        """
        if self.chance is None:
            raise Unevaluable("the item draws values at random: pass template_values, or use instantiate()")
        return self.chance

    def step(self) -> None:
        """Count an expression.

        Raises:
            Unevaluable: There were more than an item could need.
        """
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise Unevaluable(f"more than {_MOST_STEPS} expressions would be evaluated")

    def of_kind(self, kind: str) -> Iterator[Variable]:
        """The variables of one kind."""
        return (each for each in self.variables.values() if each.kind == kind)


def set_variable(scope: Scope, identifier: str, kind: str, value: Value | None) -> None:
    """Set a variable; one that is not declared comes to be, as some items forget it."""
    variable = scope.variables.get(identifier)
    if variable is None:
        base_type = None if value is None else value.base_type
        cardinality = "single" if value is None else value.cardinality
        declaration = Declaration(identifier=identifier, cardinality=cardinality, base_type=base_type)
        variable = scope.variables[identifier] = Variable(declaration, kind)
    variable.value = _as_declared(value, variable.declaration)
    variable.unknown = None


def _as_declared(value: Value | None, declaration: Declaration) -> Value | None:
    """A value with the cardinality and the base type of its variable, where it can have them."""
    if value is None or declaration.cardinality == "record" or value.cardinality == "record":
        return value
    fits = kind_of(declaration.base_type) == kind_of(value.base_type)
    base_type = declaration.base_type if fits and declaration.base_type else value.base_type
    if declaration.cardinality != "single":
        return Value(declaration.cardinality, base_type, value.members)
    if len(value.members) != 1:
        return value
    member = value.members[0]
    if base_type == "float" and isinstance(member, int) and not isinstance(member, bool):
        return number_value(float(member), "float")
    if base_type == "integer" and isinstance(member, float):
        return number_value(int(member)) if member.is_integer() else number_value(member)
    return single(base_type or "string", member)
