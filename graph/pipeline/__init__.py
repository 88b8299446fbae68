"""From sources to a published build: plan, map, load, describe, validate, publish."""
