"""Daft: a column with the laws that each article names."""

import daft
import pyarrow as pa

import trichdan


@daft.func.batch(return_dtype=daft.DataType.list(daft.DataType.string()))
def law_ids(ids: daft.Series, texts: daft.Series) -> list[list[str]]:
    batch = pa.table({"id": ids.to_arrow(), "text": texts.to_arrow()})
    found: dict[str, list[str]] = {}
    for row in trichdan.extract(batch, piece=True, threads=1)["laws"].to_pylist():
        found.setdefault(row["doc_id"], []).append(row["law_id"])
    return [found.get(id, []) for id in ids.to_pylist()]
