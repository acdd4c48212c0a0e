"""Words of office: what stands between somebody and the post that they take, hold or leave, as far as it is said of them and nobody else.

A clause has one subject. Between it and the post stand dates, adverbs, a reason or the lines of a life (男，汉族，1963年7月出生), and a verb of
office at the end; any other word may be another person, so it parts the two.
"""

from __future__ import annotations

from cnfin_terms.lazy import regex

__all__ = ["LONGEST_LIFE", "REPLACED", "goes_on_in_office", "is_as", "is_filled_by", "is_of_theirs", "is_subject_after", "takes_or_leaves"]

#: Words between a person and a post in the lines of a life are no longer than this.
LONGEST_LIFE = 120
_LONGEST_BEFORE = 8
_TIME = r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{4}[./-][0-9]{1,2}|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
_DATE = (
    rf"[自从于在]?(?:(?:{_TIME})(?:[至到—–-](?:今|{_TIME}))?(?:起|开始|以来|期?间|[之以]?后)?"
    r"|[今去同次当]年|近日|日前|昨[日天]|今[日天]|当[日天]|同日|此前|早前|早年|目前|随后|此后|其后|之后|后来|退休前|不久后?)")
_ADVERB = (
    "曾经?|长期|已经?|将于?|正式|现|还|并|一直|先后|相继|陆续|后|又|再次|再度|二度|首次|继续|转而|即将|有望|拟|预计|成功|连续|也|亦|一度|短暂|同时|他|她|其|开始|依法|当时|最终|主动|决定|申请|宣布|"
    "经批准|获批准?|获准")
_WHY = (
    r"因(?:[\u4e00-\u9fff]{2,8}?)(?:原因|需要|调整|变动|安排|变化|退休|调动|关系)|因(?:年龄|个人|退休|健康|工作)|到龄|任期届满|届满|"
    r"(?:已|正式)?向[\u4e00-\u9fff]{0,8}董事会(?:提交|递交|提出)[\u4e00-\u9fff]{1,6}")
_NAMED = "(?:任命|委任|推选|推举|选举|提名|聘任|聘|选|增补|任)"
_TAKES = (
    rf"(?:获|被|受)(?:正式|依法|一致)?{_NAMED}(?:为|任|担任|出任)?|当选为?|晋升为?|擢升为?|提拔为|提升为|升[任为至]|[担出升接继兼就调转改续连留回赴到现时曾历原拟代]任|任|兼|履新|代理|代行|成为|担纲|官至|受聘为?"
)
#: Of those in a post who give it up, and of those to whom it is taken; to be chosen in vain is no end of office.
_LEAVES = (
    "(?:卸|辞|离|退)任|卸[下去]|辞去|辞掉|请辞|告别|(?:不再|停止|不能再|无法再)(?:继续)?(?:担任|兼任|出任|任|兼|是)|被(?:依法|正式)?(?:免去?|免除|罢免|解除|撤销|解聘|革去|撤去)|交出|让出|失去|丢掉"
)
_TAKEN = "(?:同时)?(?:免去|免除|罢免|解除|撤销|解聘)(?:他|她|其)的?"
#: Before a post: whose it is, told by no name.
_OURS = "(?:(?:本|我|该)(?:行|司|公司|集团|所|会|局|委)|公司|集团)?(?:新一届|第[一二三四五六七八九十]+[届任]|首任|首位|新任|前任|原)?的?"
#: Atomic and possessive, as all that repeats here: what is read one way is not tried in others, so no text takes long.
_FILLED = rf"(?>,?(?:{_WHY}|{_DATE}|{_ADVERB}))*+,?"
_LIFE = (
    r"(?>[,。;\s](?:[男女]|[\u4e00-\u9fff]{1,3}族|(?:[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)(?:出?生人?)(?:于[\u4e00-\u9fff]{2,8})?|(?:现年)?[0-9]{2}岁|"
    r"(?:籍贯|祖籍)?[\u4e00-\u9fff]{2,8}人|中共党员|中国国籍|无境外(?:永久)?居留权|"
    r"[\u4e00-\u9fff]{0,12}(?:学历|学位|博士|硕士|学士|研究生|毕业|职称|资格|经济师|会计师|工程师|研究员|教授)))"
)
_HONORIFIC = r"(?:同志|先生|女士|博士|教授)?(?:\([^()]{1,20}\))?"
_ZH = regex(rf"{_HONORIFIC}(?:(?:{_LIFE}++[,。;]?)?{_FILLED}(?>(?:{_TAKES}|{_LEAVES})了?)++|{_LIFE}++,?(?:现为|现系)?){_OURS}")
_BORN_ZH = regex(rf"{_HONORIFIC}(?:[0-9]{{4}}年(?:[0-9]{{1,2}}月)?)?出?生于[\u4e00-\u9fff]{{2,8}},{_FILLED}(?:{_TAKES}|{_LEAVES})了?{_OURS}")
_HONOURED = regex(rf"(?:同志|先生|女士|博士|教授)?(?:是|为|系|现为|将为){_OURS}")
_ONCE = regex(r"\s?[,(:]\s?(?:原|前|前任|原任|新任|首任|候任)")
#: What every one of these has: the cheap question.
_CHEAP = regex("[任选为去职是兼再免除聘新升理行掌别出让丢撤至系成下掉男女人族士]")
_YEARS = r"(?:\([0-9年月日.—–至今起\s-]{4,24}\))"
_LATER_ZH = regex(rf"{_YEARS}[,;、]|{_YEARS}?(?:职务|一职|等职务?|之职)?[,;。、]{_FILLED}(?>(?:{_TAKES}|{_LEAVES}|{_TAKEN})了?)++{_OURS}")
#: A post by which another thing is told: the friend of the chairman, who may become it.
_THEIRS = regex("(?:(?:热门|候选|潜在|不二|最佳|理想|可能)?的?(?:热门|不二|最佳|理想|潜在|可能)?(?:人选|候选人|接班人|竞争者)|之[妻子女弟兄父母友]|"
    "的?(?:夫人|家属|助手|幕僚|秘书|顾问|助理|特别助理|老师|朋友|同学|司机|同事|部下|继任者|发言人|代表|儿子|女儿|妻子|丈夫))")
