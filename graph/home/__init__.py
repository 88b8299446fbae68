"""The folder on disk that holds fetched sources and builds: find it, list its builds, publish one."""
