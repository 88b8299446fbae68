"""What holds for every test: hypothesis judges what a property says and no time; Ctrl-C works."""

import signal

from hypothesis import settings

settings.register_profile("rarekg", deadline=None)
settings.load_profile("rarekg")

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
