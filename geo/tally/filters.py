"""A condition as a filter of pyarrow: literals become exact values of their column's type.

pyarrow brings both sides of a comparison to one type, and fails at the first value that the type
does not hold: an integer above 2^53 beside `1.5`, a decimal beside a whole number. So a number is
first brought to the next value that the column can hold, which decides the same rows.
"""

from __future__ import annotations

import math
import operator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError
from .where import IsNull, Joined, Not, OneOf, literals_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from .where import Comparison, Condition, Literal

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_BELOW, _ABOVE = frozenset({"<", "<="}), frozenset({">", ">="})


def to_filter(condition: Condition, schema: pa.Schema) -> Any:
    """Return the condition as a filter of pyarrow.

    Parameters
    ----------
    schema
        The columns it is put to; literals are read as values of their types.

    Raises
    ------
    UsageError
        If a column is missing, or compared with what its type cannot be compared with.
    """
    if isinstance(condition, Joined):
        first, *rest = (to_filter(part, schema) for part in condition.parts)
        for each in rest:
            first = first & each if condition.word == "and" else first | each
        return first
    if isinstance(condition, Not):
        return ~to_filter(condition.part, schema)
    if schema.get_field_index(condition.column) < 0:
        there = ", ".join(schema.names[:20])
        raise UsageError(f"--where: there is no column {condition.column!r}; there are {there}")
    return _of_column(condition, schema.field(condition.column).type)


def _of_column(condition: Comparison | OneOf | IsNull, kind: pa.DataType) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    field = pc.field(condition.column)
    if isinstance(condition, IsNull):
        return field.is_null()
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        numbers = [_number(each, kind, condition.column) for each in literals_of(condition)]
        if isinstance(condition, OneOf):
            return field.isin(_Steps.of(kind).array(numbers))
        return _Steps.of(kind).compared(field, condition.sign, numbers[0])
    values = [_scalar(each, kind, condition.column) for each in literals_of(condition)]
    if isinstance(condition, OneOf):
        return field.isin(values)
    return _OPERATORS[condition.sign](field, values[0])


class _Steps(NamedTuple):
    """The values that a column of integers or decimals can hold: steps of one size in a range."""

    kind: pa.DataType
    scale: int
    """Decimal places."""
    least: int
    most: int
    """The first and last value, in steps."""

    @classmethod
    def of(cls, kind: pa.DataType) -> _Steps:
        """Return those of a type."""
        import pyarrow as pa

        if pa.types.is_decimal(kind):
            most = 10**kind.precision - 1
            return cls(kind, kind.scale, -most, most)
        if pa.types.is_signed_integer(kind):
            most = 2 ** (kind.bit_width - 1) - 1
            return cls(kind, 0, -most - 1, most)
        return cls(kind, 0, 0, 2**kind.bit_width - 1)

    def compared(self, field: Any, sign: str, number: Fraction | float) -> Any:
        """Return a comparison that decides each value exactly; null stays null."""
        always, never = field == field, field != field  # noqa: PLR0124 (null where it is null)
        if isinstance(number, float):  # infinite
            above = number > 0
        else:
            number *= Fraction(10) ** self.scale
            above = number > self.most
            if self.least <= number <= self.most:
                return self._within(field, sign, number, never if sign == "==" else always)
        return always if sign == "!=" or sign in (_BELOW if above else _ABOVE) else never

    def _within(self, field: Any, sign: str, steps: Fraction, between: Any) -> Any:
        """Compare with a number of steps; `between` is what holds where no value is equal to it."""
        if steps.denominator != 1:
            if sign not in _BELOW | _ABOVE:
                return between
            sign, whole = ("<=", math.floor(steps)) if sign in _BELOW else (">=", math.ceil(steps))
        else:
            whole = int(steps)
        return _OPERATORS[sign](field, self.array([Fraction(whole, 10**self.scale)])[0])

    def array(self, numbers: Sequence[Fraction | float]) -> pa.Array:
        """Return the numbers that are values of the column."""
        import pyarrow as pa

        steps = [each * 10**self.scale for each in numbers if isinstance(each, Fraction)]
        whole = [
            int(each) for each in steps if each.denominator == 1 and self.least <= each <= self.most
        ]
        if not pa.types.is_decimal(self.kind):
            return pa.array(whole, self.kind)
        return pa.array([Decimal(f"{each}e{-self.scale}") for each in whole], self.kind)


def _number(literal: Literal, kind: pa.DataType, column: str) -> Fraction | float:
    """Return a number exactly as it was written; an infinite one as it is."""
    if isinstance(literal, str | bool):
        raise _unfit(literal, kind, column)
    return literal if literal in {math.inf, -math.inf} else Fraction(str(literal))


def _scalar(literal: Literal, kind: pa.DataType, column: str) -> Any:
    """Return a literal as a value of a column's type."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text_column = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    dated = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    number = isinstance(literal, int | float) and not isinstance(literal, bool)
    if number and pa.types.is_floating(kind):
        return pa.scalar(float(literal))
    if (isinstance(literal, str) and (text_column or dated)) or (
        isinstance(literal, bool) and pa.types.is_boolean(kind)
    ):
        try:
            return pa.scalar(literal).cast(kind)
        except pa.ArrowInvalid:
            pass
    raise _unfit(literal, kind, column)


def _unfit(literal: Literal, kind: pa.DataType, column: str) -> UsageError:
    shown = repr(literal)
    return UsageError(f"--where: the column {column!r} holds {kind}, not to compare with {shown}")
