"""The ways a lesson comes in: what editors, forms and reviewers are given, all of it made from the one schema."""
