"""Download pinned, newest or locked releases of the sources into the cache."""
