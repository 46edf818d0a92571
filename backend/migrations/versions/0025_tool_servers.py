"""Tool servers, and their tools as somebody agreed to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "tool_servers",
        sa.Column("org_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("header", sa.String(length=64), nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_tool_servers")),
        sa.UniqueConstraint("org_id", "name", name=op.f("uq_tool_servers_org_id_name")),
        comment='{"scoped": true}',
        info={"scoped": True},
    )
    op.create_table(
        "server_tools",
        sa.Column("org_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("server_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pending", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("effect", sa.String(length=5), nullable=False),
        sa.Column("agents", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("effect in ('read', 'write')", name=op.f("ck_server_tools_effect")),
        sa.CheckConstraint("status in ('new', 'approved', 'changed', 'gone')", name=op.f("ck_server_tools_status")),
        sa.ForeignKeyConstraint(
            ["org_id", "server_id"],
            ["tool_servers.org_id", "tool_servers.id"],
            name=op.f("fk_server_tools_org_id_server_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_server_tools")),
        sa.UniqueConstraint("org_id", "server_id", "name", name=op.f("uq_server_tools_org_id_server_id_name")),
        comment="{\"checks\": {\"ck_server_tools_effect\": \"effect in ('read', 'write')\", \"ck_server_tools_status\": \"status in ('new', 'approved', 'changed', 'gone')\"}, \"scoped\": true}",
        info={"scoped": True},
    )
    op.protect_table("tool_servers", scoped=True)
    op.protect_table("server_tools", scoped=True)


def downgrade() -> None:
    op.release_table("server_tools")
    op.release_table("tool_servers")
    op.drop_table("server_tools")
    op.drop_table("tool_servers")
