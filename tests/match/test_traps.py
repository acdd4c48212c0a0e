"""Traps of people's names: none outweighs the post of the person whose name it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import PEOPLE
from cnfin_terms.match.segment import weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnfin_terms import Linker

_COMMON = weight(1000)


def trapped(linker: Linker) -> Iterator[tuple[str, str, str]]:
    """Each person of whose name a trap makes the head of a longer one: ID; body, title and name; what the trap has behind the name."""
    store = linker.lexicon.store
    patterns = store.patterns()
    people = {text: number for number, text in enumerate(patterns) if store.pattern_flags[number] & PEOPLE and is_han(text[0])}
    for number in {*store.traps, *store.not_in}:
        text = patterns[number]
        name, after = text[:-1], text[-1]
        # a longer name that is somebody's in the lexicon is theirs
        for form in store.forms_of(people[name]) if name in people and text not in people else ():
            entity = store.form_entity[form]
            for post in store.raw(entity).get("posts", ())[:1]:
                body, title = linker.lexicon.find(post["at"]), linker.lexicon.find(post["title"])
                if body is not None and title is not None:
                    yield store.ids[entity], f"{body.label('zh')}{title.label('zh')}{name}", after


def test_a_person_in_their_post_is_found_before_every_common_verb(real: Linker) -> None:
    """副主席李超|重申, whatever 李超重 may be elsewhere."""
    common = [word for word, likely in real.lexicon.store.followers.items() if likely >= _COMMON]
    texts = [(id_, f"{said}{word}。") for id_, said, after in trapped(real) for word in common if word[0] == after]
    assert texts
    lost = [text for id_, text in texts if all(mention.id != id_ for mention in real.link(text).mentions)]
    assert not lost
