"""Spell pinyin in the Wade-Giles system, as maps and books printed it until about 1980.

After H. A. Giles, A Chinese-English Dictionary (1912), in the usual simplified form; umlauts are
left out, since comparison drops them.
"""

from __future__ import annotations

import re
import unicodedata


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_INITIALS = _table(
    "zh=ch ch=ch' sh=sh b=p p=p' d=t t=t' g=k k=k' j=ch q=ch' x=hs z=ts c=ts' r=j "
    "m=m f=f n=n l=l h=h s=s w=w y=y"
)
"""Pinyin to Wade-Giles; two letters before one."""
_WHOLE = _table(
    "zhi=chih chi=ch'ih shi=shih ri=jih zi=tzu ci=tz'u si=ssu er=erh yi=i ye=yeh you=yu yan=yen "
    "yong=yung yue=yueh he=ho ge=ko ke=k'o gui=kuei kui=k'uei guo=kuo kuo=k'uo huo=huo shuo=shuo"
)
"""Syllables that follow no rule of initial and final."""
_FINALS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "ueh", "uo": "o"}
_MARKED = re.compile(r"[a-z]-[a-z]|(?:ch|k|p|t|ts|tz)'|\bhs", re.IGNORECASE)
_NOT_COMPARED = re.compile(r"[^a-z']|(?<![hkptsz])'")


def wade_giles(syllable: str) -> str:
    """Return one syllable of pinyin, in plain letters, in Wade-Giles: `xian` is `hsien`."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    return _INITIALS.get(initial, "") + _FINALS.get(final, final)


def looks_wade_giles(name: str) -> bool:
    """Say whether a name has the marks of the system: hyphens, aspirates, or `hs`."""
    return _MARKED.search(name) is not None


def aspirates(name: str) -> str:
    """Return the letters of a name in Wade-Giles with its aspirates, to be compared."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKD", name.lower()))
