"""Ray Data: the laws of a data set, each worker with an extractor of its own."""

import pyarrow as pa
import ray.data

import trichdan


class Laws:
    def __init__(self) -> None:
        self.extractor = trichdan.Extractor(threads=1)

    def __call__(self, batch: pa.Table) -> pa.Table:
        return self.extractor.extract(batch, piece=True)["laws"]


def laws(articles: ray.data.Dataset, workers: int = 2) -> ray.data.Dataset:
    return articles.map_batches(Laws, batch_format="pyarrow", batch_size=1024, concurrency=workers)
