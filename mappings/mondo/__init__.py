"""Parts of the readers of MONDO's files: its release, JSON made of it, and the registries that it maps to."""
