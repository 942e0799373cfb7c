"""Peers that are missing are told, and columns are won only where we are better than each that tells them."""

import json
import subprocess
import sys

import parts
import peerhouse
import pytest
from read_pages import COLUMNS, compare, means
from results import Result

from tests.conftest import ROOT


def test_without_peers_ours_are_measured_and_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(parts, "PEER", tmp_path / "python")
    result = Result("parts", "The parts")
    assert parts.measure_peers({}, 1, result) == {}
    assert result.notes == ["There are no peers: `make bench` installs them into `.venv-peers`."]


def test_a_peer_that_is_not_installed_is_named_and_the_others_are_measured():
    given = {
        "dates": [["今天", "2022-06-13"]],
        "bodies": ["<p>天</p>"],
        "names": ["常州日报"],
        "ids": ["NW000000000020"],
    }
    command = [sys.executable, ROOT / "benchmarks" / "peers" / "parts.py", "1"]  # with our environment, which has few
    told = json.loads(
        subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True).stdout
    )
    assert {"dateparser", "xpinyin"} <= set(told["missing"])
    assert "dates" not in told
    assert told["ids"]["sqlite-utils"] > 0


@pytest.mark.parametrize(("module", "there"), [("json", True), ("no_such_peer", False)])
def test_whether_a_peer_is_there(module, there, monkeypatch):
    monkeypatch.setattr(peerhouse, "PEER", peerhouse.Path(sys.executable))
    assert peerhouse.is_there(module) is there


def test_there_is_none_without_their_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(peerhouse, "PEER", tmp_path / "python")
    assert not peerhouse.is_there("json")


def test_a_reader_is_not_scored_on_what_it_never_tells():
    rows = [{"title": 1.0, "day": 0.0, "none_wrong": 1.0, "body": 0.5, "≥.9": 0.0}] * 2
    assert means(rows, [{"title": "题", "text": "文"}, {}]) == {"title": 1.0, "body": 0.5, "≥.9": 0.0}
    assert means(rows, [{"published": "2022-06-13", "authors": ["方圆"]}, {}]) == {"day": 0.0, "none_wrong": 1.0}


OURS = dict.fromkeys(COLUMNS, 0.9)


@pytest.mark.parametrize(
    ("theirs", "lost"),
    [
        ({"title": 0.89, "body": 0.5}, 0),
        ({"title": 0.9, "body": 0.5}, 1),
        ({"title": 0.95, "body": 0.91}, 2),
        ({}, 0),
    ],
    ids=["worse in all", "as good in one", "better in two", "tells nothing"],
)
def test_a_column_is_won_only_by_being_better(theirs, lost):
    result = Result("read_pages", "Reading a page")
    compare(result, 5.0, OURS, {"quick": (20.0, {"title": 0.1}), "slow": (60.0, theirs)})
    assert {figure.name: figure.value for figure in result.figures} == {
        "fastest peer ÷ ours": 4.0,
        "columns not won": lost,
    }
    assert result.notes[0].startswith("The fastest peer is quick.")
