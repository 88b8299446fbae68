"""The pools of worker processes that answer queries, and the queue in front of each."""
