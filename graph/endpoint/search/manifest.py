"""The manifest of the reconciliation service, and the types of things that it has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rarekg.graph.endpoint.search.entity_ids import SPACE
from rarekg.graph.search.thing import Kind

PATH = "/reconcile"
VERSIONS = ("0.1", "0.2")
SCHEMA_SPACE = "https://w3id.org/rarekg/"
NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        "disease": "Disease",
        "phenotype": "Phenotype",
        "gene": "Gene",
        "inheritance": "Mode of inheritance",
        "term": "Other term of HPO",
    }
)
WIDTH, HEIGHT = 400, 160  # of a preview, in pixels
LIMIT_SETTING = "limit"

Json = dict[str, Any]


def manifest(address: str) -> Json:
    """Return the manifest of the service at ``address``."""
    service, flyout = {"service_url": address + PATH}, {"flyout_service_path": "/flyout?id=${id}"}
    return {
        "versions": VERSIONS,
        "name": "rarekg: rare diseases, phenotypes, genes",
        "identifierSpace": SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "documentation": f"{address}/about",
        "defaultTypes": [type_of(kind) for kind in NAMES],
        "view": {"url": f"{address}{PATH}/view?id={{{{id}}}}"},
        "preview": {"url": f"{address}{PATH}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": {**service, "service_path": "/suggest/entity", "flyout_service_url": address + PATH, **flyout},
            "type": {**service, "service_path": "/suggest/type"},
            "property": {**service, "service_path": "/suggest/property"},
        },
        "extend": {
            "propose_properties": {**service, "service_path": "/extend/propose"},
            "property_settings": [
                {
                    "name": LIMIT_SETTING,
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "How many values a row gets at most; 0 is all of them",
                }
            ],
        },
    }


def type_of(kind: Kind) -> Json:
    """Return a kind as a type.

    >>> type_of("gene")
    {'id': 'gene', 'name': 'Gene'}
    """
    return {"id": kind, "name": NAMES[kind]}


def types(prefix: str) -> Json:
    """Return the types whose name or id has ``prefix`` in it."""
    folded = prefix.casefold()
    return {"result": [type_of(kind) for kind, name in NAMES.items() if folded in f"{name}\n{kind}".casefold()]}
