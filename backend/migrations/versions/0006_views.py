"""saved views, and the one each person begins with"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "views",
        sa.Column("org_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=63), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("shared", sa.String(length=20), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("layout in ('list', 'board', 'calendar', 'chart')", name=op.f("ck_views_layout")),
        sa.CheckConstraint("shared in ('private', 'organization')", name=op.f("ck_views_shared")),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_views")),
        comment="{\"checks\": {\"ck_views_layout\": \"layout in ('list', 'board', 'calendar', 'chart')\", \"ck_views_shared\": \"shared in ('private', 'organization')\"}, \"scoped\": true}",
        info={"scoped": True},
    )
    op.create_index("ix_views_entity", "views", ["org_id", "entity", "position", "id"], unique=False)
    op.create_index("uq_views_own_name", "views", ["org_id", "entity", "owner_id", sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "view_defaults",
        sa.Column("org_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=63), nullable=False),
        sa.Column("view_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "view_id"], ["views.org_id", "views.id"], name=op.f("fk_view_defaults_org_id_view_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_view_defaults")),
        sa.UniqueConstraint("org_id", "user_id", "entity", name=op.f("uq_view_defaults_org_id_user_id_entity")),
        comment='{"scoped": true}',
        info={"scoped": True},
    )
    op.create_index(op.f("ix_view_defaults_org_id_view_id"), "view_defaults", ["org_id", "view_id"], unique=False)
    op.protect_table("views", scoped=True)
    op.protect_table("view_defaults", scoped=True)


def downgrade() -> None:
    op.protect_table("view_defaults")
    op.protect_table("views")
    op.drop_index(op.f("ix_view_defaults_org_id_view_id"), table_name="view_defaults")
    op.drop_table("view_defaults")
    op.drop_index("uq_views_own_name", table_name="views")
    op.drop_index("ix_views_entity", table_name="views")
    op.drop_table("views")
