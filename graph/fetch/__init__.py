"""Download pinned releases of the sources into the cache."""
