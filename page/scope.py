"""The choice of plans that questions are kept to: all, or those ticked; a region or a year ticks its plans."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence

from markupsafe import Markup

from corpus.types import Plan
from page.conversation import Plans
from page.markup import tag
from qa.versions import superseded

NOWHERE = "未写明地区"


def chooser(plans: Sequence[Plan], chosen: Plans, model: str = "") -> Markup:
    """A button that says what is chosen, and the sheet behind it; beside it the switch of the language model, if there is one."""
    regions = dict.fromkeys(plan.region for plan in plans)
    older = superseded(plans)
    groups = (_group(region, [plan for plan in plans if plan.region == region], chosen, older) for region in regions)
    sheet = tag(
        "details",
        tag("summary", tag("span", "范围"), label(plans, chosen)),
        tag("div", _shortcuts(plans), *groups, class_="sheet", role="group", aria_label="提问范围"),
        class_="scope",
        data_chosen=bool(chosen),
    )
    return tag("div", sheet, _switch(model) if model else None, class_="asking")


def _switch(model: str) -> Markup:
    """The browser keeps how it stands; see ``static/scope.js``."""
    box = tag("input", type="checkbox", name="worded", checked=True, id="worded")
    return tag(
        "label", box, tag("span", "用模型措辞"), class_="switch", title=f"{model}；答案逐句核对，不符的换成台账原文"
    )


def label(plans: Sequence[Plan], chosen: Plans) -> str:
    """What is chosen in a few words."""
    kept = [plan for plan in plans if plan.id in chosen]
    if not kept or len(kept) == len(plans):
        return "全部方案"
    if len(kept) == 1:
        return kept[0].title
    for word, group in _groups(plans).items():
        if group == [plan.id for plan in kept]:
            return word
    return f"{len(kept)} 个方案"


def _groups(plans: Sequence[Plan]) -> dict[str, list[str]]:
    """The plans of each region and of each year, by what people call them."""
    regions = {plan.region or NOWHERE: [each.id for each in plans if each.region == plan.region] for plan in plans}
    years = sorted({plan.year for plan in plans if plan.year})
    return {**regions, **{f"{year}年": [plan.id for plan in plans if plan.year == year] for year in years}}


def _shortcuts(plans: Sequence[Plan]) -> Markup:
    groups = _groups(plans)
    years = {name: ids for name, ids in groups.items() if name not in {plan.region or NOWHERE for plan in plans}}
    return tag("p", _choose("全部方案", ()), *(_choose(name, ids) for name, ids in years.items()), class_="shortcuts")


def _choose(name: str, ids: Iterable[str]) -> Markup:
    return tag("button", name, type="button", data_plans=json.dumps(list(ids), ensure_ascii=False))


def _group(region: str, plans: Sequence[Plan], chosen: Plans, older: Container[str]) -> Markup:
    ids = json.dumps([plan.id for plan in plans], ensure_ascii=False)
    heading = tag("button", region or NOWHERE, type="button", data_plans=ids, title="只选这个地区")
    boxes = (_box(plan, plan.id in chosen, plan.id in older) for plan in plans)
    return tag("fieldset", tag("legend", heading), *boxes)


def _box(plan: Plan, ticked: bool, older: bool) -> Markup:
    box = tag("input", type="checkbox", value=plan.id, checked=ticked, id=f"scope-{plan.id}")
    year = tag("small", f"{plan.year}年") if plan.year and str(plan.year) not in plan.title else None
    return tag("label", box, tag("span", plan.title), year, tag("small", "旧版") if older else None)
