"""Guessing encodings: what must come out right, what must be refused, and what must never be garbled in silence."""

import os
from collections import Counter

import pytest

from cnfin_terms.errors import InputError, OptionError
from cnfin_terms.text import encoding as module
from cnfin_terms.text.encoding import Decoded, UndecodableError, decode
from cnfin_terms.text.frequent import FIRST_100, NEXT_200, NEXT_700

SIMPLIFIED = (
    "中国人民银行行长潘功胜表示，将在上海设立银行间市场交易报告库。",
    "国家金融监督管理总局局长李云泽出席2025陆家嘴论坛并致辞。",
    "证监会：在科创板设置“科创成长层”，重启未盈利企业适用第五套标准上市。",
    "一季度末，本外币贷款余额270万亿元，同比增长6.9%。",
    "LPR连续三个月不变：1年期3.0%，5年期以上3.5%",
    "外汇局：QFII额度",
)
TRADITIONAL = (
    "香港金融管理局總裁余偉文表示，聯繫匯率制度行之有效。",
    "證券及期貨事務監察委員會行政總裁梁鳳儀今日宣布新措施。",
    "中央銀行總裁楊金龍：新臺幣匯率由外匯市場供需決定。",
    "恒生指數收報24,000點，成交額2,500億元。",
    "ETF納入互聯互通",
)
ENGLISH = (
    "China’s central bank said “prudent” monetary policy would continue – for now.",
    "The People’s Bank of China",
    "Société Générale (China) Ltd. and Crédit Agricole",
    "a quota of US$20 billion — the regulator’s first",
)


@pytest.mark.parametrize("text", SIMPLIFIED)
def test_gb18030_is_recognised(text: str) -> None:
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030", guessed=True, replaced=0)


@pytest.mark.parametrize("text", TRADITIONAL)
def test_big5_is_recognised(text: str) -> None:
    done = decode(text.encode("cp950"))
    assert (done.text, done.guessed) == (text, True)
    assert done.encoding in ("cp950", "big5hkscs")


@pytest.mark.parametrize("text", TRADITIONAL)
def test_traditional_in_gb18030_is_not_taken_for_big5(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


def test_hong_kong_additions_to_big5_are_read() -> None:
    text = "佢哋嘅銀行喺香港，啲客話唔知點解要咁做，證監會就話會跟進。"
    assert decode(text.encode("big5hkscs")).text == text


@pytest.mark.parametrize("text", ENGLISH)
def test_windows_english_is_not_taken_for_chinese(text: str) -> None:
    """Its curly quotes and dashes pair with letters to valid GBK: ’s is also 抯."""
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("text", [*SIMPLIFIED, *TRADITIONAL, *ENGLISH, "é", "Kē Chuàng Bǎn", "α", "Привет", "日本語", "한국은행", "📈", ""])
def test_utf8_is_never_a_guess(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", guessed=False, replaced=0)


@pytest.mark.parametrize("text", [*SIMPLIFIED, *TRADITIONAL])
@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_byte_order_marks_decide_and_go(text: str, name: str) -> None:
    data = text.encode(name) if name != "gb18030" else ("\ufeff" + text).encode(name)
    done = decode(data)
    assert (done.text, done.guessed) == (text, False)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised_by_its_nuls(name: str) -> None:
    text = "PBOC 中国人民银行 said today"
    assert decode(text.encode(name)) == Decoded(text, name, guessed=True, replaced=0)


def test_short_gbk_that_is_also_valid_utf8_is_recognised() -> None:
    """The bytes of 一些 are the UTF-8 of two Cyrillic letters."""
    assert "一些".encode("gbk").decode() == "һЩ"
    assert decode("一些".encode("gbk")).text == "一些"


def test_windows_of_text_come_out_right_or_are_refused() -> None:
    """Every stretch of eight characters, in each encoding: over 97 in a hundred right, and none wrong."""
    told: Counter[str] = Counter()
    for texts, names in ((SIMPLIFIED, ("gb18030",)), (TRADITIONAL, ("cp950", "big5hkscs", "gb18030"))):
        joined = "".join(texts)
        for name in names:
            for start in range(len(joined) - 8):
                text = joined[start:start + 8]
                if text.isascii() or text.encode(name, "replace").decode(name) != text:
                    continue
                try:
                    told["right" if decode(text.encode(name)).text == text else f"wrong: {text} in {name}"] += 1
                except InputError:
                    told["refused"] += 1
    assert not [case for case in told if case.startswith("wrong")], told
    assert told["right"] > 0.97 * sum(told.values()), told


def test_a_coin_toss_is_refused_with_both_readings() -> None:
    with pytest.raises(InputError, match=r"can be .*审计署.*name the encoding|can be .*name the encoding.*"):
        decode("审计署".encode("gb18030"))
    assert decode("审计署".encode("gb18030"), "gb18030").text == "审计署"


@pytest.mark.parametrize(("text", "name"), [
    ("日本銀行は金融政策決定会合で金利を据え置いた。", "shift_jis"),
    ("日本銀行は金融政策決定会合で政策金利を据え置くことを決定した。", "euc-jp"),
    ("한국은행 금융통화위원회 기준금리 동결했다", "euc-kr"),
])
def test_other_languages_are_refused_rather_than_garbled(text: str, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        decode(text.encode(name))
    assert decode(text.encode(name), name).text == text


def test_an_undecodable_byte_is_named_by_offset_and_line() -> None:
    with pytest.raises(UndecodableError) as caught:
        decode("央行\n行".encode() + b"\xff" + "长".encode() + b"\xfe")
    assert (caught.value.offset, caught.value.line) == (10, 2)
    assert "0xFF is not utf-8" in str(caught.value)
    assert "1 more such place" in str(caught.value)


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "cp950"])
def test_one_bad_byte_does_not_change_the_guess(name: str) -> None:
    text = "國立臺灣大學與中央銀行的研究，今日公布結果。" if name == "cp950" else "中国人民银行今天公布了货币政策报告的全文。"
    data = text.encode(name)
    with pytest.raises(UndecodableError, match="0xFF"):
        decode(data + b"\xff\n")
    done = decode(data + b"\xff\n", errors="replace")
    assert (done.text, done.encoding, done.replaced) == (text + "\ufffd\n", name, 1)


def test_utf8_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    """Cut at an odd byte, UTF-8 often decodes strictly as GB18030."""
    data = "中国人民银行货币政策委员会".encode()
    for cut in range(20, len(data)):
        done = decode(data[:cut], errors="replace")
        assert done.encoding == "utf-8"
        assert done.replaced == (cut % 3 > 0)


def test_replacement_characters_of_the_source_are_not_counted() -> None:
    assert decode("央行\ufffd".encode() + b"\xff", "utf-8", "replace") == Decoded("央行\ufffd\ufffd", "utf-8", guessed=False, replaced=1)


def test_gb2312_and_gbk_mean_gb18030() -> None:
    """Files labelled so hold characters that GB2312 lacks: 镕."""
    for name in ("gb2312", "GBK", "gb18030", "cp936"):
        assert decode("朱镕基".encode("gbk"), name).text == "朱镕基"


@pytest.mark.parametrize(("data", "what"), [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04rest", "ZIP"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\x1f\x8b\x08", "gzip")])
def test_binary_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        decode(data)


