"""The gate: SHACL shapes and reference rules that a graph must meet before it is published."""
