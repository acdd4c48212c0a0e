"""Text as HTML, whatever is in it: what every page that the library writes is made with."""

from __future__ import annotations

from html import escape

__all__ = ["SAFE", "is_chinese", "phrase", "text"]


def _build_safe() -> dict[int, str]:
    """What HTML cannot hold: controls become their pictures, lone surrogates U+FFFD."""
    pictures = {point: chr(0x2400 + point) for point in range(0x20) if chr(point) not in "\t\n\r\f"}
    noncharacters = [plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)]
    return pictures | {0x7F: "␡"} | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), *noncharacters], "\ufffd")


SAFE = _build_safe()


def text(raw: str) -> str:
    """Text as HTML, whatever is in it."""
    return escape(raw.translate(SAFE))


def is_chinese(raw: str) -> bool:
    """Whether the text is Chinese rather than Latin, for the choice of language and font."""
    return any("\u3400" <= character <= "\u9fff" for character in raw)


def phrase(raw: str, tag: str = "bdi") -> str:
    """A short text in its own direction and language."""
    language = ' lang="zh"' if is_chinese(raw) else ""
    return f"<{tag}{language}>{text(raw)}</{tag}>"
