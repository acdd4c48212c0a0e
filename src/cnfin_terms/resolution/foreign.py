"""Foreign names in Chinese, whose parts are joined by dots: 约翰·鲍威尔 is not the 鲍威尔 whom the lexicon has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import Store
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.fold import FoldedText

__all__ = ["DOT", "without_parts"]

#: As all the dots between parts of a name are folded.
DOT = "·"
_CHINESE = frozenset({"mainland", "hk", "mo", "tw"})
#: What may stand between the first and the last part of a name: one more, or its initial.
_MIDDLE = regex(r"(?:[\u3400-\u9fff]{1,6}|[a-z]\.?)·")
_BEFORE = regex(r"[\u3400-\u9fffa-z.]·$|·[a-z]\.$")
_AFTER = regex(r"·[\u3400-\u9fff]")
#: Characters in which names from abroad are written, as Xinhua's table has them: what ends in another before a dot is a column or a source (专访·, 财经·).
_WRITES_NAMES = frozenset(
    "阿埃艾爱安昂奥澳巴白拜班邦保鲍贝本比彼毕别宾波伯勃博布采蔡曹查柴昌彻茨达大戴丹道德登邓迪蒂丁东杜敦顿多厄恩尔法范方菲费芬丰冯佛夫弗福富盖甘冈高戈哥格葛根贡古圭郭果哈海罕翰汉豪赫黑亨洪侯胡华怀霍基吉加贾简江杰金津京久居"
    "卡凯坎康考柯科可克肯库夸昆拉莱赖兰朗劳勒雷里利理丽黎李立莉廉连列林琳龄留柳龙隆卢鲁露路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密明缪摩莫默墨姆穆木拿纳娜奈南内嫩尼妮年涅宁纽农努诺欧帕派潘庞佩彭蓬皮珀平朴普奇齐恰契钱强乔切钦"
    "琴丘屈让热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣施石史士舒斯丝思松苏索塔泰坦汤唐陶特藤滕提田铁廷通图托脱瓦旺威韦维伟魏温文翁沃乌伍武西希锡夏香谢辛欣休许逊雅亚延扬杨耶叶伊英永尤于雨约扎泽曾詹章珍芝治朱卓兹宗祖佐")
_HAN_PART = regex(r"[\u3400-\u9fff]{1,4}·$")
#: The one part of a name before its last, and what it touches.
_FIRST = regex(r"(?<![·\u3400-\u9fff])[\u3400-\u9fff]{1,12}·$")
_NEAR = 3
_LONGEST_PART = 6
_LONGEST = 16


def without_parts(store: Store, facts: Callable[[int], Facts], folded: FoldedText, marks: list[Mark]) -> list[Mark]:
    """The marks without those of people from abroad that are a part of a longer name; a longer name of theirs is marked as a whole.

    Once another bearer was named in full, their last part alone is theirs too, unless a full name of the one whom the lexicon has stands in the text,
    or the post of that one right before it. Beside their post a name with a first part that the lexicon does not have is open: 美联储主席杰伊·鲍威尔.

    :param marks: in text order; none of them decided.
    """
    text = folded.text
    if DOT not in text:
        return marks
    kept: list[Mark] = []
    others: set[str] = set()  # last parts of people whom the lexicon does not have
    for mark in marks:
        words = text[mark.start : mark.end]
        if _is_part(facts, text, mark):
            whole = next((place for name in _names(store, mark) if (place := _whole(text, name, mark)) is not None), None)
            if whole is None and kept and (first := _FIRST.search(text, max(0, mark.start - _LONGEST), mark.start)) \
                    and (start := max(first.start(), kept[-1].end)) < mark.start - 1 and _is_posted(facts, text, kept, mark, start):
                whole, mark.open = (start, mark.end), True
            if whole is None or (kept and kept[-1].end > whole[0]):
                others.add(words)
                continue
            mark.start, mark.end = whole
        elif words in others and not _is_posted(facts, text, kept, mark, mark.start) and not any(
                DOT in text[other.start : other.end] and other.entities() & mark.entities() for other in marks):
            continue
        kept.append(mark)
    return kept


def _is_posted(facts: Callable[[int], Facts], text: str, before: Sequence[Mark], mark: Mark, start: int) -> bool:
    """Whether right before a name, which starts there, stands a post of whom a mark may be: their title, and their body before it."""
    if not mark.is_person or not before or not before[-1].is_title or before[-1].end != start:
        return False
    title = before[-1]
    body = before[-2] if len(before) > 1 and before[-2].end == title.start else None
    senses = title.entities()
    return any(post.title in senses and (body is None or post.at in body.entities()) and (body is not None or facts(post.title).at)
               for entity in mark.entities() for post in facts(entity).posts)


def _is_part(facts: Callable[[int], Facts], text: str, mark: Mark) -> bool:
    """Whether a name of a foreigner touches a dot, or an initial after one, with another part of a name on its other side."""
    start, end = mark.start, mark.end
    if not mark.is_person or not (_BEFORE.search(text, max(0, start - _NEAR), start) or _AFTER.match(text, end)):
        return False
    if (part := _HAN_PART.search(text, max(0, start - _LONGEST_PART), start)) is not None and part[0][-2] not in _WRITES_NAMES:
        return False
    return all(facts(entity).region not in _CHINESE for entity in mark.entities())


def _names(store: Store, mark: Mark) -> Iterator[list[str]]:
    """The parts of the names in several parts of those whom a mark may be."""
    for entity in mark.entities():
        for form in store.forms(entity):
            parts = store.folder.key(store.form_text[form]).split(DOT)
            if len(parts) > 1:
                yield parts


def _whole(text: str, name: Sequence[str], mark: Mark) -> tuple[int, int] | None:
    """Where a name in several parts stands about a mark, without its first part (维勒鲁瓦·德加洛) or with one more in its middle (杰罗姆·海登·鲍威尔)."""
    start, end = mark.start, mark.end
    family = DOT.join(name[1:])
    if text.startswith(family, start) and start + len(family) > end and text[start - 1 : start] != DOT:
        return start, start + len(family)
    if not text.startswith(family, start):
        return None
    first = f"{name[0]}{DOT}"
    at = text.rfind(first, max(0, start - _LONGEST), start)
    return (at, max(end, start + len(family))) if at >= 0 and _MIDDLE.fullmatch(text, at + len(first), start) else None
