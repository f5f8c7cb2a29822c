"""Text on disk to lessons, vocabulary, trials and collections, with positions and Thai diagnostics."""

from harvester.reading.lesson import LessonReading, read_lesson
from harvester.reading.library import Reading, read_library

__all__ = ["LessonReading", "Reading", "read_lesson", "read_library"]
