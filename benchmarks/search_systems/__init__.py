"""Search systems measured side by side: each module answers the same queries over the same articles."""
