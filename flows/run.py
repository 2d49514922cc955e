"""The main job as a Prefect flow: what is new is read and extracted in batches, then all written.

The ledger in the registry decides what is new before any task is made. Workers return rows; only
the flow writes, batch by batch, so that a run that is stopped loses nothing it had finished.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.runtime import task_run

from flows.progress import Progress
from pipeline.export.release import export_all
from pipeline.extract import extractor_version
from pipeline.ingest.outcome import FailureCode
from pipeline.ingest.read import READER_VERSION
from pipeline.inputs import find_files
from pipeline.registry.model import Input, Registry
from pipeline.registry.store import FILE_NAME, Store, open_store
from pipeline.settings import DEFAULT_INPUT, DEFAULT_OUT, default_workers
from pipeline.summary import Summary, summarise
from pipeline.work import Job, Pool, Result, fingerprint

BATCH_SIZE = 32
RETRIES = 2
