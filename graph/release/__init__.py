"""A folder to publish: every dump and table of a build with checksums, licences, citation, changes, and machine-readable descriptions."""
