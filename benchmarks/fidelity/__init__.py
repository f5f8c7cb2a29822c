"""Pieces of the measure of the harvest desk."""
