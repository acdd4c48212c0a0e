"""The lexicon as callers hold it: immutable, shipped compiled, extended by overlays."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnfin_terms.errors import ArtifactError, OptionError, UnknownId
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.entity import LABELS, Entity, Name, Redirect, pick
from cnfin_terms.lexicon.store import Store
from cnfin_terms.lexicon.titles import title_label

if TYPE_CHECKING:
    from cnfin_terms.lexicon.overlay import Overlay

__all__ = ["Handle", "Lexicon"]

_NEAR = 5


class Lexicon:
    """Every record and every form, compiled. Make one with :meth:`default`; it cannot be changed, only overlaid.

    The shipped one pickles as its fingerprint and its overlays' texts; one of :meth:`from_folder` or :meth:`from_artifact` takes all it holds along.

    Iterating yields entities by ID; ``len()`` counts them. Equal fingerprints mean equal answers.
    """

    def __init__(self, store: Store, overlays: tuple[Overlay, ...] = (), base: bytes | None = None) -> None:
        self.store = store
        self.overlays = overlays
        self._base = base  # what lies under the overlays, where that is not the shipped lexicon, which every process finds

    @classmethod
    def default(cls) -> Lexicon:
        """The lexicon that the library ships, read from its compiled file.

        In a checkout, where there is none, it is compiled from ``lexicon/`` and kept in the user's cache folder.

        :raises ArtifactError: if the file is damaged or absent.
        """
        return cls(Store(*unpack(*cache.default_artifact())))

    @classmethod
    def from_folder(cls, folder: str | Path, *, keep: bool = False) -> Lexicon:
        """Compile a lexicon folder of one's own (the form of ``lexicon/``).

        :param keep: read it from the user's cache folder if it was kept there and nothing has changed since, else compile it and keep it there.
        :raises LexiconError: with file, line, record and remedy, if a file breaks a rule.
        """
        from cnfin_terms.lexicon.compile import compile_lexicon  # noqa: PLC0415

        data = cache.folder_artifact(Path(folder))[0] if keep else compile_lexicon(Path(folder))
        return cls(Store(*unpack(data, str(folder))), base=data)

    @classmethod
    def from_artifact(cls, path: str | Path) -> Lexicon:
        """Read a compiled lexicon.

        :raises ArtifactError: if it is damaged or of another format.
        """
        data = Path(path).read_bytes()
        return cls(Store(*unpack(data, str(path))), base=data)

    def overlay(self, source: str | Path) -> Lexicon:
        """A new lexicon with the records of a TOML file, or of a folder of them, added or changed.

        A new ID adds a record; a known one must say ``overlay = "patch"``, ``"replace"`` or ``"drop"``.

        :raises LexiconError: with file, line, record and remedy, if the overlay breaks a rule.
        """
        from cnfin_terms.lexicon.overlay import read_overlay  # noqa: PLC0415

        return self.with_overlay(read_overlay(Path(source)))

    def with_packs(self, *names: str) -> Lexicon:
        """A new lexicon with installed packs over it, in this order; without names all that are installed, by name.

        A pack is an overlay that another distribution brings (docs/packs.md). None is used unless it is asked for.

        :raises OptionError: for a name that no installed pack has.
        :raises LexiconError: with file, line, record and remedy, if a pack breaks a rule.
        """
        from cnfin_terms.lexicon.packs import chosen_packs, pack_overlay  # noqa: PLC0415

        lexicon = self
        for pack in chosen_packs(names):
            lexicon = lexicon.with_overlay(pack_overlay(pack))
        return lexicon

    def with_overlay(self, overlay: Overlay) -> Lexicon:
        """A new lexicon with an overlay that has been read already."""
        from cnfin_terms.lexicon.overlay import apply  # noqa: PLC0415

        return Lexicon(apply(self.store, overlay), (*self.overlays, overlay), self._base)

    @property
    def version(self) -> str:
        """The data version."""
        return self.store.version

    @property
    def fingerprint(self) -> str:
        """Checksum of all that is compiled in."""
        return self.store.fingerprint

    def __len__(self) -> int:
        return len(self.store)

    def __iter__(self) -> Iterator[Entity]:
        return self.store.entities()

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self.find(id_) is not None

    def __repr__(self) -> str:
        return f"<Lexicon {self.version} {self.fingerprint[:12]}: {len(self)} records>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (self.fingerprint, self.overlays)) if self._base is None else (_unpacked, (self._base, self.overlays))

    def find(self, id: str) -> Entity | None:  # noqa: A002
        """The record of an ID, redirects followed, or None.

        >>> from cnfin_terms import Lexicon
        >>> Lexicon.default().find("pboc").label("en")
        "People's Bank of China"
        """
        if not isinstance(id, str):
            raise OptionError(f"an ID is a str, not {type(id).__name__}")
        number = self.store.index(self._followed(id))
        return None if number is None else self.store.entity(number)

    def _followed(self, id: str) -> str:  # noqa: A002
        """The ID that a retired one leads to, itself if nowhere."""
        seen = set()
        while (redirect := self.store.retired.get(id)) is not None and redirect.to and id not in seen:
            seen.add(id)
            id = redirect.to[0]  # noqa: A001
        return id

    def redirect(self, id: str) -> Redirect | None:  # noqa: A002
        """What became of a retired ID: the IDs that replace it, the reason and the day; None of one that was never retired.

        :meth:`find` and :meth:`get` answer a retired ID with the record that it leads to, and one that was split with the first of its parts: who holds on to
        IDs asks here whether there are others. One that was withdrawn leads nowhere.
        """
        return self.store.retired.get(id)

    def get(self, id: str) -> Entity:  # noqa: A002
        """The record of an ID, redirects followed.

        :raises UnknownId: naming near matches, or why it was withdrawn.
        """
        entity = self.find(id)
        if entity is None:
            gone = self.redirect(self._followed(id))
            if gone is not None:
                raise UnknownId(id, withdrawn=f"{gone.on or 'version ' + gone.version}: {gone.reason}")
            raise UnknownId(id, tuple(difflib.get_close_matches(id, self.store.ids, _NEAR)))
        return entity

    @cached_property
    def handle(self) -> Handle:
        """What results hold in the lexicon's place."""
        return Handle(self)


