"""The passes that look at more than one character: HTML, Hangul, blanks. Each is a function of a text.

Each gives the new text and the edits that changed its length, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cnfin_terms.lazy import regex
from cnfin_terms.text.edits import Edits

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["HTML", "at_bracket", "is_line_break", "replace_blanks", "replace_hangul", "replace_html"]

_ENTITIES: Final = dict(
    zip(
        (
            "amp lt gt quot apos nbsp ensp emsp thinsp shy zwnj zwj lrm rlm lsquo rsquo sbquo ldquo rdquo bdquo laquo raquo "
            "prime hyphen ndash mdash minus middot centerdot bull period comma hellip lpar rpar newline tab "
            "uuml aacute agrave eacute egrave iacute igrave oacute ograve uacute ugrave"
        ).split(),
        "&<>\"'\u00a0\u2002\u2003\u2009\u00ad\u200c\u200d\u200e\u200f‘’‚“”„«»′‐–—−··•.,…()\n\tüáàéèíìóòúù",
        strict=True,
    ),
)
"""The named entities that occur in names and beside them; others stay as they are."""

_INLINE: Final = "abbr|a|bdi|bdo|big|br|b|code|del|em|font|ins|i|mark|small|span|strong|sub|sup|s|tt|u|wbr"

# Names and tags in any case, since letters are folded: a name decoded only when small would be decoded the second time.
HTML: Final = regex(
    rf"&(?:amp;)*(?:#[0-9]{{1,7}}|#x[0-9a-f]{{1,6}}|{'|'.join(_ENTITIES)});|</?(?:{_INLINE})(?=[\s/>])[^<>]{{0,2000}}+>",
    re.ASCII | re.IGNORECASE,
)

_HANGUL: Final = regex("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[가-힣][\u11a8-\u11c2]")

_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# The runs of blanks that change the length, not the single ones in and between Latin words; line breaks and tabs have been made spaces: a pattern
# that begins with one literal is searched several times faster than a set. Each alternative begins with what most words rule out at once.
_BETWEEN: Final = f"(?=[{_HAN}()])(?:(?<=[{_HAN}].)|(?=[{_HAN}])(?<=[()].))"
_SPACES: Final = regex(f" (?:  *|{_BETWEEN})")


def replace_html(text: str) -> tuple[str, Edits | None]:
    """Decode entities and delete inline tags."""
    return _substitute(HTML, _html, text)


def _html(text: str, start: int, end: int) -> str:
    if text[start] == "<":
        return "\n" if is_line_break(text[start:end]) else ""
    # Every &amp; before the name was one escape too many.
    name = text[text.rindex("&", start, end) + 1 : end - 1].rpartition(";")[2].lower()
    if name in _ENTITIES:
        return _ENTITIES[name]
    code = int(name[1:]) if name[1] != "x" else int(f"0{name[1:]}", 0)
    if 0x80 <= code <= 0x9F:  # noqa: PLR2004  (as browsers do: Windows-1252 was meant)
        return bytes([code]).decode("cp1252", "replace")
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"  # noqa: PLR2004


def is_line_break(tag: str) -> bool:
    """Whether an inline tag is ``br``, open, closed or empty."""
    return tag[1:3].lower() == "br" or tag[2:4].lower() == "br"


def replace_hangul(text: str) -> tuple[str, Edits | None]:
    """Compose conjoining letters, by the arithmetic that the Unicode standard fixes (chapter 3.12)."""
    return _substitute(_HANGUL, _syllable, text)


def _syllable(text: str, start: int, end: int) -> str:
    first, *rest = map(ord, text[start:end])
    if first >= 0xAC00:  # noqa: PLR2004  (a syllable: a final letter joins it if it has none)
        return chr(first + rest[0] - 0x11A7) if (first - 0xAC00) % 28 == 0 else text[start:end]
    final = rest[1] - 0x11A7 if len(rest) > 1 else 0
    return chr(0xAC00 + ((first - 0x1100) * 21 + rest[0] - 0x1161) * 28 + final)


def replace_blanks(text: str) -> tuple[str, Edits | None]:
    """Give every run of blanks its one form."""
    spaced = text.replace("\n", " ").replace("\t", " ")
    if spaced.isascii() and "  " not in spaced:  # single blanks go between Han alone
        return spaced, None
    return _substitute(_SPACES, lambda _, start, end: _blank(text, start, end), spaced)


def _blank(text: str, start: int, end: int) -> str:
    """Give the one form of a run of blanks, or of a single one between Han.

    A blank line parts names. So does a tab between Han: it is the edge of a table's cell, not letter-spacing.
    """
    run = text[start:end]
    if run == " ":
        return ""
    breaks = run.count("\n")
    if breaks > 1:
        return "\n\n"
    if (_is_han(text[start - 1 : start]) and _is_han(text[end : end + 1])) or at_bracket(text, start, end):
        return "\t" if "\t" in run and not breaks else ""
    return " "


def _is_han(char: str) -> bool:
    """Whether a folded character (or none) is Han, by the ranges of ``_HAN``."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or "\u3005" <= char <= "\u3007"
        or "\uf900" <= char <= "\ufaff"
    )


def at_bracket(text: str, start: int, end: int) -> bool:
    """Whether a run of blanks stands between Han and a bracket: `中国银行 (香港)` is one name."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return (left in "()" and left != "" and _is_han(right)) or (right in "()" and right != "" and _is_han(left))


def _substitute(
    pattern: re.Pattern[str],
    new: Callable[[str, int, int], str],
    text: str,
) -> tuple[str, Edits | None]:
    """Replace every match by ``new(text, start, end)``.

    :returns: the new text, and the edits that changed the length, or None if none did.
    """
    first = pattern.search(text)
    if first is None:
        return text, None
    edits = Edits()
    out: list[str] = []
    done = size = 0
    for match in pattern.finditer(text, first.start()):
        start, end = match.span()
        fold = new(text, start, end)
        out.append(text[done:start])
        out.append(fold)
        size += start - done
        if len(fold) != end - start:
            edits.add(start, end, size, size + len(fold))
        size += len(fold)
        done = end
    out.append(text[done:])
    return "".join(out), edits if len(edits) else None
