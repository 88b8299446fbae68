"""The home: the folder on disk with fetched sources and builds. Find it, list its builds, publish one."""
