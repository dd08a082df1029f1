"""From the frame with a row for each article to tables, in the words of Spark SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import Window
from pyspark.sql import functions as F

from . import _native

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_LISTS = ("statements", "laws", "initiatives")


def tables(records: DataFrame, whole: bool) -> dict[str, DataFrame]:
    """The tables of a frame of records; those that sum a run up only where that is whole."""
    if whole:
        records = _settled(records)
    found = {name: records.where(F.size(name) > 0).select(F.inline(name)) for name in _LISTS}
    documents = records.where("document IS NOT NULL").select("document.*")
    rejects = records.where("reject IS NOT NULL").select("reject.*")
    found = {"documents": documents, **found, "rejects": rejects}
    return {**found, **_index(records)} if whole else found


# --- which articles repeat an earlier one, and which ids are taken -----------------------------------------------------

_ORDER = "struct<file: string, number: bigint, text: string, rest: bigint>"


def _order(document: Column) -> Column:
    """What articles are ordered by: where they come from, the number behind a last ``#`` as a number."""
    uri = document["source_uri"]
    number = F.regexp_extract(uri, r"#(\d{1,18})$", 1)
    return F.struct(
        F.regexp_replace(uri, r"#\d{1,18}$", "").alias("file"),
        F.when(number != "", number.cast("long")).otherwise(F.lit(0)).alias("number"),
        document["content_hash"].alias("text"),
        # Articles that come from the same place are told apart by all that is known of them.
        F.xxhash64(document).alias("rest"),
    )


def _settled(records: DataFrame) -> DataFrame:
    """The records with repeated articles marked and without their rows, and with rejects for those whose id is taken.

    The verdicts are those of the command line, which goes through the articles one by one: an id belongs to the first
    article that has it; an article with a taken id and another text is refused; of the others with one text the first
    counts, and one whose id is taken gets ``id~2``, ``id~3`` ... Ids and hashes alone are shuffled.
    """
    document = F.col("document")
    records = records.withColumn("order", F.when(document.isNotNull(), _order(document)))
    keys = records.where("document IS NOT NULL").select(
        F.col("document.doc_id").alias("id"), F.col("document.content_hash").alias("text"), "order"
    )
    # An id that ends in ~2 may also have been made: such ids are judged together with those that they may be made of.
    keys = keys.withColumn("family", F.regexp_replace("id", r"(~\d+)+$", ""))
    keys = keys.withColumn("size", F.count("*").over(Window.partitionBy("family")))
    alone = keys.where("size = 1").selectExpr("id", "text", "order", "CAST(NULL AS string) AS made", "false AS refused")
    shared = (
        keys.where("size > 1")
        .groupBy("family")
        .applyInArrow(_judge, f"id string, text string, order {_ORDER}, made string, refused boolean")
    )
    judged = alone.unionByName(shared)
    of_text = Window.partitionBy("text").orderBy("order")
    kept = judged.where("NOT refused").withColumns(
        {"of": F.first("id").over(of_text), "at": F.row_number().over(of_text)}
    )
    refused = judged.where("refused").selectExpr("order", "refused", "made", "CAST(NULL AS string) AS of")
    verdicts = refused.unionByName(kept.where("at > 1").select("order", "refused", "made", "of"))
    return _apply(records.join(verdicts, "order", "left"))


