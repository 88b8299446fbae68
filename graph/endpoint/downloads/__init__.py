"""The files of a release over HTTP: their page, ranges, entity tags."""
