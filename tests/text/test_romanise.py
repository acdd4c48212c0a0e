"""Readings of names, their Latin spellings, mixed forms."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnfin_terms.text import romanise, surnames
from cnfin_terms.text.romanise import latin_names, mixed, name_syllables, person_readings, polyphones, reads_as


def first(zh: str) -> str:
    """The usual reading's official spelling."""
    return latin_names(person_readings(zh)[0])[0].text


def every(zh: str) -> set[str]:
    return {latin.text for reading in person_readings(zh) for latin in latin_names(reading)}


@pytest.mark.parametrize("char", surnames.SURNAMES)
def test_every_surname_of_the_table_reads_as_the_table_says(char: str) -> None:
    readings = person_readings(f"{char}建国")
    assert [reading.surname for reading in readings] == [(s,) for s in surnames.SURNAMES[char]]
    assert all(reading.given == ("jian", "guo") for reading in readings)
    assert readings[0].sure is (len(surnames.SURNAMES[char]) == 1)


@pytest.mark.parametrize("pair", surnames.COMPOUND)
def test_every_compound_surname_stays_together(pair: str) -> None:
    (reading,) = person_readings(f"{pair}明")
    assert reading == ((surnames.COMPOUND[pair]), ("ming",), True)


@pytest.mark.parametrize("char", surnames.GIVEN)
def test_every_given_name_character_reads_as_the_table_says(char: str) -> None:
    assert [reading.given for reading in person_readings(f"李{char}")] == [(s,) for s in surnames.GIVEN[char]]


def test_tables_hold_simplified_characters_and_plain_syllables() -> None:
    for key, readings in (*surnames.SURNAMES.items(), *surnames.COMPOUND.items(), *surnames.GIVEN.items()):
        assert all(reading.isalpha() and reading.islower() for reading in readings), key
        assert person_readings(f"{key}明")


@pytest.mark.parametrize(("zh", "latin"), [
    ("单伟建", "Shan Weijian"), ("解学智", "Xie Xuezhi"), ("仇保兴", "Qiu Baoxing"), ("查史美伦", "Zha Shimeilun"), ("曾刚", "Zeng Gang"),
    ("朴学东", "Piao Xuedong"), ("缪建民", "Miao Jianmin"), ("翟东升", "Zhai Dongsheng"), ("覃伟中", "Qin Weizhong"), ("阚治东", "Kan Zhidong"),
    ("任德奇", "Ren Deqi"), ("郑栅洁", "Zheng Shanjie"), ("黄朝晖", "Huang Zhaohui"), ("庄乾志", "Zhuang Qianzhi"), ("欧阳卫民", "Ouyang Weimin"),
    ("相里斌", "Xiangli Bin"), ("万俟明", "Moqi Ming"), ("潘功胜", "Pan Gongsheng"),
])
def test_people_read_as_they_write_themselves(zh: str, latin: str) -> None:
    assert first(zh) == latin


@pytest.mark.parametrize(("hant", "hans"), [("單偉建", "单伟建"), ("繆建民", "缪建民"), ("歐陽衛民", "欧阳卫民"), ("區偉文", "区伟文"), ("莊乾志", "庄乾志")])
def test_traditional_reads_as_simplified(hant: str, hans: str) -> None:
    """Conversion comes before reading, and leaves 乾 of given names alone."""
    assert person_readings(hant) == person_readings(hans)


@pytest.mark.parametrize("zh", ["", "王", "祖力亚提·司马义", "Eddie Yue", "李云ze", "格奥尔基耶娃"])
def test_what_is_no_chinese_name_has_no_reading(zh: str) -> None:
    assert person_readings(zh) == []
    assert reads_as(zh, "Li Yunze") is None


def test_a_stated_reading_replaces_the_generated_one() -> None:
    assert [r.surname for r in person_readings("谌贻琴", ["shen yi qin"])] == [("shen",)]
    with pytest.raises(ValueError, match="one per character"):
        person_readings("谌贻琴", ["shen yiqin"])


def test_two_compound_characters_alone_are_surname_and_given_name() -> None:
    assert person_readings("司马")[0].given == ("ma",)


@pytest.mark.parametrize(("zh", "latin"), [
    ("李云泽", "LI Yunze"), ("李云泽", "Yunze Li"), ("李云泽", "Li Yun-ze"), ("蓝佛安", "Lan Fo'an"), ("吕家进", "Lv Jiajin"), ("吕家进", "Lyu Jiajin"),
    ("吕家进", "Lu Jiajin"), ("吕家进", "Lü Jiajin"), ("曾刚", "Zeng Gang"),
])
def test_reads_as_knows_every_shape(zh: str, latin: str) -> None:
    assert reads_as(zh, latin) is not None