_OF_A_POST = regex("[,(:—-]?(?:他|她|其)?(?:是|为|系)?$")
_BY = regex("(?:一职|职务|职位|之职)?(?:已|将|现|暂|改|拟|仍|均|也|正式|,)*由")
_TAKES_IT = regex("(?:同志|先生|女士|博士)?(?:正式|暂时|临时|继续)?(?:接任|担任|兼任|出任|继任|接替|代理|执掌|接棒|接手|暂代|代行|续任|充任)")
_IS_ZH = regex("(?:一职)?(?:的)?(?:是|为|,即)(?:同志)?")
_IS_EN = regex(r"\s(?:is|was|will\sbe|remains|became)\s(?:now\s|currently\s)?(?:mr\.?\s|ms\.?\s|dr\.?\s)?")
_POSSESSED = regex("'|的|之|,?(?:的)?(?:老师|朋友|同学|妻子|丈夫|儿子|女儿)")
#: A clause that opens with a post: its subject comes after the comma.
_OPENS = regex("(?:^|[,。;:!?\\s])(?:在|自|从)?(?:作为|身为|担任|出任|接任|就任|升任|获任|当选|卸任|辞任|辞去|离任|不再担任)$")
_WHEN = regex("(?:一职|职务)?(?:期间|时|[之以]?后|[之以]前|以来|的[一-鿿0-9]{1,4}(?:年|个月|天)(?:间|里|后|来)?)?,")
_AS = regex(r"(?:同志|先生|女士)?(?:还|也|将|曾|均|都)?以(?:其)?")
_CAPACITY = regex("的?(?:身份|名义)")

_AUX = (
    r"who|and|also|has|had|have|is|was|been|be|being|will|would|to|then|later|now|currently|previously|formerly|recently|once|subsequently|officially|formally|temporarily|concurrently|"
    r"reportedly|unanimously|soon|again|since|first|long|just|today|yesterday|briefly|expected|set|due|slated|instead|eventually|finally|still|already|earlier|himself|herself")
_POST = r"(?:post|position|job|role|title|office|seat|duties|responsibilit(?:y|ies))"
_HIS = r"(?:his|her|their|the)"
_OF_POST = r"(?:(?:up\s)?(?:the\s)?(?:post|position|job|role|title|office|reins|helm)\s(?:of|as))"
_EN_VERBS = (
    rf"tak(?:e|es|en|ing)\s(?:over|office|charge|{_OF_POST})|took\s(?:over|office|charge|{_OF_POST})|assum(?:e|es|ed|ing)\s(?:{_OF_POST}|office)|"
    rf"(?:h[eo]ld|holds|holding|occup(?:y|ies|ied)|fill(?:s|ed))\s{_OF_POST}|"
    r"becom(?:e|es|ing)|became|remain(?:s|ed|ing)?|serv(?:e|es|ed|ing)|act(?:s|ed|ing)|work(?:s|ed|ing)|doubl(?:e|es|ed|ing)(?:\sup)?|return(?:s|ed|ing)?|stay(?:s|ed|ing)?(?:\son)?|"
    r"continu(?:e|es|ed|ing)|step(?:s|ped|ping)?\s(?:up|in|down|aside|back)|stood\sdown|named|(?:re-?)?(?:appointed|elected)|nominated|confirmed|promoted|elevated|sworn\sin|installed|"
    r"tapped|picked|chosen|selected|hired|recruited|designated|(?:rose|risen|rising)(?=\sto\s)|"
    rf"(?:removed|ousted|fired|sacked|dismissed|replaced|suspended|axed|deposed|relieved|retired|resigned|departed|quit)(?:\s(?:from|of)\s{_HIS}\s{_POST})?|"
    rf"stripped\sof\s{_HIS}\s{_POST}|(?:lost|left|quit|leaves|leaving|loses|losing|vacated|relinquished|resigned)\s(?:{_HIS}\s{_POST}|office)|"
    rf"resign(?:s|ing)?|retir(?:es|ing|e)|quits|depart(?:s|ing)|end(?:s|ed|ing)\s{_HIS}\s(?:term|tenure|stint|career|time)|finish(?:es|ed)\s{_HIS}\s(?:term|tenure|stint)")
