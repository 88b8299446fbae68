"""Fill a store with the quads that a mapping process writes, each of its streams as soon as it begins.

The store's loader sorts a million quads at a time, or what there is when a stream ends. So the ontologies, which are
streams of their own, are sorted while the next source is read; of one stream, the loader would wait for its first
million while one of two processors has nothing to do.
"""

from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from pyoxigraph import RdfFormat, Store

from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.mapper_client import Emitter
from rarekg.graph.process import memory


def load(store: Store, emitter: Emitter) -> Counts:
    """Load all that ``emitter`` writes; return what was counted.

    Raises SourceError where a source is not what it says it is, ValidationError where a statement is not RDF, OSError
    where the store cannot be written.
    """
    with ThreadPoolExecutor(max_workers=len(emitter.streams)) as pool:
        loads = [pool.submit(_bulk_load, store, stream) for stream in emitter.streams]
        wait(loads, return_when=FIRST_EXCEPTION)
        if any(one.done() and one.exception() for one in loads):
            emitter.stop()  # which ends the other streams
    failed = [error for one in loads if (error := one.exception())]
    refused = next((error for error in failed if isinstance(error, SyntaxError)), None)
    if failed and refused is None:
        raise failed[0]
    return emitter.counts(refused)


def _bulk_load(store: Store, stream: int) -> None:
    # Lenient of IRIs alone, which costs a sixth of the loading: the gate parses each of them strictly.
    store.bulk_load(path=f"/dev/fd/{stream}", format=RdfFormat.N_QUADS, lenient=True)
    memory.give_back()  # for the other streams
