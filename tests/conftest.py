"""What holds for every test: hypothesis judges what a property says and never how long the machine took."""

from hypothesis import settings

settings.register_profile("rarekg", deadline=None)
settings.load_profile("rarekg")
