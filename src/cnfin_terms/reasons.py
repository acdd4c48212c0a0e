"""The closed list of reason codes: why a mention has the answer it has.

>>> REASONS["kind-open"]
'a title whose sense depends on the institution, and no institution decides'
"""

from __future__ import annotations

__all__ = ["FEATURES", "REASONS", "STATUSES"]

STATUSES = ("resolved", "ambiguous", "unresolved")

#: Code to meaning. A code is never renamed; new ones may be added in a minor version.
REASONS: dict[str, str] = {
    # resolved
    "unique-form": "one entity alone bears this form",
    "apposition": "it stands beside another name of the same entity",
    "role-frame": "a title and an institution beside it agree with a post of this person",
    "full-form-earlier": "the entity is named by a fuller form in this document",
    "context": "the other entities and words of the document fit this candidate best",
    "region": "the region given, or the regions that the document speaks of, fit this candidate",
    "prior": "nothing in the text decides; this is what the form means most often",
    "kind": "the institution that the title belongs to has this post",
    "post": "the person beside the title holds or held this post",
    "surname": "a surname alone, of a person named in full earlier",
    "defined-here": "the document says that these words stand for it: China Energy Investment Corp. (CEI)",
    "surname-of-head": "a surname alone right after the possessive of a body that one person of that surname heads or headed: PBOC's Pan",
    "mixed-script": "each character of the name agrees, some of them in pinyin",
    "successor": "the body that followed the one written, as asked",
    "exact": "the whole string is a form of this entity",
    "fuzzy": "the string is one slip away from a form of this entity and from no other",
    # ambiguous
    "rivals": "several entities bear this form and the text does not decide",
    "kind-open": "a title whose sense depends on the institution, and no institution decides",
    "weak-form": "a form that many could bear, and nothing beside it supports the link",
    "below-min-score": "the best candidate's score lies below the least score asked for",
    "several-successors": "the body written has several successors",
    # unresolved
    "unknown-person": "a role frame names a person whom the lexicon does not have",
    "unknown-institution": "a name of no record that ends in a legal form, in a head (银行, Securities) before a title, or like a national body after a place",
    "unknown-document": "the title of a rule or plan in 《》 that the lexicon does not have, with names in it that are no mentions by themselves",
    "no-form": "no form of the lexicon is like the string",
}

#: Evidence that a mention can carry, and what each says.
FEATURES: dict[str, str] = {
    "form": "how formal the form is: an official name says more than a nickname",
    "prior": "how often the form means this entity, as the lexicon judges",
    "apposition": "another name of the same entity stands beside it",
    "defined": "the document says elsewhere that these words stand for it: China Guangfa Bank (CGB)",
    "cue": "a word of finance stands near",
    "quoted": "the term stands in quotation marks of its own",
    "cue-wanted": "a word of finance stands near a form that wants context",
    "title-beside": "a title that the person held stands beside",
    "role-stranger": "but the institution beside is none of theirs, or no post of theirs is known",
    "post-held": "the title and institution beside the person are a post of theirs",
    "institution-beside": "the institution beside the person is one that they serve or served",
    "people-beside": "the person in a post of this institution serves or served it",
    "people-near": "somebody who serves or served it is named right after it",
    "people-elsewhere": "the person in the post serves or served another body of this name",
    "own-title": "the title beside the institution is one of its own",
    "full-form": "a form of this entity that is sure stands elsewhere in the document",
    "named-oftener": "a rival is named for sure too, and how much oftener",
    "related": "an institution of this entity, or its people, stand in the document",
    "region-given": "the caller's region is the entity's",
    "region-elsewhere": "the caller's region is another than the entity's",
    "region-text": "the document speaks of the entity's region",
    "region-missing": "a short form of a body elsewhere, in a document that never speaks of its region",
    "foreign-text": "the document speaks mostly of other countries, and nowhere of this body by a fuller name",
    "region-near": "the sentence speaks of the entity's region alone",
    "other-region": "another country stands right before or after the form",
    "namesake": "another country's body of the same kind was named right before",
    "bare-again": "another body whose name ends in this one was named right before",
    "namesake-near": "the sentence speaks of another country alone",
    "determiner": "a word before it makes a class of the name, or points back",
    "stem-alone": "a bare stem of a company's name outside a list of its kind",
    "among-han": "a word of English that is a name too, right beside Han characters",
    "moves": "an index, and what follows is how far it rose or fell",
    "ticker": "a ticker in brackets after the name is its own",
    "ticker-of-other": "a ticker in brackets after the name is another bearer's",
    "honorific": "同志, Comrade or Sir beside it: a person's name, and mostly an official's",
    "mister": "先生, 女士 or Mr beside it: a person's name",
    "in-place": "it stands where a place would: in it, at it, to it",
    "other-trade": "a trade that is nobody's in the lexicon stands right before the name: 村民, 主教练",
    "other-rank": "a post of staff, or at a small branch, stands beside the name, and the person is known by none such: 客户经理, 支行行长",
    "dealt-with": "a body where the person serves or served punishes or calls in somebody of the name",
    "padded": "a name of two characters spaced to the width of three, as in lists of people",
    "rare-name": "a name of two characters that ends in one with which few names end",
    "posted": "a title that such an institution has stands beside it",
    "own-region": "its own country or region stands right before or after it",
    "other-owner": "it is a part of one body, and another body's name stands right before it",
    "other-expansion": "the text says that the acronym stands for something else",
    "peers": "it stands in a list with others of its kind that are sure",
    "date-decides": "the date given or stated lies in its life and in no rival's",
    "list-class": "the list that it stands in says what its members are, and it is of that kind",
    "list-of-others": "the list that it stands in is of another kind of institution",
    "date-inside": "the date lies within the entity's life and the form's use",
    "date-outside": "the date lies outside the entity's life or the form's use",
    "kind": "the institution beside the title has this post",
    "person-post": "the person beside the title holds or held it",
    "nearest-institution": "the last institution named before has this post",
    "surname": "a person of this surname was named in full before",
}
