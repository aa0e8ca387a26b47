"""Conditions are read by a grammar, put to columns of every type, and never run."""

from __future__ import annotations

import operator
from contextlib import suppress
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UsageError
from geo.tally.filters import to_filter
from geo.tally.where import columns, parse

ROWS = {
    "n": [1, 2, 3, None, 5],
    "x": [0.5, 1.5, None, -2.0, 2.5],
    "kind": ["a", "b", None, "a b", "it's"],
    "paid": [True, False, True, None, False],
    "订单 状态": ["已付", "未付", "已付", None, "退款"],
}
TABLE = pa.table(ROWS).append_column(
    "day",
    pa.array(["2019-12-31", "2020-01-01", None, "2020-06-30", "2021-01-01"]).cast(pa.date32()),
)


def kept(text):
    """Return the rows, counted from 0, that a condition lets pass."""
    numbered = TABLE.append_column("row", pa.array(range(5)))
    return numbered.filter(to_filter(parse(text), TABLE.schema))["row"].to_pylist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("n == 2", [1]),
        ("n = 2", [1]),
        ("n <> 2", [0, 2, 4]),
        ("n >= 2 and x > 0", [1, 4]),
        ("n < 2 OR n > 4", [0, 4]),
        ("n == 1 or n == 2 and x < 0", [0]),
        ("(n == 1 or n == 2) and x < 1", [0]),
        ("not n in (1, 2, 3)", [3, 4]),
        ("n not in (1,2)", [2, 3, 4]),
        ("n is null", [3]),
        ("kind is not null and not kind == 'a'", [1, 3, 4]),
        ('kind == "it\'s"', [4]),
        ("x == -2", [3]),
        ("x >= 1.5e0", [1, 4]),
        ("paid == true", [0, 2]),
        ("`订单 状态` == '已付'", [0, 2]),
        ("day >= '2020-01-01' and day < '2021-01-01'", [1, 3]),
    ],
)
def test_a_condition_lets_pass_what_it_says(text, rows):
    assert kept(text) == rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("n ==", "expected a number"),
        ("n == 1 n == 2", "expected and, or, or the end"),
        ("== 1", "expected the name of a column"),
        ("n", "expected one of =="),
        ("(n == 1", r"expected \)"),
        ("n in 1", r"expected \("),
        ("n is 1", "expected null"),
        ("n == 'a", "is not read"),
        ("and == 1", "expected the name of a column"),
        ("n == 1; drop", "is not read"),
        ("__import__('os').system('touch pwned')", "is not read"),
        ("open('pwned', 'w')", "expected one of =="),
        ("n.__class__ == 1", "is not read"),
        ("(" * 60 + "n == 1" + ")" * 60, "deep"),
        ("not " * 60 + "n == 1", "deep"),
        ("n == 1 or " * 2_000 + "n == 1", "characters"),
        ("kind == '\ud800'", "half a character"),
    ],
)
def test_what_is_not_a_condition_is_refused_with_the_place(text, says):
    with pytest.raises(UsageError, match=says):
        parse(text)


@pytest.mark.parametrize("digits", [310, 400, 6_000])
@pytest.mark.parametrize(("sign", "rows"), [("<", "all"), (">", "none"), (">-", "all")])
def test_a_number_of_any_length_is_compared(digits, sign, rows):
    """Python refuses to read one of 4,300 digits, and has no float for one of 309."""
    table = pa.table({"n": pa.array([1, -(2**63)]), "x": pa.array([1.5, -1e308])})

    for column in table.column_names:
        passed = table.filter(to_filter(parse(f"{column} {sign}{'9' * digits}"), table.schema))
        assert len(passed) == (2 if rows == "all" else 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("missing == 1", "no column 'missing'"),
        ("n == 'a'", "'n' holds int64"),
        ("kind == 1", "'kind' holds string"),
        ("paid == 1", "'paid' holds bool"),
        ("day == 'soon'", "'day' holds date32"),
        ("n == true", "'n' holds int64"),
    ],
)
def test_a_column_is_compared_only_with_what_its_type_allows(text, says):
    with pytest.raises(UsageError, match=says):
        to_filter(parse(text), TABLE.schema)


def test_the_columns_of_a_condition_are_known():
    assert columns(parse("a == 1 and not (b is null or c in (1, 2))")) == {"a", "b", "c"}


SIGNS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, ">=": operator.ge}
leaves = st.tuples(st.sampled_from(["n", "x"]), st.sampled_from(sorted(SIGNS)), st.integers(-3, 6))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner), st.tuples(st.sampled_from(["and", "or"]), inner, inner)
    ),
    max_leaves=6,
)


@given(trees)
def test_any_condition_agrees_with_three_valued_logic(tree):
    assert kept(written(tree)) == [row for row in range(5) if holds(tree, row) is True]


def written(tree):
    if tree[0] == "not":
        return f"not ({written(tree[1])})"
    if tree[0] in {"and", "or"}:
        return f"({written(tree[1])}) {tree[0]} ({written(tree[2])})"
    return f"{tree[0]} {tree[1]} {tree[2]}"


def holds(tree, row):
    """Whether a tree holds for a row; None where a missing value leaves it open, as in SQL."""
    if tree[0] == "not":
        inner = holds(tree[1], row)
        return None if inner is None else not inner
    if tree[0] in {"and", "or"}:
        told = {holds(tree[1], row), holds(tree[2], row)}
        decides = tree[0] == "or"
        return decides if decides in told else None if None in told else not decides
    value = ROWS[tree[0]][row]
    return None if value is None else SIGNS[tree[1]](value, tree[2])


NUMBERS = [0, 1, -1, 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 300]
SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
         "==": operator.eq, "!=": operator.ne}  # fmt: skip
LITERALS = ["0", "1.5", "-1", "55", "10.55", "9007199254740993", "9223372036854775808", "1e300",
            "-1e999", "1e999", "300", "1.005", "-9223372036854775808"]  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    [pa.int8(), pa.int64(), pa.uint64(), pa.decimal128(9, 2), pa.decimal128(38, 2)],
    ids=str,
)
def test_numbers_of_every_size_are_compared_exactly(kind):
    held = []
    for number in [*NUMBERS, Decimal("10.55"), Decimal("-0.01"), Decimal(55)]:
        with suppress(pa.ArrowInvalid, OverflowError, TypeError, ValueError):
            if not (pa.types.is_integer(kind) and number != int(number)):
                value = Decimal(number) if pa.types.is_decimal(kind) else int(number)
                held.append(pa.scalar(value, kind).as_py())
    table = pa.table({"n": pa.array([*held, None], kind)})
    assert len(held) > 3

    for sign, compare in SIGNS.items():
        for literal in LITERALS:
            wanted = [
                each
                for each in held
                if compare(each, Decimal(float(literal)) if "999" in literal else Decimal(literal))
            ]
            passed = table.filter(to_filter(parse(f"n {sign} {literal}"), table.schema))
            assert passed["n"].to_pylist() == wanted, (sign, literal)
    both = table.filter(to_filter(parse(f"n in ({', '.join(LITERALS)})"), table.schema))
    listed = {Decimal(each) for each in LITERALS if "999" not in each}
    assert both["n"].to_pylist() == [each for each in held if each in listed]
