"""What each feature weighs, in log odds: learned by ``calibration/learn.py`` from labelled texts, which starts from what was judged by hand.

:data:`EVIDENCE` and :data:`FORM` add up for each candidate of a contested form and compete with :data:`NONE`, what speaks for "none of these".
:data:`PLAIN` adds up for a form without rivals. :data:`TITLE` and :data:`INFERRED` are rates of what decided.
"""

#: By type of the form, before any evidence.
FORM = {
    "official": 1.23,
    "short": 2.87,
    "abbreviation": 1.92,
    "alias": 2.15,
    "former": 1.2,
    "nickname": 1.1,
    "romanised": 0.57,
    "generated": 0.58,
    "stem": -4.83,
}
#: The share of a bearer that the lexicon's priors do not name.
PRIOR_LEAST = 0.02

EVIDENCE = {
    "apposition": 5.43,
    "defined": 3.64,
    "title-beside": 2.14,
    "post-held": 7.03,
    "institution-beside": 3.52,
    "people-beside": 8.0,
    "people-elsewhere": -5.0,
    "own-title": 2.38,
    "full-form": 1.26,
    "named-oftener": 4.49,
    "related": 2.49,
    "region-given": 3.28,
    "region-elsewhere": -2.2,
    "region-text": 3.26,
    "region-missing": -1.28,
    "region-near": 2.3,
    "foreign-text": -3.13,
    "other-region": -6.01,
    "determiner": -6.0,
    "namesake": -3.64,
    "bare-again": -4.0,
    "namesake-near": -3.01,
    "date-inside": 0.71,
    "date-outside": -2.5,
    "role-stranger": -1.07,
    "among-han": 1.5,
    "moves": 2.5,
    "ticker": 6.0,
    "ticker-of-other": -4.0,
    "honorific": 2.12,
    "mister": 0.43,
    "in-place": -5.0,
    "other-trade": -6.0,
    "other-rank": -6.0,
    "dealt-with": -6.0,
    "padded": 2.2,
    "rare-name": 2.0,
    "posted": 1.62,
    "own-region": 7.0,
    "other-owner": -6.0,
    "other-expansion": -8.0,
    "people-near": 3.5,
    "peers": 3.28,
    "date-decides": 3.51,
    "list-class": 5.0,
    "list-of-others": -4.5,
    "stem-alone": -25.0,
    "cue": 0.54,
    "quoted": 2.14,
    "cue-wanted": 0.3,
}

#: For "none of these", by what the form is like.
NONE = {
    "form": -0.92, "with-context": 2.72, "weak": 2.95, "short-name": 2.25, "lower-case": 2.82,
}

PLAIN = {
    "": 3.54,
    "official": 1.1,
    "short": 0.9,
    "abbreviation": 0.22,
    "alias": 0.56,
    "former": 0.31,
    "nickname": -0.5,
    "romanised": 0.07,
    "generated": -0.72,
    "institution": 0.33,
    "market": -0.24,
    "person": 0.33,
    "term": -0.65,
    "event": 0.07,
    "han-2": -0.62,
    "han-3": -0.05,
    "again": 0.2,
    "related": 0.49,
    "latin": -0.25,
    "no-cue": -1.33,
    "no-cue-latin": -0.61,
    "no-cue-person": -0.74,
    "capital-after": -1.09,
    "capital-before": -0.87,
    "glued": -1.29,
    "in-title": -0.83,
    "trade-after": -2.2,
}

TITLE = {
    "kind": 0.98, "post": 0.98, "nearest": 0.9, "single": 0.94, "lone": 0.76, "open": 0.6,
}

#: Of a whole string that is a form of one entity alone, by the form's type.
EXACT = {
    "official": 0.995, "short": 0.985, "abbreviation": 0.98, "alias": 0.975, "former": 0.98, "nickname": 0.95, "romanised": 0.96, "generated": 0.93,
}

INFERRED = {
    "defined": 0.96, "owned": 0.9, "shortened": 0.92, "surname": 0.97, "surname-first": 0.55, "surname-others": 0.35,
}
