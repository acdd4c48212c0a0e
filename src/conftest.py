"""Examples in docstrings run where what they need is installed."""

from importlib.util import find_spec

collect_ignore_glob = [
    f"cnfin_terms/{modules}" for modules, needs in (
        ("arrow/*", "pyarrow"), ("adapters/pandas.py", "pandas"), ("adapters/polars.py", "polars"), ("adapters/duckdb.py", "duckdb"),
        ("adapters/spark.py", "pyspark"), ("adapters/ray.py", "ray"),
    ) if find_spec("pyarrow") is None or find_spec(needs) is None
]
