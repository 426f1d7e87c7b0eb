"""What is counted beforehand: engagements by month, topic, party and pair; who held what. Indexes for large ledgers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FILLED = """
    INSERT INTO tally (kind, a, b, month, n)
    SELECT 'event', '', '', substr(first_day, 1, 7), count(*) FROM event GROUP BY substr(first_day, 1, 7);
    INSERT INTO tally (kind, a, b, month, n)
    SELECT 'topic', t.topic, '', substr(e.first_day, 1, 7), count(*) FROM topic t JOIN event e ON e.id = t.record_id
    WHERE t.kind = 'event' GROUP BY t.topic, substr(e.first_day, 1, 7);
    INSERT INTO tally (kind, a, b, month, n)
    SELECT 'party', p.party, '', substr(e.first_day, 1, 7), count(*) FROM party p JOIN event e ON e.id = p.record_id
    WHERE p.kind = 'event' GROUP BY p.party, substr(e.first_day, 1, 7);
    INSERT INTO tally (kind, a, b, month, n)
    SELECT 'pair', p.a, p.b, substr(e.first_day, 1, 7), count(*) FROM pair p JOIN event e ON e.id = p.event_id
    GROUP BY p.a, p.b, substr(e.first_day, 1, 7);
    INSERT INTO tally (kind, a, b, month, n)
    SELECT 'party-topic', p.party, t.topic, substr(e.first_day, 1, 7), count(*) FROM event e
    JOIN party p ON p.record_id = e.id JOIN topic t ON t.record_id = e.id
    WHERE p.kind = 'event' AND t.kind = 'event' GROUP BY p.party, t.topic, substr(e.first_day, 1, 7);
    INSERT INTO occupancy (person_id, position, position_class, represents, first_seen, last_seen, documents)
    SELECT person_id, position, coalesce(position_class, ''), coalesce(represents, ''), min(known), max(known),
    count(DISTINCT document_id) FROM person_mention WHERE position > ''
    GROUP BY person_id, position, coalesce(position_class, ''), coalesce(represents, '')
"""


def upgrade() -> None:
    op.create_table(
        "tally",
        *[sa.Column(name, KEY, nullable=False) for name in ("kind", "a", "b", "month")],
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "a", "b", "month", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tally_kind_b", "tally", ["kind", "b"], unique=False)
    op.create_table(
        "occupancy",
        *[
            sa.Column(name, KEY, nullable=False)
            for name in ("person_id", "position", "position_class", "represents", "first_seen", "last_seen")
        ],
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "position", "position_class", "represents", name=op.f("pk_occupancy")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_occupancy_last_seen", "occupancy", ["last_seen"], unique=False)
    op.create_index("ix_occupancy_represents_last_seen", "occupancy", ["represents", "last_seen"], unique=False)
    offered = sa.text("opportunity IS NOT NULL")
    op.create_index(
        "ix_outcome_offered", "outcome", ["day", "id"], unique=False, sqlite_where=offered, postgresql_where=offered
    )
    op.create_index(
        "ix_person_mention_person_id_position_known", "person_mention", ["person_id", "position", "known"], unique=False
    )
    op.create_index("ix_tie_one_state_known", "tie", ["one_state", "known"], unique=False)
    op.create_index("ix_tie_other_state_known", "tie", ["other_state", "known"], unique=False)
    for statement in FILLED.split(";"):
        op.execute(statement)
