"""SPARQL 1.1 over HTTP: queries, service description, graph store, VoID, example queries."""
