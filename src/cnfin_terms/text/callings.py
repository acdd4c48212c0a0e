"""What people are called by trade, right before a name, who are hardly ever in the news for a post: 村民, 储户, plumber.

In two strengths: a villager is no minister of the name; a teacher, a driver of a car or the chair of a talk may well be the known one,
where the text names a body of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

from cnfin_terms.lazy import regex

__all__ = [
    "CALLED", "CALLED_LAST", "CALLED_LEADERS", "CREDITS", "CREDIT_AFTER", "CREDIT_HAN", "CREDIT_LATIN", "LONGEST_CALLED", "LONGEST_CREDIT", "SAID_OF_A_NAME",
    "STAFF_OF_A_BODY", "TRADE_EN", "TRADE_EN_LAST",
]

#: Trades that are open classes, by their last characters: what stands before, with those that make another word or a post of it.
_OPEN = {
    "户": "(?<![账帐门窗开过落入销新大])", "匠": "",
    # 官员 委员 专员 成员 党员 议员 研究员 调研员 巡视员 会员 评论员 团员 人员 动员 一员 ... and the weaker 演员 运动员 球员 队员 学员
    "员": "(?<![官委专成党议究研视会论团人动一满复裁全要大阁派察随增减扩超缺演球队学导审络航督调])",
    "工": "[民矿焊电技钳瓦木漆泥女男职员杂帮护义社车铣磨卫点时运修洁]", "农": "[菜果茶棉花药蜂粮瓜椒烟蔗]", "民": "[村居市网农牧渔股基彩灾难烟山]",
    "家": "[琴乐曲挥唱蹈影塑险译]", "客": "[旅乘游顾食住]", "贩": "[小商摊菜]", "警": "[民交辅狱乘特刑巡片]",
    "板": "[店馆铺厅摊吧坊]老", "娘": "[店馆铺厅摊吧坊]老板", "官": "(?<!大)(?:法|检察)",
    # who says what a child or a cat is called
    "名": "[取起化网]", "为": "[取起化网]名", "叫": "[取起化网]名",
}
#: The same of the weaker ones.
_OPEN_WEAK = {"师": "(?<!大)律", "主": "(?<!企)业"}
_STRONG = (
    "歌手|棋手|选手|水手|猎手|鼓手|枪手|射手|凶手|吉他手|画家|小说家|书法家|艺术家|剧作家|发明家|考古学家|天文学家|植物学家|动物学家|"
    "男子|女子|小伙|小伙子|男生|女生|小学生|中学生|高中生|初中生|考生|实习生|新生儿|婴儿|女童|男童|幼童|男孩|女孩|童星|"
    "大爷|大妈|大叔|大婶|大娘|老汉|老太|老太太|老伯|老奶奶|老爷爷|阿婆|妈妈|宝妈|宝爸|小哥|的哥|"
    "保安|保姆|保镖|月嫂|护士|护士长|厨师|大厨|司机|导游|网红|博主|主播|模特|法医|村医|村支书|村书记|村主任|村官|村长|城管|店主|摊主|房东|邻居|客服|群主|楼主|失主|户主|"
    "网友|驴友|球迷|歌迷|影迷|粉丝|新兵|士兵|志愿者|患者|伤者|目击者|肇事者|劫匪|歹徒|毒贩|和尚|尼姑|道士|牧师|神父|"
    "理发师|美发师|美容师|化妆师|按摩师|推拿师|调酒师|面点师|园艺师|魔术师|药剂师|麻醉师|摄影师|造型师|纹身师|糕点师|咖啡师|茶艺师|育婴师|"
    "裁判|教练|审判长|环卫工人|清洁工人|建筑工人")
_WEAK = (
    "主持人|教师|老师|作家|诗人|演员|运动员|球员|队员|学员|车主|老兵|同学|学生|骑手|战士|工人|医生|班长|船长|导演|编剧|设计师|"
    "被告人|被告|嫌疑人|嫌犯|受害人|受害者|被害人|当事人|证人|报案人|举报人")


def _ending(words: Mapping[str, str]) -> str:
    return "|".join(before + last for last, before in words.items())


CALLED = regex(rf"(?:(?P<weak>{_WEAK}|{_ending(_OPEN_WEAK)})|{_ending(_OPEN)}|{_STRONG})$")
#: The cheap question first: nearly no name stands after one of these.
CALLED_LAST = frozenset({*(word[-1] for word in f"{_STRONG}|{_WEAK}".split("|")), *_OPEN, *_OPEN_WEAK})
#: Of those in 长, which are asked about by two characters: before names it is mostly that of a post.
CALLED_LEADERS = frozenset({"村长", "士长", "判长", "班长", "船长"})
#: Right after a body's name, who works there; elsewhere these are no word for a person.
STAFF_OF_A_BODY = ("销售", "前台", "会计", "出纳", "外包", "实习", "运维", "地推", "合同工")
LONGEST_CALLED = 6

_NAMES_HAN = r"(?:[\u4e00-\u9fff]{2,4}[、\s/]?\s?){0,5}"
#: Who wrote, took or edited it: 记者 吴清, （记者 李强、吴清, 文/吴清, 责任编辑：吴清. Not those whom a reporter asked or was told by (告诉记者).
CREDIT_HAN = regex(
    r"(?:(?<![诉答对向复应给报刊社网台])|(?<![诉答对向复应给])(?:本报|本刊|本社|本网|本台|新华社|中新社))记者\s?$|"
    r"[(\[][^()\[\]。]{0,12}记者\s?" + _NAMES_HAN + "$|"
    r"(?:(?:(?:^|[\s(\[|。\]])[文图]|图片)\s?[/|]|"
    r"(?:摄影|撰文|责编|编辑|责任编辑|校对|责任校对|制图|美编|编译|供图|审核|监制|终审|审校)\s?[/|:])\s?" + _NAMES_HAN + "$")
_NAMES_EN = r"(?:[a-z.'’-]+(?:\s[a-z.'’-]+){1,3}(?:,\s(?:and\s)?|\sand\s)){0,5}"
CREDIT_LATIN = regex(
    r"(?<![a-z])(?:reporting|writing|editing|edited|compiled|translated|photos?|photographs?|photographed|illustrations?)(?:\s(?:in\s)?[a-z]+)?\sby:?\s"
    + _NAMES_EN + "$")
#: The marks of a credit after the name: 吴清 摄, Wu Qing/Xinhua.
CREDIT_AFTER = regex(
    r"(?:\s?/\s?|\s)(?:摄|文|图|供图|撰文|编译|绘)(?=[)\]\s。,;]|$)|"
    r"\s?/\s?(?:reuters|xinhua|afp|ap|epa|bloomberg|getty|china daily|vcg|caixin|imaginechina|pool|cns|scmp)(?![a-z])")
#: Without one of these a text credits nobody, in Chinese and in English.
CREDITS = {
    True: ("记者", "文/", "图/", "编辑", "责编", "摄影", "图片", "撰文", "校对", "制图", "美编", "编译", "供图", "审核", "监制", "终审", "审校"),
    False: ("editing ", "edited ", "reporting ", "writing ", "photo", "compiled ", "translated ", "illustration"),
}
LONGEST_CREDIT = 90

#: In English by what is no open class: the nouns in -er, -or, -man have too many neighbours that are posts or no people at all.
_EN = (
    "plumber|carpenter|welder|roofer|miner|baker|butcher|barber|hairdresser|tailor|jeweller|jeweler|locksmith|blacksmith|waiter|waitress|bartender|"
    "cleaner|janitor|porter|trucker|courier|firefighter|fireman|policeman|policewoman|fisherman|postman|salesman|saleswoman|shopkeeper|housekeeper|"
    "beekeeper|gatekeeper|goalkeeper|bookkeeper|watchmaker|shoemaker|filmmaker|villager|camper|photographer|cameraman|videographer|vlogger|streamer|"
    "youtuber|newsreader|singer|songwriter|rapper|drummer|composer|conductor|dancer|actor|actress|comedian|magician|playwright|sculptor|illustrator|"
    "footballer|striker|midfielder|defender|winger|cricketer|batsman|bowler|sprinter|wrestler|jockey|skater|referee|umpire|surgeon|nurse|midwife|"
    "paramedic|veterinarian|electrician|technician|mechanic|librarian|chef|burglar|robber|murderer|gunman|thief|hacker|babysitter|nanny|detective|"
    "sergeant|corporal|constable|bodyguard|bouncer|astronaut|cosmonaut|gamer|priest|monk|nun|pastor|bishop|rabbi|imam|milkman|handyman|caretaker|"
    "undertaker|fitness trainer|clerk|cashier|receptionist|typist")
#: Whose nouns in -ist are of this field, of politics, or are no trades; and verbs and other words.
_NO_IST = (
    "econom|strateg|special|scient|marx|mao|lenin|trotsky|monetar|capital|industrial|philanthrop|column|commun|social|loyal|national|popul|reform|activ|left|right|protection|optim|pessim|"
    "theor|panel|panell|internal|international|general|technolog|futur|global|lobby|centr|separat|modern|real|ideal|maximal|minimal|institutional|structural|l|ex|ass|"
    "res|ins|pers|cons|tw|wr|m|f|wh|chr|checkl|shortl|blackl|enl|des|whitel|watchl|playl")
#: Those that somebody may have been, or be at leisure.
_WEAK_EN = (
    "teacher|schoolteacher|lecturer|tutor|student|pupil|schoolboy|schoolgirl|teenager|pensioner|resident|neighbour|neighbor|passenger|tourist|shopper|commuter|"
    "driver|pilot|soldier|sailor|doctor|designer|writer|poet|painter|presenter|broadcaster|blogger|influencer|runner|hiker|climber|cyclist|golfer|rower|skier|"
    "swimmer|surfer|boxer|builder|farmer|gardener|prisoner|inmate|cook|musician|physician|artist|journalist|reporter")
TRADE_EN = regex(rf"(?<![a-z-])(?:(?P<weak>{_WEAK_EN})|{_EN}|(?!(?:{_NO_IST})ist )[a-z]+ist) $")
#: The last two letters of each, with the blank: the cheap question.
TRADE_EN_LAST = frozenset(f"{word[-2:]} " for word in f"{_EN}|{_WEAK_EN}".split("|")) | {"st "}
#: ``Mark Tucker, 43, of Ohio`` and ``Mark Tucker, an insurance agent in Ohio``: whom the reader is told who he is.
SAID_OF_A_NAME = regex(
    r", (?:[1-9][0-9], (?:of|from) [A-Z]|(?:[1-9][0-9], )?an? (?!(?:[a-z-]+ ){0,4}(?:former|ex|banker|investor|economist|regulator|official|minister|governor|"
    r"chair\w*|president|executive|chief|head|director|founder|cofounder|co-founder|billionaire|entrepreneur|financier|lawmaker|policymaker|strategist|analyst|"
    r"trader|partner|professor|scholar|advis[eo]r|member|leader|politician|diplomat|veteran|fellow|officer|technocrat|protege|ally|native|graduate|son|daughter|"
    r"manager|commissioner|secretary|senator|lawyer|attorney|democrat|republican|candidate|nominee|expert|specialist|dean|businessman|businesswoman|tycoon|magnate|academic|"
    r"critic) )(?:[a-z-]+ ){1,5}(?:in|from|of) (?:the )?[A-Z])")
