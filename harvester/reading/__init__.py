"""Text on disk to lessons, vocabulary, trials and collections, with positions and Thai diagnostics."""
