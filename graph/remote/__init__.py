"""Stores that are reached over HTTP: query one in place of the embedded store, load a build into one."""