def _judge(family: pa.Table) -> pa.Table:
    """Goes through the articles of one family of ids in their order."""
    rows = sorted(family.select(["id", "text", "order"]).to_pylist(), key=lambda row: tuple(row["order"].values()))
    taken: dict[str, str] = {}
    for row in rows:
        row.update(made=None, refused=False)
        if row["id"] not in taken:
            taken[row["id"]] = row["text"]
        elif taken[row["id"]] != row["text"]:
            row["refused"] = True
        else:
            number = 2
            while (made := f"{row['id']}~{number}") in taken:
                number += 1
            taken[made] = row["text"]
            row["made"] = made
    # Without a word on what cannot be null: Spark declares the same.
    order = pa.struct([(field.name, field.type) for field in family.schema.field("order").type])
    kinds = {"id": pa.string(), "text": pa.string(), "order": order, "made": pa.string(), "refused": pa.bool_()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def _apply(records: DataFrame) -> DataFrame:
    """Carries out verdicts: ``refused``, or ``of`` and perhaps ``made``."""
    document, of, refused = F.col("document"), F.col("of"), F.coalesce(F.col("refused"), F.lit(False))
    none = F.lit(0).cast("int")
    repeated = document.withField("duplicate_of", of)
    repeated = repeated.withField("doc_id", F.coalesce(F.col("made"), document["doc_id"]))
    for name in _LISTS:
        repeated = repeated.withField(name, none)
    quoted = F.regexp_replace(document["doc_id"], r'(["\\])', r"\\$1")
    message = F.concat(F.lit('the id "'), quoted, F.lit('" already stands for an earlier document with another text'))
    reject = F.struct(
        document["source_uri"].alias("source_uri"),
        F.lit("ingest").alias("stage"),
        F.lit("duplicate_id").alias("code"),
        message.alias("message"),
        F.lit(None).cast("bigint").alias("offset"),
    )
    lists = {
        name: F.when(refused | of.isNotNull(), F.array().cast(records.schema[name].dataType)).otherwise(F.col(name))
        for name in _LISTS
    }
    return records.select(
        "order",
        F.when(refused, None).when(of.isNotNull(), repeated).otherwise(document).alias("document"),
        *(lists[name].alias(name) for name in _LISTS),
        F.when(refused, reject).otherwise(F.col("reject")).alias("reject"),
    )


# --- the tables that sum a run up --------------------------------------------------------------------------------------


def _rows(records: DataFrame, name: str) -> DataFrame:
    """The rows of a table with ``at``, their place in the whole, and id and day of their document."""
    # In Viet Nam, whatever the session's time zone: microseconds of seven hours, of a day.
    days = "CAST(floor((unix_micros(document.published_at) + 25200000000L) / 86400000000L) AS int)"
    day = f"date_add(DATE'1970-01-01', {days}) AS day"
    rows = records.where(F.size(name) > 0).select(
        F.expr("document.doc_id AS document"), F.expr(day), "order", F.posexplode(name).alias("place", "row")
    )
    return rows.select("document", "day", F.struct("order", "place").alias("at"), "row.*")


def _first(column: str, name: str) -> Column:
    """The first value that there is."""
    return F.min_by(column, F.when(F.col(column).isNotNull(), F.col("at"))).alias(name)


def _seen() -> list[Column]:
    return [
        F.countDistinct("document").alias("documents"),
        F.min("day").alias("first_date"),
        F.max("day").alias("last_date"),
    ]


def _index(records: DataFrame) -> dict[str, DataFrame]:
    statements, laws, initiatives = (_rows(records, name) for name in _LISTS)
    parts = ("name", "kind", "role", "org", "org_id", "country")
    speakers = (
        statements.where("speaker_id IS NOT NULL")
        .groupBy("speaker_id")
        .agg(*(_first(f"speaker_{part}", part) for part in parts), F.count("*").alias("statements"), *_seen())
    )
    law_index = (
        laws.where("law_id IS NOT NULL")
        .groupBy("law_id")
        .agg(
            _first("doc_type", "doc_type"),
            _first("law_title", "title"),
            _first("law_year", "year"),
            F.count("*").alias("mentions"),
            *_seen(),
        )
    )
    return {"speakers": speakers, "law_index": law_index, "organizations": _organizations(statements, initiatives)}


def _organizations(statements: DataFrame, initiatives: DataFrame) -> DataFrame:
    """Registered bodies by the statements that they or their people made and the initiatives that they take part in."""
    spoke = F.expr("coalesce(speaker_org_id, CASE WHEN speaker_id LIKE 'org:%' THEN substring(speaker_id, 5) END)")
    spoken = statements.select(spoke.alias("org_id"), "document", "day", F.lit(1).alias("s"), F.lit(0).alias("i"))
    party = F.explode(F.array_distinct("participants.id"))
    joined = initiatives.select(party.alias("org_id"), "document", "day", F.lit(0).alias("s"), F.lit(1).alias("i"))
    counted = (
        spoken.unionByName(joined)
        .where("org_id IS NOT NULL")
        .groupBy("org_id")
        .agg(F.sum("s").alias("statements"), F.sum("i").alias("initiatives"), *_seen())
    )
    session = statements.sparkSession
    known: list[Any] = _native.organizations()
    bodies = session.createDataFrame(known, "org_id string, name string, kind string, country string")
    columns = [field.name for field in _native.schema("organizations")]
    return counted.join(F.broadcast(bodies), "org_id").select(columns)
