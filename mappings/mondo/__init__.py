"""Parts of the readers of MONDO's files: its release, and JSON made of it."""
