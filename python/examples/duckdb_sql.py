"""DuckDB: articles come from a query, tables are queried as they lie in memory."""

import duckdb

import trichdan


def citations(articles: duckdb.DuckDBPyRelation) -> list[tuple[str, str, int]]:
    """Who names which law, and how often."""
    tables = trichdan.extract(articles)
    laws, statements = tables["laws"], tables["statements"]
    duckdb.register("laws", laws)
    duckdb.register("statements", statements)
    return duckdb.sql(
        "SELECT speaker_name, law_id, count(*) AS n FROM laws JOIN statements USING (statement_id) "
        "WHERE speaker_name IS NOT NULL AND law_id IS NOT NULL GROUP BY ALL ORDER BY n DESC, 1, 2"
    ).fetchall()
