"""Shared by readers: tab-separated tables, issues, unread fields, bounds, frequency notation."""
