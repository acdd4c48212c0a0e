"""A linker on its way to workers: small, made once in a process, and never another than the driver's."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator

import pytest
import tables

from cnfin_terms import ArtifactError, Lexicon, Linker

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[arrow]'")

from cnfin_terms.arrow.plans import Rows, Source, With  # noqa: E402
from cnfin_terms.arrow.shipped import Shipped, _made, ship  # noqa: E402

BATCH = pa.record_batch({"body": list(tables.TEXTS)})


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """No test finds what another made."""
    _made.cache_clear()
    yield
    _made.cache_clear()


def arrived(shipped: Shipped) -> Shipped:
    return pickle.loads(pickle.dumps(shipped))  # type: ignore[no-any-return]  # noqa: S301  (our own)


@pytest.fixture
def installed(small: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker on which the tests' own lexicon is the default one."""
    monkeypatch.setattr(Lexicon, "default", classmethod(lambda _cls: small))


@pytest.mark.usefixtures("installed")
def test_a_plan_arrives_and_gives_the_same_bytes(tiny: Linker) -> None:
    for plan in (With(Source("body"), roles="roles"), Rows(Source("body"))):
        shipped = ship(plan, tiny)
        assert len(pickle.dumps(shipped)) < 2_000
        (here,), (there,) = plan.batches(tiny, [BATCH]), arrived(shipped)([BATCH])
        assert there.serialize().equals(here.serialize())
        assert there.schema.equals(here.schema, check_metadata=True)


@pytest.mark.usefixtures("installed")
def test_tasks_of_one_process_share_one_linker(tiny: Linker) -> None:
    first, second = (arrived(ship(plan, tiny)) for plan in (With(Source("body")), Rows(Source("body"))))
    assert first.linker() is second.linker()
    assert first.linker() is not arrived(ship(first.plan, Linker(tiny.lexicon, min_score=0.9))).linker()


@pytest.mark.usefixtures("installed")
def test_options_and_overlays_travel(overlaid: Callable[[str], Linker]) -> None:
    over = overlaid('[my-house]\ntype = "institution"\nkind = "company"\nzh = "我的小屋金融公司"\nen = "My House Finance"\nsources = ["https://house.example/"]\n')
    linker = arrived(ship(Rows(Source("body")), Linker(over.lexicon, types={"institution"}))).linker()
    assert linker.lexicon.fingerprint == over.lexicon.fingerprint
    assert [mention.id for mention in linker.link("我的小屋金融公司行长高峰").mentions] == ["my-house"]


def test_another_lexicon_is_refused_with_both_names(tiny: Linker, real: Linker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lexicon, "default", classmethod(lambda _cls: real.lexicon))
    with pytest.raises(ArtifactError, match=rf"{tiny.lexicon.fingerprint[:12]}.*here is {real.lexicon.fingerprint[:12]}; install the same version"):
        arrived(ship(With(Source("body")), tiny)).linker()


def test_what_is_no_linker_is_refused() -> None:
    with pytest.raises(TypeError, match="a str arrived"):
        Shipped(With(Source("body")), pickle.dumps("no linker"), ("", "")).linker()
