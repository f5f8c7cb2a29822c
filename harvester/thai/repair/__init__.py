"""Repair of broken Thai, as the text layers of old PDFs hold it. Standard library only. `repairer().repair(text)`
gives the text, every change with its confidence, and the damage found."""

from harvester.thai.repair.normalise import normalise
from harvester.thai.repair.repairer import Change, Repaired, Repairer, looks_broken, repairer

__all__ = ["Change", "Repaired", "Repairer", "looks_broken", "normalise", "repairer"]
