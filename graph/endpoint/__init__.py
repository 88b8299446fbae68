"""The graph on the web: SPARQL 1.1 Protocol, service description, graph store, and the limits that keep it up."""
