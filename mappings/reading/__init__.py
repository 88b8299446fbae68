"""Shared by readers: tab-separated tables, issues, unread fields, floors, frequency notation."""
