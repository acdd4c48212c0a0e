"""Sentences to make texts of: own prose with slots, in Chinese and English, with names and without.

A slot is ``{name}``. Those of the background are filled with ordinary words: ``n`` ``v`` ``a`` ``d`` ``r`` (noun, verb, adjective,
adverb, a person nobody knows), ``q`` (a number), ``t`` (a time), ``p`` (a place). Those of the sentences with names are filled from
the lexicon: ``org``, ``org2``, ``who`` (a person), ``title`` (their post), ``at`` (their institution), ``again`` (the person once
more, by the name or, in English, the surname), ``term``, ``term2``, ``market``, ``event``. ``:en`` after a slot asks for the English
name in a Chinese sentence, ``:both`` for the Chinese one with the English one in brackets.
"""

from __future__ import annotations

__all__ = ["BACKGROUND", "NAMED", "NAMED_MIXED", "WORDS_EN"]

_BACKGROUND_ZH = (
    "{t}，{r}在接受采访时表示，{n}和{n}的{v}比去年更{a}，但{n}还需要{v}。",
    "从{n}来看，{p}的{n}{d}{v}，{n}的{n}也有所{v}。",
    "{r}说：“我们{d}要{v}{n}，不能只看{n}，更不能把{n}当成{n}。”",
    "这项{n}的{n}比较{a}，{d}{v}的{n}约占{q}成。",
    "有{n}认为，{n}的{v}与{n}有关，{n}{d}不会很{a}。",
    "记者在{p}看到，{n}前排着长队，不少{n}是从{p}赶来{v}的。",
    "{n}方面，{t}共{v}{q}件，同比增长百分之{q}，其中{n}{v}{q}件。",
    "如何让{n}更{a}，是{n}们{d}{v}的问题。",
    "{r}向记者介绍，他们把{n}分成{q}类，每一类都由{n}负责{v}。",
    "与会{n}一致认为，要{d}{v}{n}，{v}{n}，把{n}落到实处。",
    "{t}以来，{p}的{n}先后{v}了{q}次，{n}始终{a}。",
    "这让许多{n}感到{a}：{n}到底应当由谁来{v}？",
    "{p}的一位{n}告诉记者，{n}{v}之后，{n}明显{a}了。",
    "他{d}{v}，{n}不是一天形成的，也不可能在一天之内{v}。",
    "除了{n}，{n}、{n}和{n}同样值得{v}。",
    "在{r}看来，{n}之所以{a}，是因为{n}没有{v}。",
    "{t}，{p}下起了小雨，街上的{n}不多，{n}却很{a}。",
    "新的{n}将于{t}开始{v}，此前的{n}同时停止{v}。",
    "为了{v}{n}，{p}{d}拿出{q}间屋子，供{n}使用。",
    "{n}的{n}已经{v}，{n}的{n}正在{v}，{n}则要等到{t}。",
    "多数{n}对{n}持{a}的看法，少数{n}{d}{v}。",
    "{q}年前，{r}第一次来到{p}，那时的{n}还很{a}。",
    "据{v}，{n}共涉及{q}个{n}，{n}人数超过{q}万。",
    "但{n}也有{n}的难处：{n}少，{n}多，{v}起来很{a}。",
    "“{n}{v}得越早，{n}就越{a}。”{r}这样总结。",
    "下一步怎样{v}，还要看{n}能否{v}，以及{n}是否{a}。",
    "{p}与{p}之间的{n}每天往返{q}趟，{n}在车上{v}。",
    "随着{n}的{v}，{n}对{n}的要求{d}{a}。",
    "{r}把这{q}年的{n}写成了一本书，书中{d}{v}{n}。",
    "相比之下，{n}的{n}要{a}得多，{v}的时间也更长。",
)

