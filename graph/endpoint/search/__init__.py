"""Search over HTTP: JSON, suggestions and the reconciliation service."""
