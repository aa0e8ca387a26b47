"""The words by which a list says yes, no or not yet, and statements made of them year by year."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


IN, OUT, PLANNED, ENDED = "in", "out", "planned", "ended"
MEANINGS = {
    IN: "it is there",
    OUT: "it is not there",
    PLANNED: "planned, not yet there",
    ENDED: "it ended",
}
"""What each says, for questions."""

_WORDS = {
    IN: (
        "1 yes y in true t treated treatment pilot active open joined approved "
        "√ ✓ ✔ ☑ ● ◎ ★ ■ ▲ x * + "
        "是 有 已 已开展 开展 已实施 实施 已启动 启动 试点 在 在列 入选 保留 正常 运营 运营中 "
        "营业 营业中 在营 运行 运行中 "
        "开通 已开通 新增 增补 处理组 实验组 试点组 已获批 获批 通过"
    ),
    OUT: (
        "0 no n out false f never control comparison untreated non-treated none rejected refused "
        "denied inactive non-pilot nonpilot "
        "✗ ✘ × 否 无 不 非 未 没有 不是 未开展 未实施 未启动 未试点 非试点 对照 控制 对照组 "
        "控制组 从未 从未处理 未获批 未通过 不在 尚未开展 尚未启动 尚未实施"
    ),
    ENDED: (
        "withdrawn exited left removed closed terminated revoked suspended ended expired cancelled "
        "canceled 取消 已取消 退出 已退出 撤销 已撤销 "
        "终止 已终止 暂停 停止 关闭 已关闭 停运 摘牌 已摘牌 结束 已结束 "
        "废止 失效 剔除 移出 移除 除名 调出 lapsed dropped abandoned"
    ),
    PLANNED: (
        "planned plan proposed pending upcoming expected announced intended preparing "
        "拟 将 拟开展 拟实施 拟建 拟设 计划 规划 规划中 筹备 筹备中 筹建 在建 待定 待批 申报 "
        "申报中 拟申报 即将 将开展 拟启动 计划开展 创建中"
    ),
}
NEVER = frozenset(
    ["0", "0.0", "never", "inf", "+inf", "infinity", "从未", "未处理", "10000", "9999"]
)
"""How tables of first years write that there is none."""
_STATUS_OF = {word: status for status, words in _WORDS.items() for word in words.split()}
_SENTENCES = {
    OUT: re.compile(
        r"撤回|对照|控制组|落选|驳回|否决|不予|(?:尚|暂|从|还)未|"
        r"未(?:开展|实施|启动|获批|通过|试点|设立|建成|入选|纳入)|"
        r"\b(?:never|not (?:yet|approved|selected|included|accepted|adopted|a pilot|treated)"
        r"|no pilot|non-?pilot|control (?:group|cit)|comparison (?:group|cit)|untreated"
        r"|reject|refus|declin)",
        re.IGNORECASE,
    ),
    PLANNED: re.compile(
        r"^拟|[^虚模]拟(?:开展|建|设|于|启动)|拟于|计划|筹建|筹备|即将|将于|将在|申报|"
        r"审核中|评审中|待审|待批|待定|候选|备选|"
        r"\b(?:planned|plans|proposed|expected|will|pending|awaiting|shortlisted|candidate"
        r"|under (?:review|consideration|evaluation|assessment))\b",
        re.IGNORECASE,
    ),
    ENDED: re.compile(
        r"撤销|取消|退出|摘牌|终止|停运|暂停|暂缓|关闭|停止|结束|废止|失效|剔除|移出|移除|除名|调出|不再|"
        r"\b(?:no longer|cancel|dropped|abandon|lapsed|withdr|terminat|revok|"
        r"suspend|clos(?:ed|ure)|exited|ended|left\b)",
        re.IGNORECASE,
    ),
    IN: re.compile(
        r"已|启动|开展|实施|运行|运营|设立|挂牌|建成|开通|获批|"
        r"\b(?:started|launched|began|opened|established|approved|operating|in operation)\b",
        re.IGNORECASE,
    ),
}
"""What a sentence says, in the order in which it counts."""
_WHAT_IT_IS = re.compile(
    r"(?<=[a-z])[ _-](?:group|cit(?:y|ies)|count(?:y|ies)|units?|areas?|places?|samples?)$"
    r"|(?<=[\u4e00-\u9fff])(?:城市|地区|省份|单位|样本|[市县区省组])$"
)
"""Behind a word that says yes or no: of what kind of units: 对照城市, `control group`."""
_ONLY_MARKS = frozenset("x*+√✓✔☑●◎★■▲")
_PRESENCE = re.compile(
    r"试点|试验|开展|实施|启动|入选|获批|参与|纳入|加入|覆盖|状态|现状|进展|情况|处理|政策|运行|运营"
    r"|开通|保留|在列|是否为|treat|did|pilot|status|policy|programme|program|active|adopt|join"
    r"|participat|implement|intervention|exposed|post|flag|dummy|状况|标记",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?[（(][^（）()]{0,40}[)）]")
_CODES = re.compile(r"[（(][^（）()\d]{0,40}\d\s?[=＝:：][^（）()]{0,60}[)）]")
"""What a header says that its numbers mean: 试点情况（1：试点；2：非试点）."""
_PLAIN_YES = _ONLY_MARKS | frozenset(["1", "yes", "y", "true", "t", "是", "有"])
_PLAIN_NO = frozenset(
    ["0", "no", "n", "false", "f", "✗", "✘", "×", "否", "无", "不", "非", "没有", "不是"]
)
_NOT_OVER = re.compile(
    r"(?:未|没有?|不|无)(?:曾|再|予)?(?:退出|撤销|终止|停止|暂停|关闭|结束|取消|摘牌|移出)"
    r"|\bnot (?:yet )?(?:withdrawn|ended|closed|terminated|suspended|revoked)",
    re.IGNORECASE,
)
_TURNED = {
    OUT: re.compile(
        r"非试点|[未不](?:开展|实施|启动|试点|纳入|获批)|对照|控制组|从未"
        r"|\b(?:control|untreated|never|not|excluded|non-?pilots?)\b",
        re.IGNORECASE,
    ),
    ENDED: re.compile(
        rf"{_SENTENCES[ENDED].pattern}|\b(?:withdraw|exit|end\b|expired|removed)", re.IGNORECASE
    ),
    PLANNED: re.compile(
        r"(?<![虚模])拟|计划|规划|申报|\b(?:planned|proposed|pending)\b", re.IGNORECASE
    ),
}
"""What a yes means in a column whose header asks otherwise: 是否退出, `Withdrawn`, `control`."""


def read_status(cell: str) -> str:
    """Return `in`, `out`, `planned` or `ended` for a word or mark; blank for others.

    >>> [read_status(cell) for cell in ("是", "0", "未开展", "拟开展", "maybe", "对照城市")]
    ['in', 'out', 'out', 'planned', '', 'out']
    """
    text = unicodedata.normalize("NFKC", cell).casefold().strip(" .。")
    known = _STATUS_OF.get(text.removesuffix(".0"))
    return known or _STATUS_OF.get(_WHAT_IT_IS.sub("", text), "")


def read_status_text(cell: str) -> str:
    """Return what a cell says of the programme where its column is declared to say so.

    A sentence counts by what it says first of: not (yet), planned, over, and only then: begun.

    >>> [read_status_text(cell) for cell in ("2016年启动", "尚未开展", "拟于2021年启动", "已退出")]
    ['in', 'out', 'planned', 'ended']
    """
    if status := read_status(cell):
        return status
    if _NOT_OVER.search(cell):
        return IN
    return next((status for status, said in _SENTENCES.items() if said.search(cell)), "")


@lru_cache(maxsize=64)
def yes_means(header: str) -> str:
    """Return what a plain yes says in a column of that header.

    >>> [yes_means(header) for header in ("是否开展", "是否退出", "control", "是否拟开展")]
    ['in', 'ended', 'out', 'planned']
    """
    text = _CODES.sub("", header).replace("计划单列", "").replace("_", " ")
    return next((status for status, said in _TURNED.items() if said.search(text)), IN)


def asks_of_presence(header: str) -> bool:
    """Whether a header asks whether the programme is there, and not of something else.

    >>> asks_of_presence("是否试点"), asks_of_presence("is_treated"), asks_of_presence("是否延期")
    (True, True, False)
    """
    return yes_means(header) != IN or _PRESENCE.search(header) is not None


def read_status_under(header: str, cell: str, *, text: bool = False) -> str:
    """Return what a cell says under its header: a yes below 是否退出 is an end, and a no is none.

    Parameters
    ----------
    text
        Sentences count too, as the column is declared to say it.
    """
    status = read_status_text(cell) if text else read_status(cell)
    means = yes_means(header)
    if means == IN:
        return status
    plain = unicodedata.normalize("NFKC", cell).casefold().strip(" .。").removesuffix(".0")
    if plain in _PLAIN_YES:
        return means
    if plain in _PLAIN_NO:
        return "" if means == PLANNED else IN
    return status


def are_flags(cells: Sequence[str]) -> bool:
    """Whether cells say yes or no, some with a remark: Yes (second batch), Withdrawn in 2019."""
    told = [read_status(_ASIDE.sub("", cell)) for cell in cells]
    rest = (cell for cell, status in zip(cells, told, strict=True) if not status)
    return any(told) and all(map(read_status_text, rest))


def is_mark(cell: str) -> bool:
    """Whether a cell is a tick or a dot, which says yes where its absence says nothing."""
    return unicodedata.normalize("NFKC", cell).casefold().strip() in _ONLY_MARKS


def says_otherwise(cell: str) -> bool:
    """Whether a longer text may say that something is over, planned, or never began."""
    text = cell.replace("计划单列", "")  # a rank of cities, and no plan
    return any(said.search(text) for status, said in _SENTENCES.items() if status != IN)


_MONTHS = 12
_YEAR_DIGITS = 4


class Spell(NamedTuple):
    """One stretch of periods with one status, as a statement."""

    start: str
    """EDTF; blank where the table does not say."""
    end: str
    status: str
    note: str
    """How the dates were read, for `date_note`."""


def ordinal(period: str) -> int | None:
    """Return the place of a year (`2016`) or a month (`2016-08`) among its kind; None for others.

    Months count from year 0, twelve a year, so that they never meet the numbers of years.
    """
    year, _, month = period.partition("-")
    if not (len(year) == _YEAR_DIGITS and year.isdecimal()):
        return None
    if not month:
        return int(year)
    if not month.isdecimal() or not 1 <= int(month) <= _MONTHS:
        return None
    return int(year) * _MONTHS + int(month) - 1


def spells_of(marks: Sequence[tuple[str, str]], said_by: str) -> list[Spell]:
    """Return the statements that marks in consecutive periods make.

    The first period with a yes after a no is a start, and the last before a no an end. A yes in
    the first period of the table began then or before. Between a no and a yes stands maybe a
    silence; the start lies somewhere in it. A unit with nothing but no is `out` over the periods.

    Parameters
    ----------
    marks
        (period, `in` or `out` or blank), in the order of time.
    said_by
        What says so, for the note: the header of the column.
    """
    known = [(number, status) for number, (_, status) in enumerate(marks) if status]
    if not known:
        return []
    if all(status == OUT for _, status in known):
        since, until = marks[known[0][0]][0], marks[known[-1][0]][0]
        return [Spell(since, until, OUT, f"stated: {said_by} no from {since} to {until}")]
    spells = []
    runs = [list(run) for _, run in groupby(known, key=itemgetter(1))]
    for at, run in enumerate(runs):
        (begun, status), last = run[0], run[-1][0]
        if status != IN:
            continue
        start, note = _start(marks, runs[at - 1][-1][0] if at else -1, begun)
        end = _end(marks, last, runs[at + 1][0][0]) if at + 1 < len(runs) else ""
        until = f" to {marks[last][0]}" if end else ""
        note = f"stated: {said_by} yes from {marks[begun][0]}{until}{note}"
        spells.append(Spell(start, end, status, note))
    return spells


def _start(marks: Sequence[tuple[str, str]], before: int, begun: int) -> tuple[str, str]:
    period = marks[begun][0]
    if before < 0:
        return f"[..{period}]", ", the first that the table has for it: it may have begun before"
    if before + 1 == begun:
        return period, ""
    return f"[{marks[before + 1][0]}..{period}]", f", and no until {marks[before][0]}"


def _end(marks: Sequence[tuple[str, str]], last: int, after: int) -> str:
    period = marks[last][0]
    return period if last + 1 == after else f"[{period}..{marks[after - 1][0]}]"