_BACKGROUND_EN = (
    "The {n} of the {a} {n} has {v} since {t}, and most {n}s expect it to go on. ",
    "{r} said that the {n} was {a}, although the {n} had {v} more than {q} times. ",
    "In {p}, a {a} {n} {v} the {n} and left the {n} as it was. ",
    "About {q} per cent of the {n}s {v} {d}, while the rest waited for the {n}. ",
    "What the {n} needs, {r} argued, is a {a} {n} and not another {n}. ",
    "The {n} {v} {d} in {t}, but the {n} in {p} remained {a}. ",
    "No {n} has {v} the {n}; the {n}s are too {a} for that. ",
    "“We {v} the {n} because it was {a},” {r} told reporters in {p}. ",
    "By {t} the {n} had {v} to {q}, its most {a} level in {q} months. ",
    "Some of the {n}s were {a}, others {d} {v} by the {n} of the {n}. ",
    "The {a} {n}, which {v} {q} {n}s last year, declined to comment. ",
    "It is {d} {a} that a {n} should have {v} the {n} for so long. ",
    "Asked about the {n}, the {n} said only that the {n} would be {v} in {t}. ",
    "Neither the {n} nor the {n} {v} before the {n} closed. ",
    "On {t} the {n} {v} again, and with it the {a} {n} of the {n}. ",
    "People who know the {n} say that it {v} {d} and that the {n} was {a}. ",
    "For the {n}s of {p}, a {n} without a {n} is hardly {a}. ",
    "Its {n} of {q} {n}s was {v} after the {n} of {t}. ",
    "Those {n}s have {d} {v}, and the {n} between {p} and {p} is {a} again. ",
    "Even a {a} {n} can be {v} when the {n} is {a}, as {r} pointed out. ",
    "The question is whether the {n} will be {v} {d} or at all. ",
    "{r}, who has {v} the {n} for {q} years, called it a {a} {n}. ",
)

_NAMED_ZH = (
    "{at}{title}{who}{t}表示，将{d}{v}{term}，{v}{n}。",
    "{org}{t}发布公告，就{term}的{n}公开征求意见。",
    "{who}指出，{n}要与{n}相{v}，{org}会继续{v}{n}。",
    "{at}{title}{who}会见了{org}负责人，双方就{n}交换了意见。",
    "{org}、{org2}{t}联合印发通知，要求{d}{v}{n}。",
    "据{org}{n}，{t}{term}的规模达到{q}亿元，同比增长百分之{q}。",
    "{org}有关负责人答记者问时说，{term}{d}{v}，{n}总体{a}。",
    "{market}{t}{v}，{org}的{n}涨幅居前。",
    "在{event}上，{at}{title}{who}谈到了{term}和{n}。",
    "{again}还说，{term}不是{n}，{n}要由{n}来{v}。",
    "{org}与{org2}签署了合作协议，{n}期限为{q}年。",
    "受{n}影响，{term}{d}{v}，{n}在{q}个百分点左右。",
    "{again}强调，{org}要{v}{n}，{d}防范{n}。",
    "参加会议的有{org}、{org2}和{n}的代表。",
    "业内认为，{term}的{v}有利于{n}，但{n}仍然{a}。",
    "{org}{n}{who}任{title}一事，市场{d}{v}。",
    "{org}在{p}设立了{n}，{v}{term}的{n}。",
    "此前，{org}曾{v}{n}，{who}当时在场。",
    "“{n}已经{v}了，”{at}{title}{who}说，“{term}也会{v}。”",
    "{market}的{n}与{term}有关，{org}正在{v}。",
    "截至{t}，{org}已{v}{q}家{n}，{n}{d}{a}。",
    "{org}{v}的{n}显示，{n}比{n}更{a}。",
)

_NAMED_EN = (
    "{who}, {title} of {at}, said on {t} that the {n} would be {v}. ",
    "{at} {title} {who} told reporters that {term} had {v} {d}. ",
    "{org} {v} its {n} on {t}, citing a {a} {n}. ",
    "The {n} between {org} and {org2} was {v} in {p}. ",
    "{again} said the {n} was {a} and that {org} would not {v2} it. ",
    "According to {org}, {term} {v} by {q} per cent from a year earlier. ",
    "Officials of {org} met a {n} from {org2} in {p} on {t}. ",
    "{term} and {term2} are {a}, the {n} said. ",
    "At {event}, {who} called the {n} a {a} {n}. ",
    "Shares of {org} rose {q} per cent after the {n} was {v}. ",
    "{market} {v} {d} as the {n} turned {a}. ",
    "{again} {v} the {n} of {term} last year. ",
    "{org} did not reply to a {n}, while {org2} declined to comment. ",
    "A {n} of {org} said the {n} of {term} would be {v} by {t}. ",
    "The new {title} of {at}, {who}, has {v} the {n} before. ",
    "Trading in {market} was {a}, and {org} {v} the {n}. ",
    "Rules on {term} were {v} by {org} in {t}. ",
)

