"""Validate tables of KGX by `kgx` without a network: NODES EDGES, the report as JSON.

The toolkit reads Biolink's model by its address when it is imported; here it gets the files that the package
`biolink-model` ships.
"""

import importlib.util
import json
import sys
from pathlib import Path

import bmt.toolkit
from linkml_runtime.utils.schemaview import SchemaView

found = importlib.util.find_spec("biolink_model")
assert found is not None
assert found.submodule_search_locations is not None
MODEL = Path(found.submodule_search_locations[0])
VIEW = SchemaView(str(MODEL / "schema" / "biolink_model.yaml"))


def init(self: object, schema: object = None, predicate_map: object = None) -> None:
    """Take the model of the package in place of the one at an address."""
    vars(self).update(view=VIEW, pmap={"predicate mappings": []})


bmt.toolkit.Toolkit.__init__ = init

import kgx.config  # noqa: E402
from kgx.cli.cli_utils import validate  # noqa: E402

if not kgx.config.jsonld_context_map.get("biolink"):
    prefixes = json.loads((MODEL / "prefixmaps" / "biolink_model_prefix_map.json").read_text(encoding="utf-8"))
    kgx.config.jsonld_context_map["biolink"] = prefixes
report = validate(sys.argv[1:], "tsv", None, None, None)
json.dump({"version": VIEW.schema.version, "report": report}, sys.stdout)