def test_control_characters_betray_other_binaries() -> None:
    with pytest.raises(InputError, match=r"byte offset 2 .*control characters, the first 0x01"):
        decode(b"ab" + bytes(range(1, 9)) * 20)


def test_a_stray_nul_is_text() -> None:
    assert decode("央行\x00行长潘功胜讲话".encode()).text == "央行\x00行长潘功胜讲话"


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "", "a\x00b", "undefined"])
def test_unknown_encodings_say_what_there_is(name: str) -> None:
    with pytest.raises(OptionError, match="gb18030"):
        decode(b"", name)


def test_unknown_errors_say_what_there_is() -> None:
    with pytest.raises(OptionError, match="strict"):
        decode(b"", errors="ignore")


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_the_best_reading_of_big5_needs_no_rival() -> None:
    """Both tables of Big5 read most text alike; where they part on punctuation that is no doubt about Big5."""
    assert decode("米爾頓‧傅利曼論貨幣供給".encode("cp950")).text == "米爾頓‧傅利曼論貨幣供給"


def test_frequent_characters_are_derived() -> None:
    """The table is what jieba's frequencies and OpenCC's variants give."""
    import jieba
    import opencc

    weights: Counter[str] = Counter()
    with open(os.path.join(os.path.dirname(jieba.__file__), "dict.txt"), encoding="utf-8") as words:  # noqa: PTH118, PTH120, PTH123
        for line in words:
            word, count, *_ = line.split(" ")
            for character in word:
                if "\u4e00" <= character <= "\u9fff":
                    weights[character] += int(count)
    ranked = sorted(weights, key=lambda character: (-weights[character], character))
    converters = [opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    for table, first, last in ((FIRST_100, 0, 100), (NEXT_200, 100, 300), (NEXT_700, 300, 1000)):
        # dictionaries drift a little between releases
        derived = {variant for one in ranked[first:last] for variant in (one, *(each.convert(one) for each in converters))}
        assert len(derived ^ set(table)) <= 0.02 * len(derived)


def test_weights_are_log_probabilities() -> None:
    """Every weight is negative, so that more text never looks better for being longer."""
    weights = module._build_weights()
    assert max(weights.known.values()) < 0
    assert all(weights.of(chr(point)) < 0 for point in range(0x11000))
