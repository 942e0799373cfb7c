"""SHA256SUMS, as sha256sum itself reads it."""

import subprocess

from newscrawl.exporters.checksums import note_checksums


def check(folder):
    return subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)


def test_entries_are_added_replaced_and_left(tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  another.wacz\n", encoding="utf-8")
    for content in (b"old", b"new"):
        (tmp_path / "文章.jsonl").write_bytes(content)
        note_checksums(tmp_path / "文章.jsonl")
    (tmp_path / "a.csv").write_bytes(b"")
    assert list(note_checksums(tmp_path / "a.csv")) == ["a.csv"]
    lines = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert [line[66:] for line in lines] == ["a.csv", "another.wacz", "文章.jsonl"]
    assert check(tmp_path).stdout.splitlines() == ["a.csv: OK", "another.wacz: FAILED open or read", "文章.jsonl: OK"]
    (tmp_path / "a.csv").write_bytes(b"changed")
    assert "a.csv: FAILED" in check(tmp_path).stdout
