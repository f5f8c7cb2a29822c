"""Sets each page that names other pages once more at most: numbers are put in as soon as they are known.

Knows WeasyPrint's insides (its version is pinned). WeasyPrint mistakes a number read from an attribute for one
of its own page, and so sets contents and index three times.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

_ATTRIBUTES = ("data-to", "href")
"""Where our templates keep the anchor whose page is asked for."""


def count_soon() -> None:
    """Put our way of collecting page numbers in place of WeasyPrint's own, in this process."""
    from weasyprint.css.targets import CounterLookupItem, TargetCollector

    def collect(
        self: Any,
        parent_box: Any,
        css_token: str,
        parse_again: Any,
        missing: list[str],
        missing_of_targets: Mapping[str | None, list[str]],
    ) -> None:
        """Remember a content that waits for numbers, under the anchors whose numbers they are."""
        if not self.collecting or not (missing or missing_of_targets):
            return
        if parent_box.missing_link is None:
            parent_box.missing_link = parent_box
        own = [] if any(missing is names for names in missing_of_targets.values()) else missing
        targets = {name or _anchor_of(parent_box): names for name, names in missing_of_targets.items()}
        item = CounterLookupItem(parse_again, own, targets)
        if (
            self.counter_lookup_items.setdefault((parent_box, css_token), item) is item
            and css_token == "content"
        ):
            for name in targets:
                self.__dict__.setdefault("waiting", {}).setdefault(name, []).append(item)

    def met(self: Any, name: str, numbers: Any, page: int, page_maker: Any) -> None:
        """An anchor's page is known: tell it to every content that waits, laid out or not."""
        target = None if self.collecting else self.target_lookup_items.get(name)
        if target is None or target.state != "up-to-date":
            return
        target.page_maker_index = page
        if target.cached_page_counter_values == numbers:
            return
        is_new = target.cached_page_counter_values.get("page") != numbers.get("page")
        target.cached_page_counter_values = copy.deepcopy(numbers)
        for item in self.__dict__.get("waiting", {}).get(name, ()) if is_new else ():
            if item.page_maker_index is not None and item.page_maker_index < len(page_maker):
                page_maker[item.page_maker_index][-1]["content_changed"] = True
            item.parse_again(item.cached_page_counter_values)

    TargetCollector.collect_missing_counters = collect
    TargetCollector.cache_target_page_counters = met


def _anchor_of(box: Any) -> str:
    """The anchor that an element asks the page of."""
    found = (box.element.get(name, "") for name in _ATTRIBUTES)
    return next((value[1:] for value in found if value.startswith("#")), "")
