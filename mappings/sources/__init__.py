"""One module and one .toml per source: the reader of its format and all that is not code about it."""
