"""Views for people who look into the database itself (Datasette, psql): names instead of ids, lists as words."""

# ruff: noqa: S608 - every word of these queries is ours

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VIEWS = {
    "v_people": """
        SELECT p.name, p.name_en, p.position, p.represents, p.first_seen, p.last_seen, p.documents, p.id FROM person p
    """,
    "v_positions": """
        SELECT p.name, p.name_en, m.position, m.position_class, m.represents, min(m.known) AS first_seen,
               max(m.known) AS last_seen, count(DISTINCT m.document_id) AS documents, p.id AS person_id
        FROM person_mention m JOIN person p ON p.id = m.person_id WHERE m.position IS NOT NULL
        GROUP BY p.id, p.name, p.name_en, m.position, m.position_class, m.represents
    """,
    "v_engagements": """
        SELECT e.first_day AS day, e.kind, e.status, ({parties_of_e}) AS parties, ({topics_of_e}) AS topics,
               ({people_of_e}) AS participants,
               (SELECT max(r.city) FROM engagement r WHERE r.event_id = e.id) AS city, e.documents, e.id
        FROM event e
    """,
    "v_outcomes": """
        SELECT o.day, o.kind, o.quote, ({parties_of_o}) AS parties, ({topics_of_o}) AS topics, o.due, o.amount, o.currency,
               o.verdict, d.source, d.url, o.id
        FROM outcome o JOIN document d ON d.id = o.document_id
    """,
    "v_figures": """
        SELECT o.day, o.indicator, o.value, o.unit, o.period, ({parties_of_o}) AS parties, d.source, d.url, o.id
        FROM figure o JOIN document d ON d.id = o.document_id
    """,
}


def upgrade() -> None:
    """Create the views; only joining words differs between the two databases."""
    words = "group_concat({0}, ', ')" if op.get_bind().dialect.name == "sqlite" else "string_agg({0}, ', ')"
    parts = {}
    for table in ("e", "o"):
        for column in ("party", "topic"):
            inner = f"SELECT {column} AS word FROM {column} WHERE record_id = {table}.id ORDER BY {column}"
            name = "parties" if column == "party" else "topics"
            parts[f"{name}_of_{table}"] = f"SELECT {words.format('word')} FROM ({inner}) AS listed"
    inner = (
        "SELECT DISTINCT p.name AS word FROM engagement r JOIN engagement_person ep ON ep.engagement_id = r.id"
        " JOIN person_mention m ON m.id = ep.mention_id JOIN person p ON p.id = m.person_id"
        " WHERE r.event_id = e.id ORDER BY p.name"
    )
    parts["people_of_e"] = f"SELECT {words.format('word')} FROM ({inner}) AS listed"
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query.format(**parts)}")
