"""Child processes: the worker that answers SPARQL, its sandbox, its frames, and memory."""
