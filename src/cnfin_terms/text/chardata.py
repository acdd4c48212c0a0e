"""Facts about characters: what each one folds to, by which steps, and why.

``build_table()`` gathers the facts from OpenCC and the Unicode database when a lexicon is compiled. The result, a
``FoldTable``, travels inside the compiled lexicon: every Python version then folds alike, and neither source is loaded
at run time.

A character's fold is found by applying, until nothing changes, the first of these that has something to say:
punctuation and blanks of our own choice, canonical decomposition, compatibility decomposition (NFKC), deletion of
marks and invisible characters, Traditional to Simplified, old glyphs and radicals, case. So the table is *closed*: a
fold consists only of characters that fold to themselves.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from cnfin_terms.errors import ArtifactError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["COMMON", "STEPS", "FoldTable", "Step", "build_table", "step_names"]


class Step(NamedTuple):
    """One thing that folding does, under the name that traces give it.

    :ivar name: stable name, as in ``Mention.trace``.
    :ivar does: what it does, and why that is safe.
    :ivar example: a source text and its fold.
    """

    name: str
    does: str
    example: tuple[str, str]

    @property
    def bit(self) -> int:
        """The bit of the step in a mask of steps."""
        return 1 << _POSITION[self.name]


STEPS: Final[tuple[Step, ...]] = (
    Step("entity", "An HTML entity left in the text is decoded, also when it was escaped twice.", ("S&amp;P", "s&p")),
    Step("tag", "An inline HTML tag is deleted; a block tag stays, because it parts names.", ("<b>央</b>行", "央行")),
    Step("line-break", "One line break is a blank, or nothing between Han; a blank line stays.", ("人民\n银行", "人民银行")),
    Step("letter-spacing", "Blanks between two Han characters are deleted.", ("中 国 人 民 银 行", "中国人民银行")),
    Step("space", "Every kind and run of blanks is one space, or nothing between Han and a bracket.", ("工行\u00a0 (亚洲)", "工行(亚洲)")),
    Step("zero-width", "Invisible characters (soft hyphen, joiners, direction marks) are deleted.", ("证\u200b监会", "证监会")),
    Step("combining", "Marks are deleted, joined to their letter or not: tone marks of pinyin.", ("Kē Chuàng Bǎn", "ke chuang ban")),
    Step("compatibility", "Compatibility characters and radicals are the plain ones.", ("⼈⺠银行", "人民银行")),
    Step("fullwidth", "Fullwidth and halfwidth forms are the ordinary ones.", ("ＰＢＯＣ（央行）", "pboc(央行)")),
    Step("case", "Letters are small.", ("PBoC", "pboc")),
    Step("t2s", "Traditional Han are Simplified, character by character.", ("證監會", "证监会")),
    Step("punctuation", "Quotes, dashes and middle dots are of one kind each.", ("“国九条”", '"国九条"')),
)

_POSITION: Final = {step.name: position for position, step in enumerate(STEPS)}
_BIT: Final = {step.name: step.bit for step in STEPS}

COMMON: Final = "，：；！？（）“”‘’—％「」\u3000\u00a0"
"""Mapped characters that nearly every Chinese text has: replaced one by one, they need no pass over the whole table."""


def step_names(mask: int) -> tuple[str, ...]:
    """Name the steps of a mask, in the order of ``STEPS``.

    >>> step_names(0b1100000000)
    ('fullwidth', 'case')
    """
    return tuple(step.name for step in STEPS if mask & step.bit)


def _pairs(*groups: tuple[str, str]) -> dict[str, str]:
    """Map every character of each group's first string to its second.

    >>> _pairs(("‘’", "'"))
    {'‘': "'", '’': "'"}
    """
    return {source: target for sources, target in groups for source in sources}


# One kind each, so that a name matches however its marks were typed. Never two kinds that part names: the enumeration
# comma 、 and the full stop 。 stay, and so do 《》〈〉【】〔〕, which no ASCII mark stands for.
_PUNCTUATION: Final = _pairs(
    # Single: curly, low, reversed, prime, modifier letters and the grave and acute that typewriters used for them.
    # 『』 are the inner quotes of Taiwan and Hong Kong where the mainland has ‘’.
    ("‘’‚‛‹›′‵ʹʻʼʽ`´『』", "'"),
    # Double: 「」 are the outer quotes of Taiwan and Hong Kong where the mainland has “”: 新「國九條」 is 新“国九条”.
    ("“”„‟«»″‶〝〞〟「」", '"'),
    # Hyphens and dashes, the minus, and the box line that old Chinese input methods give for a dash.
    ("‐‑‒–—―−⁃─⸺⸻", "-"),
    # Between the parts of a foreign person's name: 克里斯蒂娜·拉加德, with a bullet, a katakana dot or an operator.
    # The fullwidth full stop ． is no such dot: it is the full stop of `Co．， Ltd．`.
    ("•・‧∙⋅᛫⸱ꞏ", "·"),
    ("∕⁄", "/"),
    ("∶", ":"),
    ("〜∼", "~"),
)

# Line breaks of every system and of PDF page ends. The paragraph separator is a blank line, which no name crosses.
_LINES: Final = {**_pairs(("\r\v\f\u0085\u2028", "\n")), "\u2029": "\n\n"}

# NFKC would take these apart, to no use: an ellipsis becomes three full stops in nearly every document, and a
# trademark sign becomes letters that run on from the name it stands beside (Bond Connect™).
_KEPT: Final = frozenset("…‥︙™℠")

# Invisible, yet letters or symbols by category: Hangul fillers and the like.
_INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0")

# Vowels and finals that compose with the Hangul before them.
_JAMO: Final = frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))

# OpenCC keeps these with its regional variants (著 is also 著作, hence not in t2s). Lexicon and text fold alike, so
# joining the two spellings can only confuse names that differ in nothing else.
# Not taken: 么 -> 幺 (么 is Simplified already), 睪 and 潀 (no name has them).
_REGIONAL: Final = {"zh-HK": "衞枱敍粧糭衹", "zh-TW": "著簷痺"}

# Glyphs of old fonts and of Korean and Japanese input that OpenCC leaves as they are.
_OLD_GLYPHS: Final = dict(zip("値眞郞旣淸靑鬪閙汚曁槪", "值真郎既清青斗闹污暨概", strict=True))

# Textbook pinyin is set with the one-storey letters that are IPA symbols in Unicode: Zhōnɡɡuó Rénmín Yínhánɡ.
_TEXTBOOK: Final = {"ɑ": "a", "ɡ": "g"}

# Radicals supplement: only two of them have a compatibility decomposition, yet PDF readers give any (⻓江证券, ⺠生银行).
# Source: Unicode's EquivalentUnifiedIdeograph.txt, those whose equivalent is in the basic plane.
_RADICALS: Final = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬"
        "⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜"
        "⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示"
        "礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞"
        "食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    ),
)


@dataclass(frozen=True)
class FoldTable:
    """What every character folds to, and by which steps; characters not listed fold to themselves.

    :ivar one: code point to the one character it folds to; out of the basic plane from inside it only where Unicode
        says that both are the same (seven compatibility ideographs), so that folding does not double a text's memory.
    :ivar many: character to a fold of another length; "" for characters that are deleted.
    :ivar steps: mask of steps (see ``step_names``) to all the characters whose fold takes just these.
    :ivar long: the characters of the basic plane that a text must not have for its length to stay, as the inside of a
        regular expression's set: those in ``many``, carriage returns, and the Hangul letters that compose.
    :ivar other: likewise, those of the basic plane that a text must not have for ``str.lower`` to be its fold, once the
        characters of ``COMMON`` are replaced: all in ``one``, and code points that had no character when the table was
        built, because later versions of Python know letters there and would lower them; all of ``long`` too.
    """

    one: dict[int, str]
    many: dict[str, str]
    steps: dict[int, str] = field(repr=False)
    long: str = field(repr=False)
    other: str = field(repr=False)

    def to_bytes(self) -> bytes:
        """Give the table as bytes: the same for the same table, on every machine, and not a pickle."""
        one, many, masks = sorted(self.one), sorted(self.many), sorted(self.steps)
        parts = [
            "".join(map(chr, one)),
            "".join(self.one[code] for code in one),
            "".join(many),
            "\0".join(self.many[char] for char in many),
            "".join(map(chr, masks)),
            "\0".join(self.steps[mask] for mask in masks),
            self.long,
            self.other,
        ]
        # UTF-32 and not a shorter form: lone surrogates are among the keys, and two of them must not read as a pair.
        packed = [part.encode("utf-32-le", "surrogatepass") for part in parts]
        return _MAGIC + _LENGTHS.pack(*map(len, packed)) + b"".join(packed)

    @classmethod
    def from_bytes(cls, data: bytes) -> FoldTable:
        """Read what ``to_bytes`` wrote.

        :raises ArtifactError: the bytes are no table of this format.
        """
        try:
            one, one_to, many, many_to, masks, steps, long, other = _split(data)
            return cls(
                one=dict(zip(map(ord, one), one_to, strict=True)),
                many=dict(zip(many, many_to.split("\0"), strict=True)),
                steps=dict(zip(map(ord, masks), steps.split("\0"), strict=True)),
                long=long,
                other=other,
            )
        except (ValueError, struct.error) as error:
            message = "the fold table is damaged or of another format; compile the lexicon again"
            raise ArtifactError(message) from error


_MAGIC: Final = b"cnfold1\n"
_LENGTHS: Final = struct.Struct("<8I")


def _split(data: bytes) -> Iterator[str]:
    """Split the bytes of a table into its eight parts."""
    start = len(_MAGIC) + _LENGTHS.size
    lengths = _LENGTHS.unpack_from(data, len(_MAGIC))
    if not data.startswith(_MAGIC) or start + sum(lengths) != len(data):
        message = "not the bytes of a fold table"
        raise ValueError(message)
    for length in lengths:
        yield data[start : start + length].decode("utf-32-le", "surrogatepass")
        start += length


def build_table() -> FoldTable:
    """Gather what every character folds to, from OpenCC and this Python's Unicode database; takes seconds."""
    from unicodedata import category  # noqa: PLC0415  (needed only to compile a lexicon)

    rule = _rules(_simplified())
    one: dict[int, str] = {}
    many: dict[str, str] = {}
    steps: dict[int, list[str]] = {}
    unassigned: set[int] = set()
    for code in range(0x110000):
        char = chr(code)
        if category(char) == "Cn":
            unassigned.add(code)
        fold, mask = _fold_character(char, rule)
        if fold == char:
            continue
        steps.setdefault(mask, []).append(char)
        if len(fold) == 1:
            one[code] = fold
        else:
            many[char] = fold
    long = {code for code, fold in one.items() if fold in _JAMO}.union(map(ord, many), map(ord, _JAMO), [ord("\r")])
    other = unassigned.union(one, long).difference(map(ord, COMMON), range(ord("A"), ord("Z") + 1))
    return FoldTable(
        one=one,
        many=many,
        steps={mask: "".join(chars) for mask, chars in steps.items()},
        long=_char_set(long),
        other=_char_set(other),
    )


