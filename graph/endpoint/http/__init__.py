"""HTTP for every route: service state, routing, negotiation, conditional responses, cache, compression."""
