"""Chinese scripts, by OpenCC: for labels and rendering. Never for matching, which folds characters by ``fold``.

OpenCC is loaded by the first call.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from cnfin_terms.errors import OptionError
from cnfin_terms.lazy import regex

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["REGIONS", "to_simplified", "to_traditional"]

REGIONS: Final = ("zh-Hant", "zh-HK", "zh-TW")
"""The Traditional scripts: as OpenCC writes it, and as Hong Kong and Taiwan write it. Characters only, never words."""

_SUFFIX: Final = {"zh-Hant": "t", "zh-HK": "hk", "zh-TW": "tw"}

# OpenCC takes UTF-8, which has no lone surrogates, and ends a text at NUL in some versions: both stay as they are.
_FOREIGN: Final = regex("([\0\ud800-\udfff]+)")


def to_simplified(text: str, region: str = "zh-Hant") -> str:
    """Convert Traditional text to Simplified, phrase by phrase.

    :param region: the Traditional script that the text is in, one of ``REGIONS``.
    :raises OptionError: no such region.

    >>> to_simplified("證監會主席"), to_simplified("滙豐控股", "zh-HK")
    ('证监会主席', '汇丰控股')
    """
    return _convert(text, f"{_suffix(region)}2s")


def to_traditional(text: str, region: str = "zh-Hant") -> str:
    """Convert Simplified text to Traditional, phrase by phrase.

    Not certain for names: a Simplified character may have several Traditional ones (范 is a surname and 範), and OpenCC
    knows only phrases. A record's own Traditional form comes first wherever there is one.

    :param region: the Traditional script wanted, one of ``REGIONS``.
    :raises OptionError: no such region.

    >>> to_traditional("证监会主席"), to_traditional("国家外汇管理局", "zh-HK")
    ('證監會主席', '國家外匯管理局')
    >>> to_traditional("证监会", "zh-SG")
    Traceback (most recent call last):
    ...
    cnfin_terms.errors.OptionError: no Traditional script 'zh-SG'; use one of zh-Hant, zh-HK, zh-TW
    """
    return _convert(text, f"s2{_suffix(region)}")


def _suffix(region: str) -> str:
    try:
        return _SUFFIX[region]
    except KeyError:
        message = f"no Traditional script {region!r}; use one of {', '.join(REGIONS)}"
        raise OptionError(message) from None


def _convert(text: str, config: str) -> str:
    if text.isascii():
        return text
    convert = _converter(config)
    return "".join(part if number % 2 else convert(part) for number, part in enumerate(_FOREIGN.split(text)))


@cache  # a converter never changes once made, and making one reads dictionaries from disk
def _converter(config: str) -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415  (heavy; most callers never come here)

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert
