"""Which nodes are one person or one engagement: clusters from proposals and decisions.

Mentions hang on nodes (`identities`), nodes are joined by **links** (what the identity stage thinks: same or unsure, with
a score and reasons) and by **decisions** of editors (same, different, unsure). A cluster is what is joined; its id is the
smallest of its nodes', so that the same nodes and links give the same ids in whatever order they came. An editor's word
goes before a proposal: "different" keeps two nodes apart even where others would join them, strongest links first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, or_, select, update

from elchi.errors import ConflictError, NotFoundError
from elchi.ledger import decided
from elchi.ledger import tables as t
from elchi.ledger.access import delete_where, insert_all, pieces, rows_where
from elchi.ledger.acts import Proposal
from elchi.ledger.summaries import rebuild

JUDGEMENTS = frozenset({"same", "different", "unsure"})
_Pair = tuple[str, str]


def settle(connection: Connection, kind: str, nodes: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """Cluster ids of nodes, and which nodes were unknown: they enter as clusters of their own until something joins them."""
    wanted = dict.fromkeys(nodes)
    known = {r.id: r.cluster_id for r in rows_where(connection, select(t.node), t.node.c.id, wanted)}
    fresh = [{"id": node, "kind": kind, "cluster_id": node} for node in wanted if node not in known]
    insert_all(connection, t.node, fresh)
    return known | {row["id"]: row["id"] for row in fresh}, {row["id"] for row in fresh}


def bound(connection: Connection, nodes: Iterable[str]) -> set[str]:
    """Those of the nodes that a link or a decision speaks of."""
    wanted = list(nodes)
    found = {
        r.subject for r in rows_where(connection, select(t.decision_subject), t.decision_subject.c.subject, wanted)
    }
    for column in (t.link.c.a, t.link.c.b):
        found |= {row[0] for row in rows_where(connection, select(column), column, wanted)}
    return found


def link(connection: Connection, kind: str, proposals: Sequence[Proposal]) -> set[str]:
    """Record proposals (a newer one on the same two nodes replaces the older) and regroup; the clusters concerned."""
    rows: dict[_Pair, dict[str, object]] = {}
    for p in proposals:
        if p.a != p.b:
            a, b = sorted((p.a, p.b))
            rows[(a, b)] = {
                "a": a, "b": b, "kind": kind, "verdict": p.verdict, "score": p.score, "reasons": p.reasons,
            }  # fmt: skip
    for piece in pieces(rows, 100):
        pairs = [(t.link.c.a == a) & (t.link.c.b == b) for a, b in piece]
        connection.execute(t.link.delete().where(or_(*pairs)))
    insert_all(connection, t.link, list(rows.values()))
    return regroup(connection, kind, {node for pair in rows for node in pair})


def unlink(connection: Connection, kind: str, nodes: Iterable[str]) -> set[str]:
    """Forget what was proposed for nodes (identity will propose anew) and regroup."""
    wanted = set(nodes)
    touched = set(wanted)
    for column in (t.link.c.a, t.link.c.b):
        for row in rows_where(connection, select(t.link), column, wanted):
            touched |= {row.a, row.b}
        delete_where(connection, column, wanted)
    return regroup(connection, kind, touched)


def block(connection: Connection, kind: str, keys: Mapping[str, Iterable[str]]) -> None:
    """Set the blocking keys of nodes."""
    delete_where(connection, t.block.c.node, keys)
    rows = [{"kind": kind, "key": key, "node": node} for node, many in keys.items() for key in dict.fromkeys(many)]
    insert_all(connection, t.block, rows)


def candidates(
    connection: Connection, kind: str, keys: Iterable[str], *, most: int | None = None
) -> dict[str, list[str]]:
    """Blocking key to the nodes that have it; with `most`, without keys that more nodes share."""
    found: dict[str, list[str]] = defaultdict(list)
    b = t.block.c
    wanted: Iterable[str] = dict.fromkeys(keys)
    if most is not None:
        counted = select(b.key).where(b.kind == kind).group_by(b.key).having(func.count() <= most)
        wanted = [row.key for row in rows_where(connection, counted, b.key, wanted)]
    for row in rows_where(connection, select(b.key, b.node).where(b.kind == kind), b.key, wanted):
        found[row.key].append(row.node)
    return found


def blocks(connection: Connection, kind: str, nodes: Iterable[str], *, beginning: str = "") -> dict[str, list[str]]:
    """Node to its blocking keys, all or those with a beginning."""
    found: dict[str, list[str]] = defaultdict(list)
    key = t.block.c.key
    query = select(t.block.c.node, key).where(t.block.c.kind == kind)
    if beginning:
        query = query.where(key >= beginning, key < beginning + chr(0x10FFFF))
    for row in rows_where(connection, query, t.block.c.node, dict.fromkeys(nodes)):
        found[row.node].append(row.key)
    return found


def proposals(connection: Connection, kind: str, nodes: Iterable[str]) -> list[Proposal]:
    """The links of nodes, in the order of their pairs."""
    wanted = dict.fromkeys(nodes)
    query = select(t.link).where(t.link.c.kind == kind)
    rows = {
        (row.a, row.b): row
        for column in (t.link.c.a, t.link.c.b)
        for row in rows_where(connection, query, column, wanted)
    }
    return [
        Proposal(
            a=a, b=b, verdict=row.verdict, score=row.score, reasons=tuple((str(n), float(w)) for n, w in row.reasons)
        )
        for (a, b), row in sorted(rows.items())
    ]


def propose(connection: Connection, kind: str, fresh: Sequence[Proposal], withdrawn: Sequence[_Pair]) -> set[str]:
    """Take back the links of withdrawn pairs, enter fresh ones, and regroup once; the clusters concerned."""
    for piece in pieces(withdrawn, 100):
        gone = [(t.link.c.a == a) & (t.link.c.b == b) for a, b in piece]
        connection.execute(t.link.delete().where(or_(*gone)))
    touched = link(connection, kind, fresh) if fresh else set()
    return touched | (regroup(connection, kind, {node for pair in withdrawn for node in pair}) if withdrawn else set())


def drop(connection: Connection, kind: str, nodes: Iterable[str]) -> None:
    """Remove nodes that no mention hangs on any more, with what was proposed for them."""
    wanted = list(nodes)
    unlink(connection, kind, wanted)
    delete_where(connection, t.block.c.node, wanted)
    delete_where(connection, t.node.c.id, wanted)


def regroup(connection: Connection, kind: str, nodes: Iterable[str]) -> set[str]:
    """Work out the clusters around nodes anew; returns the ids of all clusters that were touched."""
    members, edges, parted = _neighbourhood(connection, nodes)
    groups = _components(members, edges, parted)
    moved = {node: groups[node] for node, cluster in members.items() if groups[node] != cluster}
    if not moved:
        return set(groups.values())
    table, column = (t.person_mention, "person_id") if kind == "person" else (t.engagement, "event_id")
    rows = [{"of": node, "to": cluster} for node, cluster in moved.items()]
    connection.execute(update(t.node).where(t.node.c.id == bindparam("of")).values(cluster_id=bindparam("to")), rows)
    connection.execute(update(table).where(table.c.node == bindparam("of")).values({column: bindparam("to")}), rows)
    touched = set(groups.values()) | set(members.values())
    rebuild(connection, kind, touched)
    return touched


def check(connection: Connection, judgement: str, nodes: Sequence[str]) -> None:
    """Refuse a judgement that contradicts a standing one."""
    members, edges, parted = _neighbourhood(connection, nodes)
    human = [edge for edge in edges if edge[0] == 0]
    if judgement == "same":
        joined = [*human, *((0, 0.0, nodes[0], node) for node in nodes[1:])]
        groups = _components(members, joined, set())
        if clash := next((pair for pair in sorted(parted) if groups.get(pair[0]) == groups.get(pair[1])), None):
            raise ConflictError(f"{clash[0]} and {clash[1]} were judged different", mend="undo that decision first")
    if judgement == "different":
        groups = _components(members, human, set())
        if len({groups[node] for node in nodes}) < len(nodes):
            raise ConflictError(f"{' and '.join(nodes)} were judged the same", mend="undo that decision first")


def nodes_of(connection: Connection, subjects: Sequence[str]) -> tuple[str, list[str]]:
    """The kind and the nodes that ids of clusters, nodes or mentions mean."""
    kinds, nodes = set(), []
    for subject in subjects:
        row = connection.execute(select(t.node.c.kind, t.node.c.id).where(t.node.c.id == subject)).first()
        for kind, table in (("person", t.person_mention), ("engagement", t.engagement)):
            if row is None and (hit := connection.execute(select(table.c.node).where(table.c.id == subject)).first()):
                kinds.add(kind)
                nodes.append(hit.node)
                break
        else:
            if row is None:
                raise NotFoundError(f"there is no person or engagement {subject!r}")
            kinds.add(row.kind)
            nodes.append(row.id)
    if len(kinds) != 1:
        raise ConflictError("a person and an engagement cannot be compared")
    if len(set(nodes)) < len(nodes):
        raise ConflictError(f"{' and '.join(subjects)} are one already: nothing in their records tells them apart")
    return kinds.pop(), nodes


def _neighbourhood(
    connection: Connection, nodes: Iterable[str]
) -> tuple[dict[str, str], list[tuple[int, float, str, str]], set[_Pair]]:
    """All nodes that could be in one cluster with the given ones, the edges among them, and the pairs kept apart."""
    members: dict[str, str] = {}
    frontier = set(nodes)
    while frontier:
        at = [r.cluster_id for r in rows_where(connection, select(t.node.c.cluster_id), t.node.c.id, frontier)]
        rows = rows_where(connection, select(t.node), t.node.c.cluster_id, set(at))
        fresh = {r.id: r.cluster_id for r in rows if r.id not in members}
        members |= fresh
        frontier = _partners(connection, fresh) - set(members)
    judged, parted, unsure = _judgements(connection, members)
    edges = [(0, 0.0, a, b) for a, b in judged]
    query = select(t.link).where(t.link.c.verdict == "same")
    for row in rows_where(connection, query, t.link.c.a, members):
        pair = (row.a, row.b)
        if row.b in members and pair not in parted and pair not in unsure:
            edges.append((1, -row.score, row.a, row.b))
    return members, edges, parted


def _partners(connection: Connection, nodes: Mapping[str, str]) -> set[str]:
    """Nodes of the ledger that a link or a "same" ties to one of the given."""
    found: set[str] = set()
    same = select(t.link).where(t.link.c.verdict == "same")
    for column in (t.link.c.a, t.link.c.b):
        found |= {node for row in rows_where(connection, same, column, nodes) for node in (row.a, row.b)}
    for decision in decided.listed(connection, nodes, kinds=["same"], undone=False):
        found |= set(decision.subjects)
    known = rows_where(connection, select(t.node.c.id), t.node.c.id, found - set(nodes))
    return {row.id for row in known}


def _judgements(connection: Connection, nodes: Mapping[str, str]) -> tuple[list[_Pair], set[_Pair], set[_Pair]]:
    """Pairs that editors called the same (in order), different, and unsure."""
    pairs: dict[str, dict[_Pair, None]] = defaultdict(dict)
    for decision in decided.listed(connection, nodes, kinds=JUDGEMENTS, undone=False):
        subjects = [s for s in decision.subjects if s in nodes]
        for n, a in enumerate(subjects):
            for b in subjects[n + 1 :]:
                pairs[decision.kind][(min(a, b), max(a, b))] = None
    return list(pairs["same"]), set(pairs["different"]), set(pairs["unsure"])


def _components(
    members: Mapping[str, str], edges: Iterable[tuple[int, float, str, str]], parted: set[_Pair]
) -> dict[str, str]:
    """Node to cluster id: joined strongest edge first, unless that would bring a parted pair together."""
    group = {node: {node} for node in members}
    apart: dict[str, set[str]] = defaultdict(set)
    for a, b in parted:
        apart[a].add(b)
        apart[b].add(a)
    for _, _, a, b in sorted(edges):
        one, other = group[a], group[b]
        if one is other or (apart and any(apart.get(node, _NONE) & other for node in one)):
            continue
        one |= other
        for node in other:
            group[node] = one
    return {node: min(group[node]) for node in members}


_NONE: set[str] = set()
