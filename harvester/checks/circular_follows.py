"""Lessons that follow one another in a ring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.model import DeclaredLink, Library
from harvester.model.diagnostics import Finding


def circular_follows(library: Library) -> Iterator[Finding]:
    """บทเรียนต่อกันเป็นวงกลม ไม่รู้ว่าต้องทำเรื่องไหนก่อน

    follows แปลว่าควรทำเรื่องนั้นมาก่อน ถ้าเรื่องแรกต่อจากเรื่องที่สอง เรื่องที่สองจะต่อจากเรื่องแรกอีกไม่ได้

    *ผิด / Bad:*

        # ใน first-visit.md
        links: {follows: [second-visit]}
        # ใน second-visit.md
        links: {follows: [first-visit]}

    *ถูก / Good:*

        # ใน second-visit.md เท่านั้น
        links: {follows: [first-visit]}
    """
    edges: dict[str, dict[str, DeclaredLink]] = {}
    for lesson in library.lessons:
        for link in lesson.links:
            if link.kind == "follows" and link.target in library.by_id:
                edges.setdefault(lesson.id, {}).setdefault(library.by_id[link.target].id, link)
    rings = _rings({source: tuple(targets) for source, targets in edges.items()})
    for source, targets in edges.items():
        for target, link in targets.items():
            if rings.get(source, source) == rings.get(target, "") or source == target:
                message = f"“{source}” ต่อจาก “{target}” แต่ “{target}” ก็ต่อจาก “{source}” วนกันอยู่"
                if source == target:
                    message = "บทเรียนนี้ต่อจากตัวเอง"
                yield Finding(
                    link.place,
                    message,
                    "เลือกว่าเรื่องไหนต้องทำก่อน แล้วลบ follows ของเรื่องนั้น",
                    width=len(link.target),
                )


def _rings(edges: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Each node that stands in a ring to a name of that ring (strongly connected components, Tarjan, iterative)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    ring: dict[str, str] = {}
    done = sum(map(len, edges.values())) + len(edges) + 1
    for root in edges:
        if root in order:
            continue
        work = [(root, iter(edges.get(root, ())))]
        order[root] = low[root] = len(order)
        stack.append(root)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    members = [stack.pop()]
                    while members[-1] != node:
                        members.append(stack.pop())
                    if len(members) > 1:
                        ring |= dict.fromkeys(members, node)
                    order |= dict.fromkeys(members, done)
            elif following not in order:
                order[following] = low[following] = len(order)
                stack.append(following)
                work.append((following, iter(edges.get(following, ()))))
            else:
                low[node] = min(low[node], order[following])
    return ring
