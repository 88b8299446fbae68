"""A folder to publish: dumps and tables of a build, with checksums, licences and descriptions for programs."""
