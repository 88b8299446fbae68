"""Resolve identifiers and names to the terms that the graph uses."""