def _fold_character(char: str, rule: Callable[[str], tuple[str, int]]) -> tuple[str, int]:
    """Apply the rules to one character until nothing changes: its fold and the mask of the steps taken."""
    fold, mask = rule(char)
    if fold == char:
        return char, 0
    parts = [_fold_character(part, rule) for part in fold]
    for _, part_mask in parts:
        mask |= part_mask
    return "".join(part for part, _ in parts), mask


def _rules(simplified: dict[str, str]) -> Callable[[str], tuple[str, int]]:
    """Return the function that applies the first rule with something to say about a character, once."""
    from unicodedata import category, decomposition, normalize  # noqa: PLC0415  (needed only to compile a lexicon)

    plain = {**_RADICALS, **_OLD_GLYPHS, **_TEXTBOOK}

    def rule(char: str) -> tuple[str, int]:
        if char in _KEPT or "가" <= char <= "힣":  # Hangul is composed, not decomposed: see Folder
            return char, 0
        if char in _PUNCTUATION:
            return _PUNCTUATION[char], _BIT["punctuation"]
        if char in _LINES:
            return _LINES[char], _BIT["line-break"]
        kind = category(char)
        if kind == "Cs":  # native automata refuse lone surrogates
            return "\ufffd", _BIT["compatibility"]
        if kind == "Zs":
            return " ", _BIT["space"]
        if kind == "Cf" or char in _INVISIBLE:
            return "", _BIT["zero-width"]
        canonical = normalize("NFD", char)
        if canonical != char:  # a letter with its marks, or one character that stands for another
            return canonical, _BIT["compatibility"] if len(canonical) == 1 else 0
        if kind.startswith("M"):
            return "", _BIT["combining"]
        compatible = normalize("NFKC", char)
        if compatible != char:
            narrow = decomposition(char).startswith(("<wide>", "<narrow>"))
            return compatible, _BIT["fullwidth" if narrow else "compatibility"]
        if char in simplified:
            return simplified[char], _BIT["t2s"]
        if char in plain:
            return plain[char], _BIT["compatibility"]
        return _small(char), _BIT["case"]

    return rule


