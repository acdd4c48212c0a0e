"""The check of an overlay or a pack over a lexicon: the same rules, and of what they find all that the overlay brought."""

from __future__ import annotations

from pathlib import Path

from cnfin_terms.curate.check import misformed, read_exemptions
from cnfin_terms.curate.rules import RULES, Finding, House
from cnfin_terms.curate.rules.facts import traced
from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.compile import fields_of
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.load import Source, validate
from cnfin_terms.lexicon.overlay import EXEMPTIONS, Overlay, changed_records, draft_of
from cnfin_terms.lexicon.source import Ambiguity, Tables, Trap, read_ambiguities, read_traps

__all__ = ["check_overlay"]

#: A lexicon of one's own may rest on what the public cannot look up: a register of desks, a list of clients.
_APPLIED = tuple(rule for rule in RULES if rule is not traced)


def _tables(lexicon: Lexicon, sources: dict[str, Source], traps: list[Trap], ambiguities: list[Ambiguity]) -> Tables:
    draft = draft_of(lexicon.store)
    return Tables(
        version=draft.version, records=[sources[id_] for id_ in sorted(sources)], modifiers=draft.modifiers, traps=[*draft.traps, *traps],
        ambiguities=[*draft.ambiguities, *ambiguities], places=draft.places, retired=draft.retired, origins={})


def _found(tables: Tables, lexicon: Lexicon, root: Path | None = None) -> list[Finding]:
    """What the rules find; the forms of what is not the overlay's come out of the compiled lexicon, where they were made once."""
    ours = {source.id for source in tables.records if source.file}
    house = House(tables, lexicon.store.folder, root, {row.id: row.forms for row in draft_of(lexicon.store).rows if row.id not in ours})
    return [finding for rule in _APPLIED for finding in rule(house)]


def check_overlay(lexicon: Lexicon, overlay: Overlay, exemptions: Path | None = None) -> list[Finding]:
    """What is wrong with an overlay over a lexicon, in order of file and line: what the rules find with it and not without it.

    :param lexicon: what lies under it; it may be overlaid itself.
    :param exemptions: the overlay's own exemptions, of the same form as the lexicon's; None: none.
    :returns: findings whose files are the overlay's.
    """
    found = [finding for name, text in overlay.files for finding in misformed(name, text)]
    raws = {row.id: row.raw for row in draft_of(lexicon.store).rows}
    below = {id_: Source(id_, validate({key: value for key, value in raw.items() if key != "origin"}, id_, "", {}), "", 0) for id_, raw in raws.items()}
    above = dict(below)
    traps: list[Trap] = []
    ambiguities: list[Ambiguity] = []
    try:
        for name, text in overlay.files:
            if Path(name).name == "traps.toml":
                traps += read_traps(text, name)
            elif Path(name).name == "ambiguous.toml":
                ambiguities += read_ambiguities(text, name)
            else:
                for id_, record, line in changed_records(raws, text, name):
                    if record is None:
                        del above[id_], raws[id_]
                    else:
                        above[id_] = Source(id_, record, name, line)
                        raws[id_] = fields_of(record)  # a later file may patch it again
    except LexiconError as error:
        return sorted([*found, Finding(error.file, error.line, error.id or "", "schema", error.message, error.remedy)])
    known = {(finding.id, finding.rule, finding.message) for finding in _found(_tables(lexicon, below, [], []), lexicon)}
    exempt = read_exemptions(exemptions) if exemptions is not None else {}
    used: set[tuple[str, str]] = set()
    for finding in _found(_tables(lexicon, above, traps, ambiguities), lexicon, exemptions.parent if exemptions is not None else None):
        if (finding.id, finding.rule, finding.message) in known:
            continue
        if finding.id in exempt.get(finding.rule, {}):
            used.add((finding.rule, finding.id))
        else:
            found.append(finding if finding.file else finding._replace(file=overlay.name))
    found += [Finding(EXEMPTIONS, 0, id_, rule, "nothing here needs this exemption", "remove it")
              for rule, ids in exempt.items() for id_ in ids if (rule, id_) not in used]
    return sorted(found)
