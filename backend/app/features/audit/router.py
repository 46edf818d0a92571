"""/audit-logs."""

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import StreamingResponse

from app.features.audit.adapters import Check
from app.features.audit.schemas import AuditExportQuery, AuditQuery, Verification
from app.features.audit.service import AuditService
from app.kit.core.history import Entry
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/audit-logs", "audit")
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@r.get("", response_model=Page[Entry])
@allow("audit:read")
async def list_audit_logs(ctx: Ctx, query: Annotated[AuditQuery, Query()]) -> Any:
    """Who did what: every change with old and new values, and sign-ins, exports, imports; newest first."""
    return await AuditService(ctx).find(query)


@r.get("/export", response_class=StreamingResponse)
@allow("audit:read", tool=False)
async def export_audit_logs(ctx: Ctx, query: Annotated[AuditExportQuery, Query()]) -> StreamingResponse:
    """The filtered audit log as CSV or JSON."""
    headers = {"Content-Disposition": f'attachment; filename="audit-logs.{query.format}"'}
    return StreamingResponse(AuditService(ctx).export(query), media_type=MEDIA[query.format], headers=headers)


@r.get("/verify", response_model=Verification)
@allow("audit:read")
async def verify_audit_logs(ctx: Ctx) -> Any:
    """Whether the audit log is as it was written: every entry, every seal, and the daily anchors."""
    return await Check(ctx).run()
