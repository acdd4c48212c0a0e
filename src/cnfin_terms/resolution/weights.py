"""What each feature weighs, in log odds. Judged by hand; ``calibration/learn.py`` learns them from labelled sentences and can write this table.

:data:`EVIDENCE` and :data:`FORM` add up for each candidate of a contested form and compete with :data:`NONE`, what speaks for "none of these".
:data:`PLAIN` adds up for a form without rivals. :data:`TITLE` and :data:`INFERRED` are rates of what decided.
"""

#: By type of the form, before any evidence.
FORM = {"official": 2.0, "short": 1.6, "abbreviation": 1.3, "alias": 1.2, "former": 1.0, "nickname": 1.0, "romanised": 1.2, "generated": 0.6, "stem": -5.0}
#: The share of a bearer that the lexicon's priors do not name.
PRIOR_LEAST = 0.02

EVIDENCE = {
    "apposition": 7.0, "title-beside": 2.2, "post-held": 7.0, "institution-beside": 3.5, "people-beside": 8.0, "people-elsewhere": -5.0, "own-title": 2.5,
    "full-form": 4.0, "named-oftener": 4.5, "related": 2.4, "region-given": 4.5, "region-elsewhere": -3.0, "region-text": 4.0, "region-near": 2.5,
    "foreign-text": -3.0, "other-region": -6.0, "determiner": -6.0, "namesake": -4.0, "namesake-near": -3.0, "date-inside": 0.5, "date-outside": -2.5,
    "role-stranger": -1.0, "ticker": 6.0, "ticker-of-other": -4.0, "honorific": 1.8, "in-place": -5.0, "posted": 1.6, "own-region": 7.0,
    "other-owner": -6.0, "other-expansion": -8.0, "people-near": 3.5, "peers": 3.0, "date-decides": 3.5, "list-class": 5.0, "list-of-others": -4.5,
    "cue": 0.4, "quoted": 2.2, "cue-wanted": 0.1,
}

#: For "none of these", by what the form is like.
NONE = {"form": -2.0, "with-context": 2.6, "weak": 2.4, "short-name": 2.5, "lower-case": 2.4}

PLAIN = {
    "": 3.3, "official": 1.7, "short": 0.6, "abbreviation": 0.3, "alias": 0.1, "former": 0.3, "nickname": -0.5, "romanised": 0.0, "generated": -0.8,
    "institution": 0.3, "market": 0.0, "person": 0.3, "term": -1.0, "event": 0.0, "han-2": -0.3, "han-3": -0.1, "again": 0.3, "related": 0.3,
    "latin": 0.0, "no-cue": -0.5, "no-cue-latin": -0.5, "no-cue-person": -0.5,
    "capital-after": -0.7, "capital-before": -0.7, "glued": -1.5, "in-title": -0.7,
}

TITLE = {"kind": 0.96, "post": 0.95, "nearest": 0.72, "single": 0.9, "lone": 0.75, "open": 0.6}

#: Of a whole string that is a form of one entity alone, by the form's type.
EXACT = {
    "official": 0.995, "short": 0.985, "abbreviation": 0.98, "alias": 0.975, "former": 0.98, "nickname": 0.95, "romanised": 0.96, "generated": 0.93,
}

INFERRED = {"surname": 0.93, "surname-first": 0.55, "surname-others": 0.35}
