"""Identifiers: their forms, their check digits, and that no two records share one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cnfin_terms.curate.rules.house import Finding, House

__all__ = ["identifiers", "isin_ok", "lei_ok", "shared", "uscc_ok"]

#: Listings by exchange; those of other exchanges are letters, digits, dots and hyphens.
_TICKERS = {
    "SSE": r"\d{6}", "SZSE": r"\d{6}", "BSE": r"\d{6}", "NEEQ": r"\d{6}", "HKEX": r"\d{5}|[A-Z]{3,5}", "TWSE": r"\d{4,6}[A-Z]?", "TPEX": r"\d{4,6}[A-Z]?",
    "NYSE": r"[A-Z]{1,5}(?:[.-][A-Z]{1,2})?", "NASDAQ": r"[A-Z]{1,5}",
}
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def lei_ok(code: str) -> bool:
    """Whether an LEI's check digits are right (ISO 17442: ISO 7064 MOD 97-10).

    >>> lei_ok("5493002ERZU2K9PZDL40"), lei_ok("5493002ERZU2K9PZDL41")
    (True, False)
    """
    return bool(re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code)) and int("".join(str(int(c, 36)) for c in code)) % 97 == 1


def isin_ok(code: str) -> bool:
    """Whether an ISIN's check digit is right (ISO 6166: Luhn over letters as two digits).

    >>> isin_ok("US0378331005"), isin_ok("US0378331006")
    (True, False)
    """
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", code):
        return False
    digits = [int(digit) for char in code for digit in str(int(char, 36))]
    return sum(sum(divmod(digit * 2, 10)) if at % 2 else digit for at, digit in enumerate(reversed(digits))) % 10 == 0


def uscc_ok(code: str) -> bool:
    """Whether a unified social credit code's check character is right (GB 32100-2015, mod 31).

    >>> uscc_ok("91100000100003962T"), uscc_ok("91100000100003962U")
    (True, False)
    """
    if len(code) != 18 or any(char not in _USCC for char in code):  # noqa: PLR2004
        return False
    total = sum(_USCC.index(char) * 3**at % 31 for at, char in enumerate(code[:17]))
    return _USCC[-total % 31] == code[17]


def _ticker_ok(code: str) -> bool:
    market, _, number = code.partition(":")
    return bool(re.fullmatch(r"[A-Z]+", market)) and bool(re.fullmatch(_TICKERS.get(market, r"[A-Z0-9.\-]+"), number))


_CODES: dict[str, tuple[Callable[[str], bool], str]] = {
    "lei": (lei_ok, "20 capitals and digits, the last two check the rest (ISO 17442)"),
    "bic": (lambda code: bool(re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", code)), "8 or 11 characters: BKCHCNBJ, BKCHCNBJ300 (ISO 9362)"),
    "mic": (lambda code: bool(re.fullmatch(r"[A-Z0-9]{4}", code)), "4 capitals or digits: XSHG (ISO 10383)"),
    "ticker": (_ticker_ok, "exchange and number: SSE:600000, SZSE:000001, HKEX:00700, NYSE:BABA"),
    "isin": (isin_ok, "12 characters, the last checks the rest (ISO 6166)"),
    "uscc": (uscc_ok, "18 characters, the last checks the rest (GB 32100)"),
    "wikidata": (lambda code: bool(re.fullmatch(r"Q[1-9][0-9]*", code)), "Q and a number: Q148"),
    "website": (lambda code: bool(re.fullmatch(r"https?://[^\s/]+\.[^\s/]+\S*|[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?", code)), "an address: https://www.pbc.gov.cn"),
}

#: Identifiers that belong to one legal person or listing alone.
_OWN = frozenset({"lei", "bic", "mic", "ticker", "wikidata", "isin", "uscc"})


def identifiers(house: House) -> Iterator[Finding]:
    """Identifiers have the form, and the check digits, of their kind."""
    for source in house.tables.records:
        for kind, value in source.record.ids.items():
            for code in (value,) if isinstance(value, str) else value:
                if kind in _CODES and not _CODES[kind][0](code):
                    yield house.at(source, "identifiers", f"{code!r} is no {kind}", f"write {_CODES[kind][1]}, or leave it out", "ids")


def shared(house: House) -> Iterator[Finding]:
    """No two records bear one identifier."""
    owner: dict[tuple[str, str], str] = {}
    for source in house.tables.records:
        for kind, value in source.record.ids.items():
            for code in dict.fromkeys((value,) if isinstance(value, str) else value):
                first = owner.setdefault((kind, code), source.id)
                if kind in _OWN and first != source.id:
                    yield house.at(source, "shared", f"the {kind} {code} is that of {first} too", f"leave it with its owner: cnfin-terms get {first}", "ids")