@pytest.mark.parametrize(("zh", "latin"), [("李云泽", "Li Yun"), ("李云泽", "Li Yunzhe"), ("余伟文", "Yue Wai-man"), ("马云", "Jack Ma")])
def test_reads_as_refuses_what_is_not_the_pinyin(zh: str, latin: str) -> None:
    assert reads_as(zh, latin) is None


def test_latin_names_of_two_syllables() -> None:
    assert every("潘功胜") == {
        "Pan Gongsheng", "Pan Gong-sheng", "Pan Gong Sheng", "PanGongsheng", "Pan, Gongsheng", "Pan, Gong Sheng", "Gongsheng Pan", "Gong-sheng Pan",
        "G.S. Pan", "G. S. Pan", "G. Pan"}


def test_latin_names_that_are_never_made() -> None:
    """A surname alone, a given name alone, an apostrophe where no vowel follows."""
    made = every("潘功胜")
    assert not made & {"Pan", "Gongsheng", "Pan G", "Pan Gong'sheng", "Pan Sheng"}


def test_one_syllable_given_names_are_weak_throughout() -> None:
    assert all(latin.weak for latin in latin_names(person_readings("吴清")[0]))


@pytest.mark.parametrize("u", ["yu", "v", "u"])
def test_each_spelling_of_umlaut(u: str) -> None:
    made = every("吕临华")
    assert {f"L{u} Linhua", f"L{u} Lin Hua", f"Linhua L{u}"} <= made
    assert not any("ü" in text for text in made), "folding makes it u"


def test_plain_u_after_j_q_x_y_has_one_spelling() -> None:
    assert not {"Xv Hongcai", "Xyu Hongcai"} & every("徐洪才")


@pytest.mark.parametrize("zh", ["李云泽", "吴清", "欧阳卫民"])
def test_mixed_forms_have_both_scripts_and_only_the_names_own_characters(zh: str) -> None:
    reading = person_readings(zh)[0]
    made = mixed(zh, reading.surname + reading.given)
    assert len(made) == len(set(made))
    for text in made:
        han = [char for char in text if romanise.is_han(char)]
        assert han
        assert set(han) <= set(zh), "a homophone"
        assert any(char.isascii() and char.isalpha() for char in text)
        assert text == text.strip()


def test_mixed_forms_of_three_characters() -> None:
    made = mixed("李云泽", ("li", "yun", "ze"))
    assert {"李云ze", "李yun泽", "li云泽", "li yun泽", "liyun泽", "李 yun 泽", "李yunze", "li云ze"} <= set(made)
    assert not {"李云泽", "liyunze", "li yun ze", "李 云ze", "里云ze", "李云"} & set(made)


@pytest.mark.parametrize(("zh", "syllables"), [
    ("科创板", "ke chuang ban"), ("招商银行", "zhao shang yin hang"), ("重庆银行", "chong qing yin hang"), ("長城證券", "chang cheng zheng quan"),
    ("厦门国际银行", "xia men guo ji yin hang"), ("绿色债券", "lü se zhai quan"),
])
def test_names_of_things_are_read_as_phrases(zh: str, syllables: str) -> None:
    assert " ".join(name_syllables(zh)) == syllables


@pytest.mark.parametrize("zh", ["A股", "沪深300", "", "ETF"])
def test_names_with_other_scripts_have_no_pinyin(zh: str) -> None:
    assert name_syllables(zh) == ()


def test_polyphones_name_what_a_contributor_must_settle() -> None:
    assert polyphones("覃伟中")["覃"] == ("qin", "tan")
    assert polyphones("單偉建").get("單") is None, "the surname table settles it"
    assert "长" in polyphones("穆长春")


def test_importing_costs_nothing() -> None:
    """pypinyin and OpenCC are loaded by the functions, not by the import."""
    code = "import sys, cnfin_terms.text.romanise, cnfin_terms.lexicon.titles; print(sorted({'pypinyin', 'opencc', 'pydantic', 'jieba'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout  # noqa: S603  (our own command)
    assert out.strip() == "[]"


def test_compound_surnames_and_other_scripts_are_no_polyphones() -> None:
    assert polyphones("尉迟·A恭").keys() <= {"恭"}


def test_readings_of_another_length_make_no_mixed_form() -> None:
    assert mixed("李云泽", ("li", "yun")) == []
