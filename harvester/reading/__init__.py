"""Text on disk to lessons, vocabulary, trials and collections, with positions and Thai diagnostics."""

from harvester.reading.lesson import LessonReading, read_lesson
from harvester.reading.library import read_library

__all__ = ["LessonReading", "read_lesson", "read_library"]
