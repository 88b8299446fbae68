"""The gate: SHACL shapes and reference rules that a graph must satisfy before it is published."""
