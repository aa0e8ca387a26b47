"""Which column of a table is which field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...toponym.split import DIRECTLY_UNDER
from .headers import OWN, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(slots=True)
class Layout:
    """Which column is which, and what was passed over to find out."""

    header: tuple[str, ...]
    header_line: int
    """0: there is no header, columns are known by number."""
    columns: dict[str, int]
    """Field to column, counted from 0."""
    titles: tuple[str, ...] = ()
    """Texts of the rows above the header."""
    level: str = ""
    """The level that the header of the place's column says."""
    datum: str = ""
    """The datum besides WGS 84 that the headers of the coordinates say."""
    roles: dict[int, str] = field(default_factory=dict)
    """What was answered for columns that are not fields: `own` or `-`."""
    forms: dict[str, str] = field(default_factory=dict)
    """What was answered for the form of the table."""
    answered: set[str] = field(default_factory=set)
    """Fields that the user named or refused."""
    width: int = 0
    """How many columns the file has; behind them stand those made from its form."""
    taken_up: dict[str, int] = field(default_factory=dict)
    """Fields that the form of the table has read: the year and the yes or no of a panel."""
    used: set[int] = field(default_factory=set)
    """Columns that the form of the table takes up, such as those headed by years."""
    _folded: tuple[tuple[str, ...], Counter[str]] = field(default=((), Counter()), compare=False)
    """The headers as they were last counted, and how many are compared as alike."""

    def column_of(self, field_name: str) -> str:
        """Return the header of a field, for messages; the field itself if no column is it."""
        index = self.columns.get(field_name)
        if index is None and field_name in {"lon", "lat"}:
            index = self.columns.get("position")
        if index is None and field_name == "start":
            index = self.columns.get("year")
        return field_name if index is None else self.title(index)

    def title(self, index: int) -> str:
        """Return how a column is called: its header, or its number."""
        return self.header[index] or f"column {index + 1}"

    def key(self, index: int) -> str:
        """Return what `--map` calls a column: its header where that is its own, or `#3`."""
        if self._folded[0] is not self.header:  # once for all of thousands of columns
            self._folded = self.header, Counter(map(folded, self.header))
        name = self.header[index]
        own = folded(name)
        return name if name and own and self._folded[1][own] == 1 else f"#{index + 1}"

    @property
    def has_positions(self) -> bool:
        """Whether a column may say where sites stand."""
        return bool({"lon", "position", "geometry"} & self.columns.keys())

    @property
    def unread(self) -> list[int]:
        """The columns that nothing reads, in order."""
        taken = {*self.columns.values(), *self.used}
        return [index for index in range(self.width) if index not in taken]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers nobody reads, in order."""
        return tuple(self.title(index) for index in self.unread)

    def recognised(self) -> list[tuple[str, str]]:
        """Return (header, field) for each column that is read, in the order of the columns."""
        read = {**self.taken_up, **self.columns}
        own = {index: OWN for name, index in read.items() if name.startswith("extra:")}
        fields = {index: name for name, index in read.items() if not name.startswith("extra:")}
        names = {index: name for index, name in (own | fields).items() if index < self.width}
        return [(self.title(index), names[index]) for index in sorted(names)]

    def take_up(self, names: Iterable[str]) -> None:
        """Let the form of the table read fields, so that its rows do not."""
        for name in names:
            if name in self.columns:
                self.taken_up[name] = self.columns.pop(name)
                self.used.add(self.taken_up[name])

    def add(self, name: str, header: str) -> int:
        """Add a column behind those of the file, as a field; return its number."""
        self.header = (*self.header, header)
        self.columns[name] = len(self.header) - 1
        return self.columns[name]


def columns_written(header: Sequence[str], layout: Layout) -> tuple[str, ...]:
    """Return the project's columns, and behind them those that the list brings."""
    own = [name.removeprefix("extra:") for name in layout.columns if name.startswith("extra:")]
    is_headed = layout.forms.get("headings") == "status"
    says_no = is_headed or {"status", "count", "first_treat"} & layout.columns.keys()
    further = [*own, *(["status"] if says_no else [])]
    return (*header, *(name for name in dict.fromkeys(further) if name not in header))


BLANKS = frozenset({
    "-", "--", "—", "——", "–", "/", "\\", ".", "…", "无", "暂无", "不详", "未知", "空",
    "n/a", "na", "nan", "null", "none", "nil", "unknown", "#n/a",
})  # fmt: skip
"""How tables say that a cell is blank, in lower case."""

ALL_OF_IT = frozenset([
    "全部", "全省", "全市", "全县", "全区", "全州", "全盟", "全旗", "全域", "全境",
    "whole province", "the whole province", "entire province", "province-wide", "whole city",
    "the whole city", "entire city", "city-wide", "citywide", "provincewide",
])  # fmt: skip
"""Cells, in lower case, that mean all of the unit that the row's other cells name."""
NO_UNIT = frozenset({
    "市辖区", "市本级", "市直", "县", "省直辖",
    *(
        f"{whose}{heading}"
        for whose in ("", "省", "自治区")
        for heading in DIRECTLY_UNDER
        if heading != "直辖市"  # which says what a province is
    ),
    *ALL_OF_IT,
})  # fmt: skip
"""Cells that name no unit: of parents in statistical tables, or that mean all of the parent."""
NAMING = ("province", "city", "county", "place")
"""The fields that name units, outermost first."""
