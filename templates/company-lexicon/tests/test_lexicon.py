"""What our names must and must not do. Add a line whenever one did the wrong thing."""

import pytest

from cnfin_terms import Lexicon, Linker


@pytest.fixture(scope="session")
def linker() -> Linker:
    return Linker(Lexicon.default().with_packs("example"))


@pytest.mark.parametrize(("text", "links"), [
    ("绿健一号与EXCD", [("绿健一号", "example-green-fund"), ("EXCD", "example-credit-desk")]),
    ("the Financial Street regulator", [("the Financial Street regulator", "nfra")]),
    ("他住在绿健一号楼。", []),
])
def test_links(linker: Linker, text: str, links: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.id) for mention in linker.link(text)] == links
