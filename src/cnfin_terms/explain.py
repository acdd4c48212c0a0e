"""A result in words: what was answered, why, what counted how much, and who lost."""

from __future__ import annotations

from cnfin_terms.reasons import FEATURES, REASONS
from cnfin_terms.result import Evidence, Mention

__all__ = ["explain_mention"]


def _weighed(evidence: Evidence) -> str:
    detail = f" ({evidence.detail})" if evidence.detail else ""
    return f"{evidence.feature}{detail} {evidence.weight:+.1f}"


def explain_mention(mention: Mention) -> str:
    """A few lines: the answer with its score and reason, the form and folding, the evidence for each candidate."""
    words = mention.text.replace("\n", " ")
    if mention.id is not None:
        head = f"{words!r} is {mention.id} ({mention.label('zh')} / {mention.label('en')}), {mention.type}, score {mention.score:.2f}"
    else:
        head = f"{words!r} is {mention.status} as {mention.type}" + (f", best score {mention.score:.2f}" if mention.candidates else "")
    lines = [f"{head}: {mention.reason}, {REASONS[mention.reason]}."]
    form = mention.form
    if form is not None:
        folded = f", after {', '.join(mention.trace)}" if mention.trace else ""
        lines.append(f"  matched the {form.type} form {form.text!r} ({form.lang}){folded}")
    for candidate in mention.candidates:
        heard = [_weighed(e) for e in mention.evidence if e.id == candidate.id]
        lost = "" if candidate.id == mention.id or mention.id is None else ", lost"
        if heard or len(mention.candidates) > 1:
            lines.append(f"  {candidate.id} {candidate.score:.2f}{lost}" + (f": {'; '.join(heard)}" if heard else ""))
    unknown = 1.0 - sum(candidate.score for candidate in mention.candidates)
    if mention.evidence and unknown > 0.005:  # noqa: PLR2004
        lines.append(f"  none of these {unknown:.2f}")
    used = dict.fromkeys(e.feature for e in mention.evidence)
    lines += [f"    {feature}: {FEATURES[feature]}" for feature in used if feature in FEATURES]
    return "\n".join(lines)
