"""The one table of formats: of graphs, of query results, and of pages, with their names, suffixes and serializers.

A worker process reads it too, so it imports the engine and nothing else.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

Engine = TypeVar("Engine")


class Format(NamedTuple, Generic[Engine]):
    """A format by the ``name`` that this package gives it; ``engine`` is what the engine calls it.

    A response has the first of ``media_types``; the others are accepted for it too. ``described`` is the local name of
    its IRI in http://www.w3.org/ns/formats/, '' for none. ``prefixed`` formats abbreviate IRIs by declared prefixes.
    """

    name: str
    media_types: tuple[str, ...]
    suffix: str
    engine: Engine
    described: str = ""
    prefixed: bool = False

    @property
    def media_type(self) -> str:
        """The media type of a response, without parameters."""
        return self.media_types[0]


def _by_name(*formats: Format[Engine]) -> Mapping[str, Format[Engine]]:
    return MappingProxyType({form.name: form for form in formats})


# The servers' favourites come first. Solutions and booleans: https://www.w3.org/TR/sparql11-results-json/ and its like.
RESULTS = _by_name(
    Format(
        name="json",
        media_types=("application/sparql-results+json", "application/json", "text/json"),
        suffix="json",
        engine=QueryResultsFormat.JSON,
        described="SPARQL_Results_JSON",
    ),
    Format(
        name="xml",
        media_types=("application/sparql-results+xml", "application/xml", "text/xml"),
        suffix="xml",
        engine=QueryResultsFormat.XML,
        described="SPARQL_Results_XML",
    ),
    Format(
        name="csv",
        media_types=("text/csv",),
        suffix="csv",
        engine=QueryResultsFormat.CSV,
        described="SPARQL_Results_CSV",
    ),
    Format(
        name="tsv",
        media_types=("text/tab-separated-values",),
        suffix="tsv",
        engine=QueryResultsFormat.TSV,
        described="SPARQL_Results_TSV",
    ),
)
# Triples, as the endpoint serves them.
GRAPHS = _by_name(
    Format(
        name="turtle",
        media_types=("text/turtle", "application/x-turtle"),
        suffix="ttl",
        engine=RdfFormat.TURTLE,
        described="Turtle",
        prefixed=True,
    ),
    Format(
        name="ntriples",
        media_types=("application/n-triples", "text/plain"),
        suffix="nt",
        engine=RdfFormat.N_TRIPLES,
        described="N-Triples",
    ),
    Format(
        name="rdfxml",
        media_types=("application/rdf+xml", "application/xml", "text/xml"),
        suffix="rdf",
        engine=RdfFormat.RDF_XML,
        described="RDF_XML",
        prefixed=True,
    ),
    Format(
        name="jsonld",
        media_types=("application/ld+json", "application/json"),
        suffix="jsonld",
        engine=RdfFormat.JSON_LD,
        described="JSON-LD",
    ),
)
# Named graphs with their triples.
DATASETS = _by_name(
    Format(
        name="nquads",
        media_types=("application/n-quads",),
        suffix="nq",
        engine=RdfFormat.N_QUADS,
        described="N-Quads",
    ),
    Format(
        name="trig",
        media_types=("application/trig",),
        suffix="trig",
        engine=RdfFormat.TRIG,
        described="TriG",
        prefixed=True,
    ),
)
# What a whole build is written as; ``engine.supports_datasets`` is true of those that hold named graphs.
DUMPS: Mapping[str, Format[RdfFormat]] = MappingProxyType({**DATASETS, **GRAPHS})
# What a document is written as.
RDF: Mapping[str, Format[RdfFormat]] = MappingProxyType({**GRAPHS, **DATASETS})
HTML = Format(name="html", media_types=("text/html",), suffix="html", engine=None)

SERVED: tuple[Format[Any], ...] = (*RESULTS.values(), *GRAPHS.values())
# What an address may end in after a dot; ``csv`` is a table of a disease's phenotypes.
DOCUMENTS: Mapping[str, Format[Any]] = MappingProxyType({**RDF, HTML.name: HTML, "csv": RESULTS["csv"]})
_ALL: Mapping[str, Format[Any]] = MappingProxyType({**RESULTS, **DUMPS, HTML.name: HTML})


def _offers(formats: Mapping[str, Format[Engine]]) -> Mapping[str, str]:
    sent = {form.media_type: form.name for form in formats.values()}
    also = {media_type: form.name for form in formats.values() for media_type in form.media_types[1:]}
    return MappingProxyType({**sent, **also})


# Media type → name, for negotiation: those sent come first and so win where a client likes several as much.
RESULT_OFFERS, GRAPH_OFFERS, DATASET_OFFERS = _offers(RESULTS), _offers(GRAPHS), _offers(DATASETS)


def media_type(name: str) -> str:
    """Return the media type of the format ``name``, without parameters.

    >>> media_type("rdfxml"), media_type("csv"), media_type("html")
    ('application/rdf+xml', 'text/csv', 'text/html')
    """
    return _ALL[name].media_type


def content_type(name: str) -> str:
    """Return the Content-Type of the format ``name``; text is in UTF-8.

    >>> content_type("turtle"), content_type("jsonld")
    ('text/turtle; charset=utf-8', 'application/ld+json')
    """
    sent = media_type(name)
    return f"{sent}; charset=utf-8" if sent.startswith("text/") else sent
