"""From sources to a published build: plan, map, load, infer, validate, describe."""
