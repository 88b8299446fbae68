"""Resolve the ids and names of sources to the terms of the graph."""
