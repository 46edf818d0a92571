"""What lives as long as the process: urgent tasks, and the agents of each organisation."""

from app.features.agents.adapters.in_place import InPlace, in_place
from app.features.agents.adapters.staffing import Staffing, forget_everywhere, made_here, staff_signals

__all__ = ["InPlace", "Staffing", "forget_everywhere", "in_place", "made_here", "staff_signals"]
