"""Fetch, build, check, publish, ask: the store and the command line around it."""
