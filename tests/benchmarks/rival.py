"""Serve the store of a build with rdflib-endpoint, set up as its documentation shows, on oxrdflib, its fastest store.

Arguments: the store's folder and a port.
"""

import sys

import uvicorn
from oxrdflib.store import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main() -> None:
    """Serve until killed."""
    folder, port = sys.argv[1:]
    dataset = Dataset(store=OxigraphStore(store=Store.read_only(folder)), default_union=True)
    app = SparqlEndpoint(graph=dataset, path="/query", cors_enabled=False)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")


if __name__ == "__main__":
    main()
