"""Finds what lessons are about and what leads from one to another: taggers and linkers, each a table."""