def _restore(fingerprint: str, overlays: tuple[Overlay, ...]) -> Lexicon:
    """Rebuild a lexicon from its pickle: the default one, overlaid again.

    :raises ArtifactError: if another data version is installed here.
    """
    lexicon = Lexicon.default()
    for overlay in overlays:
        lexicon = lexicon.with_overlay(overlay)
    if lexicon.fingerprint != fingerprint:
        raise ArtifactError(f"this was made with lexicon {fingerprint[:12]}, here is {lexicon.fingerprint[:12]}; install the same version of cnfin-terms")
    return lexicon


def _unpacked(base: bytes, overlays: tuple[Overlay, ...]) -> Lexicon:
    """Rebuild a lexicon of somebody's own, which is nowhere but in its pickle."""
    lexicon = Lexicon(Store(*unpack(base, "a pickled lexicon")), base=base)
    for overlay in overlays:
        lexicon = lexicon.with_overlay(overlay)
    return lexicon


class Handle:
    """The ``Names`` of results: a lexicon in this process, a fingerprint in a pickle.

    After unpickling it finds the default lexicon again when one of its names is asked for; results of an overlaid lexicon
    need ``bind``.
    """

    __slots__ = ("_forms", "_key", "_labels", "_lexicon")

    def __init__(self, lexicon: Lexicon | None, key: tuple[str, str, tuple[str, ...]] | None = None) -> None:
        self._lexicon = lexicon
        self._labels: dict[tuple[str, tuple[str, ...], str], str] = {}  # what was asked before; asking twice at once does no harm
        self._forms: dict[int, Name] = {}
        self._key = key if lexicon is None else (lexicon.version, lexicon.fingerprint, tuple(o.digest for o in lexicon.overlays))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Handle, (None, self._key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"<lexicon {self._key[0]} {self._key[1][:12]}>" if self._key else "<lexicon>"

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon behind it.

        :raises ArtifactError: if it was unpickled where that lexicon is not the default.
        """
        if self._lexicon is None:
            from cnfin_terms.linker import default_linker  # noqa: PLC0415  (only an unpickled handle looks for the default)

            found = default_linker().lexicon
            if self._key is None or found.fingerprint != self._key[1]:
                version, fingerprint, overlays = self._key or ("?", "?", ())
                what = "has overlays" if overlays else f"is lexicon {version} ({fingerprint[:12]}), not the one installed"
                raise ArtifactError(f"the names of this result are not at hand: it {what}; give it the lexicon that made it: doc.bind(lexicon)")
            self._lexicon = found
        return self._lexicon

    def bind(self, lexicon: Lexicon) -> None:
        """Give an unpickled handle the lexicon that it names, where that is at hand.

        :raises ArtifactError: if the fingerprints differ.
        """
        if self._key is not None and lexicon.fingerprint != self._key[1]:
            raise ArtifactError(f"this result was made with lexicon {self._key[1][:12]}, not {lexicon.fingerprint[:12]}; bind it to the lexicon that made it")
        self._lexicon = lexicon

    def label_of(self, id: str, modifiers: tuple[str, ...], lang: str) -> str:  # noqa: A002
        """The preferred name; a title's with its modifiers."""
        key = (id, modifiers, lang)
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = self._label(*key)
        return label

    def _label(self, id: str, modifiers: tuple[str, ...], lang: str) -> str:  # noqa: A002
        lexicon = self.lexicon
        entity = lexicon.get(id)
        if entity.type != "title" or not modifiers:
            return entity.label(lang)
        labels = {label: name for label in LABELS if (name := pick(entity.names, label)) is not None}
        labels.setdefault("zh", entity.label("zh"))
        if lang.startswith("zh-") and lang not in labels:
            from cnfin_terms.text.script import to_traditional  # noqa: PLC0415

            return to_traditional(title_label(labels, modifiers, "zh", lexicon.store.modifiers), lang)
        return title_label(labels, modifiers, lang, lexicon.store.modifiers)

    def form_name(self, form: int) -> Name:
        """A form by its number."""
        name = self._forms.get(form)
        if name is None:
            name = self._forms[form] = self.lexicon.store.name(form)
        return name

    def modifiers_of(self, form: int) -> tuple[str, ...]:
        """A title form's own modifiers."""
        return self.lexicon.store.form_modifiers(form)

    def trace_of(self, source: str, form: int) -> tuple[str, ...]:
        """The folding steps that ``source`` needed to match the form."""
        written = self.form_name(form).text
        if source == written:
            return ()
        folded = self.lexicon.store.folder.fold(source)
        return folded.trace(0, len(folded.text), written)