#: Ordinary sentences by language.
BACKGROUND = {"zh": _BACKGROUND_ZH, "en": _BACKGROUND_EN}

#: Sentences with names by language.
NAMED = {"zh": _NAMED_ZH, "en": _NAMED_EN}

#: Chinese sentences with names in English beside or instead of the Chinese ones.
NAMED_MIXED = (
    "{org:both}{t}发布公告，就{term:both}的{n}征求意见。",
    "{at:both}{title}{who:both}在{p}表示，{n}要{v}。",
    "{org:en} 的{n}显示，{term}{d}{v}。",
    "市场人士称 {org:en} 与 {org2:en} 正在{v}{n}。",
    "{who:both}说，{term:en} 的{n}比较{a}。",
    "据 {org:en} 报道，{org2}{t}{v}了{n}。",
    "{market:both}的{n}{d}{a}，{org}随后{v}。",
    "{term:en} 和 {term2} 的{n}不同，{n}要分开{v}。",
)

#: English words: nouns, verbs in the past, bare verbs, adjectives, adverbs, places, people.
WORDS_EN = {
    "n": (
        "harvest bridge letter window garden kitchen teacher village river season mountain road carpet journey bottle lantern student doctor painter "
        "sister neighbour farmer driver visitor crowd answer question story chapter picture concert museum theatre stadium match player coach referee "
        "ticket queue summer winter storm cloud forest island harbour boat ferry engine wheel factory workshop tool machine cable screen keyboard "
        "printer battery camera lens recipe dinner breakfast orchard apple potato onion flour bread cheese pepper cup plate knife table chair ceiling "
        "staircase corridor roof wall fence gate yard stable horse cattle sheep dog cat bird fish insect leaf root branch flower seed soil stone sand "
        "glass paper pencil notebook library shelf novel poem song violin piano drum dancer actor audience rumour promise habit memory mistake lesson "
        "exam pupil parent childhood birthday wedding holiday festival parade costume mask puppet toy puzzle riddle joke smile silence noise echo "
        "shadow mirror candle match lamp street corner square market-hall tram bicycle lorry suitcase parcel stamp envelope signature address map "
        "compass tent rope boot jacket sleeve button needle thread wool cotton leather basket bucket ladder hammer nail brick plaster paint brush "
        "canvas frame gallery statue fountain bell tower"
    ).split(),
    "v": (
        "changed improved followed remembered described explained ignored repaired painted opened closed watched noticed mentioned carried borrowed "
        "finished started crossed visited repeated questioned answered welcomed refused postponed cancelled discussed measured counted collected "
        "divided lifted dropped pushed gathered planted washed dried packed moved replaced restored examined photographed recorded translated copied "
        "corrected abandoned expanded reduced doubled narrowed widened softened slowed"
    ).split(),
    "v2": (
        "change follow describe explain ignore repair open close mention finish repeat question answer postpone discuss measure abandon replace "
        "restore examine"
    ).split(),
    "a": (
        "quiet narrow broad gentle sudden ordinary careful difficult cheerful tired empty crowded heavy bright dusty distant familiar strange useful "
        "honest clever stubborn patient nervous generous modest early late regular rough smooth shallow deep warm cold dry wet fresh stale sweet "
        "bitter sharp blunt wooden rusty fragile solid"
    ).split(),
    "d": (
        "slowly quickly rarely often almost quietly suddenly carefully hardly clearly barely gradually again together apart only mostly partly twice "
        "soon"
    ).split(),
    "p": "Lisbon Oslo Nairobi Lima Hanoi Porto Bergen Quito Cork Leeds Turin Ghent Basel Cusco Tartu Split Tromso Galway".split(),
    "r": (
        "Anna Kowalski|Peter Lindqvist|Maria Oliveira|Tom Hadley|Ines Duarte|Jonas Weber|Clara Nilsen|Hugo Marchetti|Ruth Okafor|Owen Pritchard|"
        "Lena Fischer|Paulo Neves"
    ).split("|"),
}
