"""Validate tables of KGX by `kgx` without a network: MODEL NODES EDGES, the report as JSON.

The toolkit reads Biolink's model by its address when it is imported. Here it gets the file MODEL, and the files that
this one imports from an older package `biolink-model`, which is installed with it.
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
PACKAGE = Path(found.submodule_search_locations[0])
VIEW = SchemaView(sys.argv[1], importmap={"attributes": str(PACKAGE / "schema" / "attributes")})


def init(self: object, schema: object = None, predicate_map: object = None) -> None:
    """Take the model of the package in place of the one at an address."""
    vars(self).update(view=VIEW, pmap={"predicate mappings": []})


bmt.toolkit.Toolkit.__init__ = init

import kgx.config  # noqa: E402
from kgx.cli.cli_utils import validate  # noqa: E402

# The schema declares prefixes of its own; the file of the package has those of the maps that it refers to as well.
prefixes = json.loads((PACKAGE / "prefixmaps" / "biolink_model_prefix_map.json").read_text(encoding="utf-8"))
declared = {name: one.prefix_reference for name, one in VIEW.schema.prefixes.items()}
kgx.config.jsonld_context_map["biolink"] = prefixes | declared
report = validate(sys.argv[2:], "tsv", None, None, None)
json.dump({"version": VIEW.schema.version, "report": report}, sys.stdout)