def _small(char: str) -> str:
    """Give a character's small form: ``casefold``, but never a form that ``lower`` would change again.

    >>> _small("Σ"), _small("ς"), _small("ß"), _small("Ꭰ")
    ('σ', 'σ', 'ss', 'ꭰ')
    """
    folded = char.casefold()
    return folded if folded.lower() == folded else char.lower()


def _simplified() -> dict[str, str]:
    """Ask OpenCC for every Traditional character's Simplified one, one character at a time.

    Whole phrases are not asked for: their answers depend on the context, and a name must fold alike everywhere.
    """
    from opencc import OpenCC  # noqa: PLC0415  (heavy, and needed only to compile a lexicon)

    table: dict[str, str] = {}
    convert = OpenCC("t2s").convert
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFD)):
        for char in map(chr, range(first, last + 1)):
            simple = convert(char)
            # Out of the basic plane lie only Simplified forms that nobody types, and they would widen every text.
            if len(simple) == 1 and simple != char and (simple <= "\uffff" or char > "\uffff"):
                table[char] = simple
    for config, region in (("hk2s", "zh-HK"), ("tw2s", "zh-TW")):
        convert = OpenCC(config).convert
        table.update((char, convert(char)) for char in _REGIONAL[region])
    return table


def _char_set(codes: Iterable[int]) -> str:
    """Write those code points that are in the basic plane as the inside of a regular expression's set.

    >>> _char_set([0x4E00, 0x4E01, 0x4E02, 0x5200])
    '一-丂刀'
    """
    ends: list[list[int]] = []
    for code in sorted(codes):
        if code > 0xFFFF:  # noqa: PLR2004  (the end of the basic plane)
            break
        if ends and ends[-1][1] == code - 1:
            ends[-1][1] = code
        else:
            ends.append([code, code])
    # Literal characters: re reads them faster than escapes, and none of these is special in a set.
    return "".join(f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in ends)
