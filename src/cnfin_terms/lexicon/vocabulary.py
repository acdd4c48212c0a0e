"""The closed vocabularies of the lexicon: types, kinds, languages, form types, relations, modifiers.

Plain tuples and dictionaries, with no import: the run time, the schema and the checks all read them from here.
"""

from __future__ import annotations

TYPES = ("institution", "market", "person", "title", "term", "event")

#: Kinds of each type. A kind names its parent after it, "" for none: a title held ``at`` a kind is held at all below it.
KINDS: dict[str, dict[str, str]] = {
    "institution": {
        # state and party
        "party": "", "party-committee": "party", "party-office": "party",
        "legislature": "", "consultative-conference": "", "presidency": "", "court": "", "procuratorate": "", "military": "",
        "government": "", "local-government": "government", "cabinet": "government",
        "department": "government", "ministry": "department", "commission": "department", "administration": "department",
        "local-department": "department", "local-office": "department", "division": "",
        "regulator": "", "securities-regulator": "regulator", "monetary-authority": "central-bank",
        "central-bank": "", "central-bank-office": "", "regulator-office": "", "coordination-body": "",
        # market infrastructure
        "exchange": "", "infrastructure": "", "association": "", "research-institute": "", "school": "", "fund-body": "",
        # companies
        "company": "", "company-group": "company", "financial-company": "company",
        "bank": "financial-company", "policy-bank": "bank", "state-bank": "bank", "joint-stock-bank": "bank", "city-bank": "bank",
        "rural-bank": "bank", "private-bank": "bank", "direct-bank": "bank", "bank-branch": "",
        "insurer": "financial-company", "reinsurer": "insurer", "broker": "financial-company", "fund-manager": "financial-company",
        "wealth-manager": "financial-company", "trust-company": "financial-company", "futures-company": "financial-company",
        "asset-management-company": "financial-company", "consumer-finance-company": "financial-company", "leasing-company": "financial-company",
        "payment-company": "financial-company", "private-equity": "financial-company", "financial-holding": "financial-company",
        "investment-company": "financial-company", "rating-agency": "company", "index-provider": "company", "data-vendor": "company",
        "accounting-firm": "company", "technology-company": "company", "property-developer": "company", "industrial-company": "company",
        # the rest
        "multilateral": "", "development-bank": "multilateral", "foreign-government": "government", "media": "", "university": "",
        "non-profit": "", "group": "",
    },
    "market": {"board": "", "segment": "", "venue": "", "product-market": "", "share-class": "", "scheme": ""},
    "person": {"": ""},
    "title": {
        "party": "", "state": "", "bank": "", "company": "", "exchange": "", "academic": "", "honour": "", "general": "",
        # who works under the heads that the lexicon has the names of; and whose research the press quotes
        "staff": "", "analyst": "staff", "research": "",
    },
    "term": {
        "policy-tool": "", "rate": "", "index": "", "instrument": "", "fund": "", "programme": "", "scheme": "", "regulation": "", "law": "",
        "concept": "", "slogan": "", "indicator": "", "system": "", "licence": "", "zone": "", "currency": "", "jargon": "", "plan": "",
    },
    "event": {"forum": "", "conference": "", "plenum": "", "congress": "", "meeting": "", "exhibition": "", "episode": "", "summit": ""},
}

#: BCP 47 tags that a form may carry. Inferred when absent: any Han character makes it zh, else en.
LANGUAGES = ("zh", "zh-Hant", "zh-HK", "zh-TW", "en", "pt", "zh-Latn-pinyin", "zh-Latn-wadegile", "yue-Latn", "nan-Latn", "und-Latn")

#: Types of a form, most formal first. The order is the order of preference where one must be chosen.
NAME_TYPES = ("official", "short", "abbreviation", "alias", "former", "nickname", "romanised", "generated")

USES = ("anywhere", "with-context", "lookup-only")

REGIONS = (
    "mainland", "hk", "mo", "tw", "sg", "jp", "us", "uk", "eu", "intl", "kr", "au", "ca",
    "ch", "de", "fr", "in", "ru", "br", "za", "th", "my", "id", "vn", "ph", "ae", "sa", "nz", "other",
)

RELATIONS = ("merged-from", "split-from", "reorganised-from", "functions-from")

#: A title's modifiers in canonical order.
MODIFIERS = ("former", "acting", "elect", "honorary", "executive", "senior", "first", "co", "group", "deputy", "assistant", "branch")

#: Identifiers of ``ids``. A ticker is exchange-prefixed (SSE:600000, SZSE:000001, HKEX:00700, NYSE:BABA).
IDENTIFIERS = ("lei", "bic", "mic", "ticker", "wikidata", "isin", "ric", "uscc", "website")


def ancestors(type_: str, kind: str) -> tuple[str, ...]:
    """The kind and all above it, nearest first.

    >>> ancestors("institution", "state-bank")
    ('state-bank', 'bank', 'financial-company', 'company')
    """
    chain: list[str] = []
    kinds = KINDS[type_]
    while kind:
        chain.append(kind)
        kind = kinds.get(kind, "")
    return tuple(chain)
