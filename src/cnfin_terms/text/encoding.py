"""Bytes to text: which encoding scraped Chinese is in, and where bytes are in none.

GB18030 decodes nearly everything, and most GB text decodes as Big5 too, so that a strict decoding proves little. What tells
them apart is what comes out: the right decoding gives the characters that Chinese and English are written with, a wrong one
gives rare characters. :func:`decode` scores every candidate by a model of single characters (``WEIGHTS``) and takes
the best, unless the runner-up is nearly as good or even the best looks like no text: then it refuses, since garbled text
that nobody notices is worse than an error.

Not guessed, since they are too rare in the field of this library to be worth the confusion: Shift_JIS, EUC-KR,
EUC-TW, ISO-2022, HZ, UTF-7, EBCDIC. Name those.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cnfin_terms.errors import InputError, OptionError
from cnfin_terms.text.frequent import FIRST_100, NEXT_200, NEXT_700

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Decoded", "UndecodableError", "decode"]


class Decoded(NamedTuple):
    """Text, and how it was had from bytes.

    :ivar text: the characters, without a byte order mark; line ends as they were.
    :ivar encoding: Python's name of the encoding (``utf-8``, ``gb18030``, ``big5hkscs`` ...).
    :ivar guessed: whether statistics chose it: not if it was given, marked by a BOM, or is UTF-8 by its form.
    :ivar replaced: how many undecodable places became U+FFFD; 0 unless asked for.
    """

    text: str
    encoding: str
    guessed: bool
    replaced: int


class UndecodableError(InputError):
    """Bytes that are no text in the encoding, with the place of the first.

    :ivar message: what is wrong and what to do, without the place.
    :ivar offset: 0-based offset of the first such byte in what was given.
    :ivar line: its 1-based line, counted by line feeds.
    """

    def __init__(self, message: str, offset: int, line: int) -> None:
        super().__init__(message, offset, line)
        self.message, self.offset, self.line = message, offset, line

    def __str__(self) -> str:
        return f"byte offset {self.offset} (line {self.line}): {self.message}"


#: Byte order marks, longest first: UTF-32-LE begins as UTF-16-LE does.
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: First bytes of files that are often met among texts and are none.
BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive (docx, xlsx, epub ...)"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"\x7fELF", "a program"), (b"SQLite format 3\x00", "an SQLite database"), (b"PAR1", "Parquet"), (b"{\\rtf", "RTF"),
)

#: What the common names mean here: GB18030 reads all that GB2312 and GBK write, and files so labelled often hold more.
WIDER: Mapping[str, str] = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8"}

#: Encodings that are weighed when the bytes are not plainly UTF-8, in order of preference.
CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "cp1252")

#: Two readings of Big5 that part on some punctuation and on Hong Kong's additions: never rivals, the better stands for both.
BIG5 = ("cp950", "big5hkscs")

#: How much text the weighing reads, in bytes from the first that is not ASCII.
SAMPLE = 1 << 20

#: How much better the best must be than the next, in nats: 150 to one.
MARGIN = 5.0

#: Mean weight of the characters beyond ASCII under which even the best decoding is not taken for text: Chinese has -7.3, Korean
#: and Japanese read as GB18030 have -10.3. The fewer the characters, the further a true text strays: by ``SLACK`` over their number.
FLOOR = -9.6
SLACK = 9.0

#: Bytes that form valid UTF-8 sequences are hardly ever something else; short GBK words are (一些 is also "һЩ").
UTF8_BONUS = 9.0

#: Weight of a byte that the encoding has no character for: one slip in a right decoding must not make a wrong one win.
BAD_BYTE = -16.0

#: Share of control characters over which it is no text.
CONTROL_SHARE = 0.02


class _Weights(NamedTuple):
    """Log-probabilities: of the characters of the table, and of the others by range."""

    known: Mapping[str, float]
    ranges: tuple[tuple[int, int, float], ...]

    def of(self, character: str) -> float:
        """Log-probability of the character in Chinese or English text."""
        weight = self.known.get(character)
        if weight is None:
            point = ord(character)
            weight = next((value for low, high, value in self.ranges if low <= point <= high), -18.0)
        return weight


@cache  # it never changes, and making it takes longer than most guesses
def _build_weights() -> _Weights:
    """The model: common characters by rank, those of the first levels of GB2312 and Big5, the rest by block.

    Both standards put the characters in ordinary use on their first level (3,755 and 5,401), so the codecs themselves
    say which they are.
    """
    known = dict.fromkeys((bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)), -11.0)
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    known |= dict.fromkeys((bytes((row, cell)).decode("big5", "ignore") for row in range(0xA4, 0xC7) for cell in trails), -11.0)
    for characters, weight in ((NEXT_700, -7.8), (NEXT_200, -6.5), (FIRST_100, -5.6)):
        known |= dict.fromkeys(characters, weight)
    known |= dict.fromkeys(",。、", -4.0)
    known |= dict.fromkeys("“”‘’", -5.0)
    known |= dict.fromkeys("《》（）：；！？「」·‧—…　•–", -6.0)  # the space is U+3000
    known |= dict.fromkeys("『』〈〉【】〔〕．％＋－／～€£¥©®°±×", -8.0)
    known |= {"\t": -6.0, "\n": -4.0, "\r": -5.0, "\u00a0": -5.0, "\u200b": -8.0, "\ufeff": -10.0, "\ufffd": -10.0}
    ranges = (
        (0x61, 0x7A, -3.3),        # a to z
        (0x20, 0x7E, -4.0),        # the rest of ASCII
        (0xC0, 0x17F, -8.0),       # Latin letters with marks
        (0x1CD, 0x1DC, -8.0),      # of them, those of pinyin: ǎ ǐ ǒ ǔ
        (0xFF10, 0xFF5A, -7.0),    # fullwidth digits and letters
        (0x2010, 0x203F, -9.0),    # dashes, quotation marks, bullets
        (0x391, 0x3C9, -11.0),     # Greek
        (0x410, 0x44F, -9.5),      # Cyrillic
        (0x2100, 0x22FF, -11.0),   # numerals, arrows, mathematics
        (0x2460, 0x24FF, -10.0),   # numbers in circles
        (0x2500, 0x25FF, -11.0),   # frames, squares
        (0xFFE0, 0xFFE6, -9.0),    # fullwidth signs
        (0xFE30, 0xFE6B, -11.0),   # small and upright punctuation
        (0x3003, 0x303F, -12.0),   # rarer CJK punctuation
        (0x3041, 0x30FF, -10.5),   # kana
        (0x3105, 0x312F, -13.0),   # bopomofo
        (0xAC00, 0xD7A3, -11.0),   # hangul
        (0x4E00, 0x9FFF, -14.5),   # Han beyond the first levels
        (0x3400, 0x4DBF, -16.0),
        (0x20000, 0x3134F, -16.0),
        (0x1F300, 0x1FAFF, -12.0),  # emoji
        (0xDC80, 0xDCFF, BAD_BYTE),
        (0xA0, 0xBF, -12.0),       # the signs of Latin-1
    )
    return _Weights(known, ranges)


class _Weighed(NamedTuple):
    """A candidate: total weight, what comes out, and whether its characters are likely enough for text of any kind."""

    total: float
    likely: bool
    encoding: str
    text: str


def _weigh(weights: _Weights, sample: bytes, encoding: str, *, whole: bool) -> _Weighed | None:
    """Score one decoding of the sample; None where the codec cannot say what it skips."""
    decoder = codecs.getincrementaldecoder(encoding)("strict" if encoding.startswith("utf-16") else "surrogateescape")
    try:
        text = decoder.decode(sample, whole)
    except UnicodeError:
        return None
    counts: dict[str, int] = {}
    for character in text:
        counts[character] = counts.get(character, 0) + 1
    total = beyond = 0.0
    many = 0
    for character, count in counts.items():
        weight = weights.of(character) * count
        total += weight
        if not character.isascii():
            beyond += weight
            many += count
    valid = encoding == "utf-8" and not any("\udc80" <= character <= "\udcff" for character in counts)
    return _Weighed(total + UTF8_BONUS * valid, valid or beyond >= FLOOR * many - SLACK, encoding, text)


def _guess(data: bytes, first: int) -> str:
    """The encoding whose characters look most like Chinese and English.

    :param first: offset of the first byte that is not a character of ASCII text.
    :raises UndecodableError: where two are nearly as good, or none is.
    """
    names = CANDIDATES if b"\x00" not in data else (*CANDIDATES, "utf-16-le", "utf-16-be")
    sample = data[first:first + SAMPLE]
    weights = _build_weights()
    found = [one for name in names if (one := _weigh(weights, sample, name, whole=first + len(sample) == len(data)))]
    found.sort(key=lambda one: -one.total)  # stable: the order of the names decides a tie
    best = found[0]
    line = data.count(b"\n", 0, first) + 1
    if not best.likely:
        message = f"the bytes look like no text in {', '.join(names)} (the nearest, {best.encoding}, reads {_show(best.text)}); name the encoding"
        raise UndecodableError(message, first, line)
    for other in found[1:]:
        rival = other.text != best.text and not {best.encoding, other.encoding} <= {*BIG5}
        if rival and best.total - other.total < MARGIN:
            message = f"this can be {best.encoding} ({_show(best.text)}) or {other.encoding} ({_show(other.text)}); name the encoding"
            raise UndecodableError(message, first, line)
    return best.encoding


def _show(text: str, most: int = 12) -> str:
    """The beginning of a text, safe to print."""
    return repr(text[:most])[1:-1]


def _refuse_binary(data: bytes) -> None:
    """Raise for what is no text in any encoding."""
    for magic, what in BINARY:
        if data.startswith(magic):
            message = f"this is {what}, not text; extract the text first"
            raise UndecodableError(message, 0, 1)


def _refuse_controls(text: str, data: bytes, encoding: str) -> None:
    """Raise for text of which too much is control characters: some binary format."""
    head = text[:SAMPLE]
    controls = sum(head.count(chr(point)) for point in range(32) if chr(point) not in "\t\n\v\f\r\x1b")
    if controls > max(1, CONTROL_SHARE * len(head)):
        where = next(index for index, character in enumerate(head) if character < " " and character not in "\t\n\v\f\r\x1b")
        offset = len(head[:where].encode(encoding, "surrogateescape"))
        message = f"{controls} control characters, the first 0x{ord(head[where]):02X}: a binary file, not text; extract the text first"
        raise UndecodableError(message, offset, data.count(b"\n", 0, offset) + 1)


def _decode_as(data: bytes, encoding: str, errors: str) -> tuple[str, int]:
    """Text in a known encoding, and the count of what was replaced.

    :raises UndecodableError: strictly, at the first bad byte.
    """
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        # what was U+FFFD in the source already is no replacement
        places = text.count("\ufffd") - data.decode(encoding, "ignore").count("\ufffd")
        if errors == "replace":
            return text, places
        bad = " ".join(f"0x{byte:02X}" for byte in data[error.start:error.end][:4])
        more = f", and {places - 1} more such place{'s' if places > 2 else ''}" if places > 1 else ""  # noqa: PLR2004
        message = f"{bad} is not {encoding} ({error.reason}){more}; name another encoding, or replace such bytes"
        raise UndecodableError(message, error.start, data.count(b"\n", 0, error.start) + 1) from None


def _check_options(encoding: str, errors: str) -> str:
    """The encoding's name in Python.

    :raises OptionError: for an unknown encoding or way of treating errors.
    """
    if errors not in ("strict", "replace"):
        message = f"errors={errors!r}: write 'strict' or 'replace'"
        raise OptionError(message)
    if encoding == "auto":
        return encoding
    try:
        bytes(4).decode(encoding, "replace")  # empty bytes would pass for any name
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name, or the codec "undefined"
        message = f"there is no text encoding {encoding!r}; write auto, utf-8, utf-16, gb18030, big5, big5hkscs or another that Python knows"
        raise OptionError(message) from None
    return WIDER.get(name, name)


def decode(data: bytes, encoding: str = "auto", errors: str = "strict") -> Decoded:
    r"""Decode bytes, guessing their encoding unless it is given.

    For files and pages that do not say what they are, or say it wrongly. What it does not do: convert line ends, mend text
    that was decoded wrongly before it came here, or read binary formats (it names the common ones).

    >>> decode("中国人民银行行长潘功胜".encode("gbk"))
    Decoded(text='中国人民银行行长潘功胜', encoding='gb18030', guessed=True, replaced=0)
    >>> decode("香港金融管理局總裁余偉文".encode("big5")).encoding
    'cp950'
    >>> decode("China’s central bank".encode("cp1252")).text
    'China’s central bank'

    A byte that is no part of the text is named, not swallowed:

    >>> decode("央行".encode() + b"\xff")
    Traceback (most recent call last):
        ...
    cnfin_terms.text.encoding.UndecodableError: byte offset 6 (line 1): 0xFF is not utf-8 (invalid start byte); name another encoding, or replace such bytes
    >>> decode("央行".encode() + b"\xff", errors="replace")
    Decoded(text='央行�', encoding='utf-8', guessed=True, replaced=1)

    :param data: the bytes.
    :param encoding: ``auto``, or any text encoding of Python; gb2312 and gbk mean gb18030, which holds both.
    :param errors: ``strict``, or ``replace``: each undecodable place becomes U+FFFD, and is counted.
    :raises UndecodableError: (an InputError) for bytes in no such encoding, with their offset, for a binary file, and where a guess would be a coin toss.
    :raises OptionError: for an unknown encoding or errors.
    """
    name = _check_options(encoding, errors)
    _refuse_binary(data)
    guessed = False
    if name == "auto":
        for mark, marked in BOMS:
            if data.startswith(mark):
                name = marked
                break
        else:
            name, guessed = _choose(data)
    text, replaced = _decode_as(data, name, errors)
    text = text.removeprefix("\ufeff")
    _refuse_controls(text, data, name)
    return Decoded(text, name, guessed, replaced)


def _choose(data: bytes) -> tuple[str, bool]:
    """The encoding of unmarked bytes, and whether it took a guess."""
    if data.isascii() and b"\x00" not in data:
        return "utf-8", False
    plain = True
    try:
        text = data.decode()
    except UnicodeDecodeError:
        plain = False
    else:
        # by chance, GBK and Big5 make few sequences of three bytes, and none of four
        if "\x00" not in text and (max(text) > "\uffff" or sum(character > "\u07ff" for character in text) > SURE):
            return "utf-8", False
    first = 0 if b"\x00" in data else next(index for index, byte in enumerate(data) if byte > 0x7F)  # noqa: PLR2004
    name = _guess(data, first)
    return name, not (plain and name == "utf-8")


#: Valid UTF-8 with more characters of three bytes than this is UTF-8.
SURE = 8
