"""pandas: every dtype that holds strings, and the index of the texts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tables

from cnfin_terms import Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[pandas]'")
pd = pytest.importorskip("pandas", reason="needs pip install 'cnfin-terms[pandas]'")

from cnfin_terms.adapters import pandas as adapter  # noqa: E402

DTYPES: dict[str, Any] = {
    "str": "str", "string": "string", "object": object, "category": "category", "arrow": pd.ArrowDtype(pa.string()), "large": pd.ArrowDtype(pa.large_string()),
}
INDEX = [f"page {number}" for number in range(len(tables.TEXTS))]


def plain(series: Any) -> Any:
    """The lists as Python reads them from Arrow."""
    return series.array.__arrow_array__().to_pylist()


@pytest.mark.parametrize("dtype", DTYPES.values(), ids=DTYPES)
def test_strings_of_every_dtype(tiny: Linker, dtype: Any) -> None:
    texts = pd.Series(tables.TEXTS, dtype=dtype, index=INDEX)
    found = adapter.mentions(texts, linker=tiny)
    assert plain(found) == tables.lists_of(tiny)
    assert found.index.equals(texts.index)
    assert found.isna().tolist() == [text is None for text in tables.TEXTS]


def test_rows_stand_under_the_index_of_their_text(tiny: Linker) -> None:
    index = pd.MultiIndex.from_tuples([(name, number) for number, name in enumerate(INDEX)], names=["page", "n"])
    rows = adapter.mention_rows(pd.Series(tables.TEXTS, index=index), linker=tiny)
    wanted = tables.rows_of(tiny)
    assert rows.index.names == ["page", "n"]
    assert rows.index.get_level_values("n").tolist() == [row["row"] for row in wanted]
    assert pa.Table.from_pandas(rows, preserve_index=False).to_pylist() == [{name: value for name, value in row.items() if name != "row"} for row in wanted]


def test_an_index_with_labels_twice_is_repeated_as_it_is(tiny: Linker) -> None:
    assert adapter.mention_rows(pd.Series(["QFRA", "QPB"], index=["a", "a"]), linker=tiny)["id"].to_dict() == {"a": "qpb"}


@pytest.mark.parametrize("texts", [[], [None], [float("nan"), pd.NA, pd.NaT]])
def test_nothing_and_everything_that_means_missing(tiny: Linker, texts: list[Any]) -> None:
    series = pd.Series(texts, dtype=object)
    assert plain(adapter.mentions(series, linker=tiny)) == [None] * len(texts)
    rows = adapter.mention_rows(series, linker=tiny)
    assert len(rows) == 0
    assert rows.columns[0] == "start"


def test_a_lone_surrogate_harms_nothing(tiny: Linker) -> None:
    """A Python str may hold what Arrow cannot."""
    rows = adapter.mention_rows(pd.Series(["\ud800 QFRA"], dtype=object), linker=tiny)
    assert rows[["start", "id"]].values.tolist() == [[2, "qfra"]]


@pytest.mark.parametrize("dates", [
    pd.Series(["2017-06-01", None, "2018-01-01"]), pd.to_datetime(pd.Series(["2017-06-01", None, "2018-01-01"])),
    pd.Series([date(2017, 6, 1), None, datetime(2018, 1, 1, 12)], dtype=object),  # noqa: DTZ001
    pd.Series([date(2017, 6, 1), None, date(2018, 1, 1)], dtype=pd.ArrowDtype(pa.date32())),
], ids=["strings", "datetimes", "objects", "arrow"])
def test_dates_of_every_dtype(tiny: Linker, dates: Any) -> None:
    found = adapter.mentions(pd.Series(["QFRA"] * 3), as_of=dates, region=pd.Series(["hk", None, None]), linker=tiny)
    wanted = [tiny.link("QFRA", "2017-06-01", "hk"), tiny.link("QFRA"), tiny.link("QFRA", "2018-01-01")]
    assert plain(found) == [tables.mentions_of(document) for document in wanted]


def test_mistakes_are_named(tiny: Linker) -> None:
    with pytest.raises(OptionError, match="row 1, counted from 0, is a bytes"):
        adapter.mentions(pd.Series(["QFRA", b"QFRA"]), linker=tiny)
    with pytest.raises(OptionError, match="texts is a pandas Series, not list"):
        adapter.mentions(["QFRA"], linker=tiny)
    with pytest.raises(OptionError, match="as_of has another index"):
        adapter.mentions(pd.Series(["QFRA"]), as_of=pd.Series(["2024"], index=[7]), linker=tiny)


def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("pandas", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
