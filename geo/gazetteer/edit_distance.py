"""How far a misspelt name is from a right one, in slips of the hand, the ear and the eye."""

from __future__ import annotations

_ALIKE = """
威咸戚成 泉全 亳毫 郴彬 泸沪炉 衢瞿 淄缁 漯螺 儋詹 濮仆 汨汩 莒营
莱菜 忻沂欣圻 朔溯 鄂谔 台合 千干于 大太犬 土士 末未 已己巳 梅海 桂佳
湘潮湖 宣宜 洛络 深琛 徐除滁 盐监 镇填 泰秦奉 舟丹 嘉喜 鞍鞭 锦绵棉
州洲 阳阴 定宁 平乎 遂逐 达迭 雅稚 昭沼 普晋 曲由 玉王 榆愉 商高
延廷 铜桐钢 渭谓 眉盾 岳丘 汉汊 天夭 陇垄 荷菏 泽择 禅婵
吉古 哈啥 密蜜 塔搭 博傅 冶治 滕腾 钦软 贺贸 柳抑 崇祟 贵责
遵尊 毕华 昌冒 拉垃 那哪 赣灏 鹰莺 抚扶 萍苹 饶绕 景影 阜埠 蚌蛙
淮准 宿缩 芜无 聊柳 临监 沭沐 沧苍 邢刑 邯甘 廊郎 衡衝
"""
"""Characters of place names, with those that are taken for them."""

LOOKALIKES = {
    one: frozenset("".join(group for group in _ALIKE.split() if one in group)) - {one}
    for one in set("".join(_ALIKE.split()))
}
"""The characters that one is often taken for."""

TRANSPOSED = 0.7
DOUBLED = 0.6
LEFT_OUT = 0.9
CHANGED = 1.0
FIRST_LETTER = 0.25
"""What a slip costs; typing two letters the wrong way round is the likeliest, and the first
letter of a name is seldom wrong."""

_SOUNDS_ALIKE = frozenset(
    pair
    for one, other in (
        "sz",
        "zj",
        "cq",
        "sx",
        "ln",
        "hf",
        "rl",
        "uv",
        "bp",
        "dt",
        "gk",
        "ie",
        "ao",
        "ou",
    )
    for pair in ((one, other), (other, one))
)


def distance(one: str, other: str, at_most: int) -> int:
    """Return the number of slips between two names: letters left out, added, changed or swapped.

    Optimal string alignment distance; `at_most + 1` where it is greater than `at_most`.
    """
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = (
                last[column - 1]
                if letter == against
                else 1 + min(last[column - 1], last[column], current[column - 1])
            )
            if (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == against
                and before[column - 2] + 1 < cost
            ):
                cost = before[column - 2] + 1
            current.append(cost)
        if min(current) > at_most:
            return at_most + 1
        before, last = last, current
    return min(last[-1], at_most + 1)


def slip_cost(typed: str, name: str) -> float | None:
    """Return what the one slip between a typed and a right romanised name costs.

    None where they are not exactly one slip apart.

    Parameters
    ----------
    typed, name
        Lower-case letters.
    """
    start, shorter = 0, min(len(typed), len(name))
    while start < shorter and typed[start] == name[start]:
        start += 1
    at_start = 0.0 if start else FIRST_LETTER
    if len(typed) == len(name):
        if typed[start + 1 :] == name[start + 1 :] and start < shorter:
            alike = (typed[start], name[start]) in _SOUNDS_ALIKE
            return (LEFT_OUT if alike else CHANGED) + at_start
        swapped = typed[start + 1 : start + 2] + typed[start : start + 1]
        if swapped == name[start : start + 2] and typed[start + 2 :] == name[start + 2 :]:
            return TRANSPOSED + at_start
        return None
    longer, other = (typed, name) if len(typed) > len(name) else (name, typed)
    if longer[start + 1 :] != other[start:]:
        return None
    extra = longer[start]
    doubled = start > 0 and longer[start - 1] == extra
    silent = extra in "hg"  # zh for z, ng for n
    return (DOUBLED if doubled or silent else LEFT_OUT) + at_start
