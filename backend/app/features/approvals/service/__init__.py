"""What agents propose: who may decide, what is then done exactly once, how it is taken back."""

from app.features.approvals.service.deciding import ApprovalService, leave_unsure
from app.features.approvals.service.editing import args_hash
from app.features.approvals.service.reading import approvals_in, find_approvals, seen, shown
from app.features.approvals.service.undoing import DECIDE, undo

__all__ = ["DECIDE", "ApprovalService", "approvals_in", "args_hash", "find_approvals", "leave_unsure", "seen", "shown", "undo"]
