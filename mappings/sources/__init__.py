"""One module and one ``.toml`` file for each source: the reader and the metadata."""