_MONTH = r"(?:early\s|late\s|mid-?)?(?:[a-z]{3,9}\.?\s(?:[0-9]{1,2},?\s)?)?[0-9]{4}"
_WHEN_EN = rf"(?:\s(?:in|since|on|from|until|between)\s{_MONTH}(?:\s?(?:to|and|until|-|–)\s?{_MONTH})?)"
_INTO = r"(?:as|from|to|to\sbe|to\sbecome)"
_ARTICLE = r"(?:\s(?:the|its|a|an|his|our|their|new|first|next|current))*"
_EN = regex(rf",?(?:\s(?:{_AUX}))*\s(?:{_EN_VERBS}){_WHEN_EN}?(?:\s{_INTO})?{_ARTICLE}\s")
_NOUN_EN = regex(
    rf"'s?\s(?:[a-z]+\s)?(?:appointment|nomination|election|re-election|removal|dismissal|ouster|resignation|departure|retirement|tenure|term|role|stint|promotion|return|time|installation|"
    rf"appointments)\s(?:as|to|from)(?:\s{_OF_POST})?{_ARTICLE}\s|\sas{_ARTICLE}\s|\sto\s(?:the\s(?:post|position|role|job)\sof|be|become){_ARTICLE}\s")
_LATER_EN = regex(
    rf"{_WHEN_EN}?,?\s(?:(?:and|before|then|later|after|prior\sto|who|having|until|she|he)\s)+(?:(?:{_AUX})\s)*(?:(?:{_EN_VERBS}){_WHEN_EN}?(?:\s{_INTO})?|{_INTO}){_ARTICLE}\s")
#: Whom somebody takes a post from, or wins it against: it is not theirs.
REPLACED = regex(
    r"(?:\b(?:replac|succeed|beat|defeat|oust|depos|unseat|dethron|supplant|displac|follow|pip)[a-z]*\s|\bedg(?:es|ed|ing)\sout\s|\b(?:took|tak(?:e|es|en|ing))\sover\sfrom\s"
    r"|接替|接棒|取代|替代|顶替|代替|接过|接力|换下|挤掉|击败|继)(?:mr\.?\s|ms\.?\s)?$")


def takes_or_leaves(gap: str, *, han: bool) -> bool:
    """Whether the words between a person and a post say that they take, hold or leave it.

    >>> [takes_or_leaves(gap, han=True) for gap in ("因年龄原因,辞去本行", ",男,1963年7月出生,现任", "于2023年7月25日被任命为", "支持李某担任")]
    [True, True, True, False]
    >>> [takes_or_leaves(gap, han=False) for gap in (" was removed as ", " took over as ", ", who took office in 2024 as the ", " met the ")]
    [True, True, True, False]
    """
    if han:
        return _ONCE.fullmatch(gap) is not None or (
            _CHEAP.search(gap) is not None and any(pattern.fullmatch(gap) for pattern in (_ZH, _BORN_ZH, _HONOURED)))
    return _EN.fullmatch(gap) is not None or _NOUN_EN.fullmatch(gap) is not None


def goes_on_in_office(gap: str, *, han: bool) -> bool:
    """Whether the words between two posts say that whoever had the first took or left the second as well.

    >>> goes_on_in_office(",2012年6月任", han=True), goes_on_in_office(",王某任", han=True), goes_on_in_office(" before becoming the ", han=False)
    (True, False, True)
    """
    return (_LATER_ZH if han else _LATER_EN).fullmatch(gap) is not None


def is_of_theirs(text: str, gap: str, end: int) -> bool:
    """Whether a post tells of another thing than who holds it: 吴清，证监会主席的朋友; 吴清是证监会主席人选.

    :param gap: the words between the person before the post and it.
    :param end: where the post ends in the text.
    """
    if _THEIRS.match(text, end):
        return True
    return text.startswith("的", end) and _OF_A_POST.fullmatch(gap) is not None


def is_filled_by(text: str, post_start: int, post_end: int, start: int, end: int) -> bool:
    """Whether the words between a post and the person after it, and those beside the two, say that they have it: 主席一职由吴清接任, the governor is Pan."""
    gap = text[post_end:start]
    if _BY.fullmatch(gap):
        return _TAKES_IT.match(text, end) is not None
    if _POSSESSED.match(text, end):
        return False
    return _IS_ZH.fullmatch(gap) is not None or _IS_EN.fullmatch(gap) is not None or is_subject_after(text, post_start, gap)


def is_subject_after(text: str, post_start: int, gap: str) -> bool:
    """Whether a clause opens with a post and the person after the comma is its subject: 作为央行行长，潘功胜."""
    return _WHEN.fullmatch(gap) is not None and _OPENS.search(text, max(0, post_start - _LONGEST_BEFORE), post_start) is not None


def is_as(text: str, gap: str, end: int) -> bool:
    """Whether somebody comes as what they are: 潘功胜以央行行长身份出席."""
    return _AS.fullmatch(gap) is not None and _CAPACITY.match(text, end) is not None
