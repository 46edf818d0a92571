"""What lives as long as the process: urgent tasks, and the agents of each organisation."""

from app.features.agents.adapters.in_place import InPlace, in_place
from app.features.agents.adapters.staffing import Staffing, made_here

__all__ = ["InPlace", "Staffing", "in_place", "made_here"]
