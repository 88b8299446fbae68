"""Data extension: the values of properties of things that a table's rows were matched with, by one query.

https://reconciliation-api.github.io/specs/0.2/#data-extension-service
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from rarekg.graph.endpoint.search import properties
from rarekg.graph.endpoint.search.batch import IRI, json_object
from rarekg.graph.endpoint.search.entity_ids import entity_id
from rarekg.graph.endpoint.search.manifest import LIMIT_SETTING, Json
from rarekg.graph.endpoint.search.prevalence import prevalence_text
from rarekg.graph.endpoint.search.properties import Property
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress, expand, prefix_map

MOST_IDS, MOST_PROPERTIES = 100, 50
RANK = "rank"  # what orders phenotypes: their typicality of the disease
_PREFIXES = "".join(
    f"PREFIX {name}: <{prefix_map()[name]}>\n"
    for name in ("IAO", "RO", "biolink", "dcterms", "oboInOwl", "rdfs", "rkg", "skos")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The ``ids`` of things as the client has them, and for each property the most values it wants, None for all."""

    ids: tuple[str, ...]
    properties: tuple[tuple[Property, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a thing: an IRI with its label, or a text."""

    text: str
    label: str = ""


def extension(text: str) -> Extension:
    """Return the extension that ``text`` asks for.

    >>> extension('{"ids": ["MONDO_0010580"], "properties": [{"id": "genes"}]}').properties[0][0].values
    'gene'

    Raises:
        QueryError: It is none, or asks for a property that there is not, or for too much.
    """
    sent = json_object(text, "extend")
    ids, wanted = sent.get("ids"), sent.get("properties")
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        raise QueryError("extend has a list of ids, which are strings")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise QueryError("extend has a list of properties, each an object with the id of a property")
    for name, count, most in (("ids", len(ids), MOST_IDS), ("properties", len(wanted), MOST_PROPERTIES)):
        if count > most:
            raise QueryError(f"extend has at most {most} {name}, not {count}")
    return Extension(ids=tuple(dict.fromkeys(ids)), properties=tuple(map(_wanted, wanted)))


def _wanted(sent: Json) -> tuple[Property, int | None]:
    name, chosen = sent.get("id"), sent.get("settings") or {}
    if not isinstance(name, str):
        raise QueryError("each property of extend has an id, which is a string")
    limit = chosen.get(LIMIT_SETTING) if isinstance(chosen, dict) else chosen
    try:  # OpenRefine sends what a person typed
        most = int(float(limit)) if limit not in (None, "") else 0
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryError(f"the limit of {name} is a whole number from 0, not {str(limit)[:50]!r}") from error
    if most < 0:
        raise QueryError(f"the limit of {name} is a whole number from 0, not {most}")
    return properties.find(name), most or None


def nodes(names: SearchIndex, curies: Iterable[str]) -> dict[str, str]:
    """Return the IRIs of things and of the diseases tied to them, each with the CURIE of the thing."""
    tied = names.tied
    return {expand(node): curie for curie in dict.fromkeys(curies) for node in (*tied.get(curie, ()), curie)}


def query(wanted: Sequence[Property], iris: Iterable[str]) -> str:
    """Return the query for the values of ``wanted``, '' if none of them needs one.

    Its rows are a property, a thing, the value and its label; of prevalences and ranks, the node between as well.
    """
    values = " ".join(str(NamedNode(iri)) for iri in sorted(iris))
    branches = list(dict.fromkeys(branch for known in wanted for branch in _branches(known))) if values else []
    union = "\n  UNION ".join(f"{{ VALUES ?thing {{ {values} }} {branch} }}" for branch in branches)
    return f"{_PREFIXES}SELECT DISTINCT ?property ?thing ?value ?label ?node {{\n  {union}\n}}" if branches else ""


def _branches(known: Property) -> Iterator[str]:
    if known.path:
        labelled = " OPTIONAL { ?value rdfs:label ?label }" if known.values else ""
        yield f'?thing {known.path} ?value .{labelled} BIND("{known.id}" AS ?property)'
    if known.id == "phenotypes":
        yield (
            f'?node rkg:ofDisease ?thing ; rkg:ofPhenotype ?value ; rkg:typicality ?label . BIND("{RANK}" AS ?property)'
        )
    if known.id == "prevalence":
        yield (
            "?thing rkg:hasPrevalence ?node . ?node ?value ?number . OPTIONAL { ?number rdfs:label ?words } "
            'BIND(COALESCE(?words, STR(?number)) AS ?label) BIND("prevalence" AS ?property)'
        )
    if properties.is_registry(known):
        for relation in ("skos:exactMatch", "oboInOwl:hasDbXref"):
            yield f'?thing {relation} ?value . BIND("{relation}" AS ?property)'


def read(results: bytes, things: Mapping[str, str]) -> dict[tuple[str, str], list[Value]]:
    """Return the values by CURIE of the thing and property, from the ``results`` of :func:`query`, in SPARQL JSON.

    ``things`` has the CURIE for each node, as :func:`nodes` returns it.
    """
    solutions = parse_query_results(results, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    found: defaultdict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    prevalences: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    ranks: defaultdict[tuple[str, str], float] = defaultdict(float)
    for name, node, value, label, between in map(_texts, solutions):
        curie = things[node]
        if name == RANK:
            ranks[curie, value] = max(ranks[curie, value], float(label))
        elif name == "prevalence":
            prevalences[curie, between][value.rpartition("#")[2]] = label
        else:
            known = found[curie, name].get(value)
            found[curie, name][value] = Value(text=value, label=min(label, known.label) if known else label)
    for (curie, _), stated in prevalences.items():
        if text := prevalence_text(stated):
            found[curie, "prevalence"][text] = Value(text=text)
    return {
        (curie, name): _sorted(values.values(), {value: ranks[curie, value] for value in values})
        for (curie, name), values in found.items()
    }


def _texts(solution: Iterable[object]) -> tuple[str, ...]:
    return tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in solution)


def _sorted(values: Iterable[Value], ranks: Mapping[str, float]) -> list[Value]:
    return sorted(values, key=lambda value: (-ranks[value.text], value.label.casefold(), value.text))


def answer(
    asked: Extension, curies: Mapping[str, str | None], values: Mapping[tuple[str, str], Sequence[Value]]
) -> Json:
    """Return the response: a row for each id, with no values where the graph states none.

    ``curies`` has the CURIE that each id leads to, None if it leads to nothing.
    """
    rows: Json = {}
    for name in asked.ids:
        curie = curies[name]
        rows[name] = {
            known.id: [] if curie is None else _cells(curie, known, values)[:most] for known, most in asked.properties
        }
    return {"meta": [known.meta() for known, _ in asked.properties], "rows": rows}


def _cells(curie: str, known: Property, values: Mapping[tuple[str, str], Sequence[Value]]) -> list[Json]:
    if known.id == IRI:
        return [{"str": expand(curie)}]
    if properties.is_registry(known):
        return [{"str": identifier} for identifier in _ids(curie, known.id, values)]
    found = values.get((curie, known.id), ())
    if known.values is None:
        return [{"str": value.text} for value in found]
    return [_entity(value) for value in found]


def _entity(value: Value) -> Json:
    curie = compress(value.text) or value.text
    return {"id": entity_id(curie) if ":" in curie else curie, "name": value.label or curie}


def _ids(curie: str, prefix: str, values: Mapping[tuple[str, str], Sequence[Value]]) -> list[str]:
    """Return the ids in a registry: the thing's own, its exact matches, or without any its cross-references."""
    own = [curie] if curie.startswith(f"{prefix}:") else []
    for relation in ("skos:exactMatch", "oboInOwl:hasDbXref"):
        others = (compress(value.text) or "" for value in values.get((curie, relation), ()))
        if found := [*own, *sorted(other for other in others if other.startswith(f"{prefix}:"))]:
            return list(dict.fromkeys(found))
    return []
