"""Polars: the statements of a lazy frame, batch by batch."""

import polars as pl

import trichdan


def statements(articles: pl.LazyFrame) -> pl.LazyFrame:
    def work(batch: pl.DataFrame) -> pl.DataFrame:
        return pl.from_arrow(trichdan.extract(batch, piece=True)["statements"])

    schema = pl.from_arrow(trichdan.schema("statements").empty_table()).schema
    return articles.map_batches(work, schema=schema, streamable=True)
