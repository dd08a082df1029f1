"""The rest of the package: runs, laws, explanations, its description of itself."""

from __future__ import annotations

import doctest
import inspect
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from articles import ROOT, articles

import trichdan

SENTENCES = (
    "Chiều 12/6, ông Trần Văn Mẫu, Cục trưởng Cục Đo đạc, cho biết Luật Đất đai <b>2024</b> đã có hiệu lực. "
    "“Chúng tôi sẽ làm đúng luật”, ông Mẫu nói."
)


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "timing.json")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_run_writes_the_bytes_of_the_command_line(trichdan_run, tmp_path):
    pipeline = ROOT / "pipelines/sample.toml"
    trichdan_run(pipeline, "--output", tmp_path / "a", cwd=ROOT)
    seen = []
    os.chdir(ROOT)
    summary = trichdan.run(pipeline, output=tmp_path / "b", progress=seen.append)
    expected = files(tmp_path / "a")
    assert files(tmp_path / "b") == expected
    manifest = json.loads(expected["manifest.json"])
    assert summary.output == tmp_path / "b"
    assert (summary.documents, sum(summary.rejects.values())) == (
        manifest["documents"],
        manifest["records"] - manifest["documents"],
    )
    assert summary.rows["laws"] == pq.read_table(tmp_path / "b/laws.parquet").num_rows
    assert seen[0]["documents"] == 0
    assert seen[-1]["documents"] == summary.documents
    # Packed inputs are counted as they were unpacked.
    assert seen[-1]["bytes"] == seen[-1]["total_bytes"] >= summary.input_bytes > 0


def test_run_with_choices(tmp_path, capsys):
    pq.write_table(articles(60), tmp_path / "a.parquet")
    summary = trichdan.run(
        inputs=tmp_path / "a.parquet", output=tmp_path / "out", formats=["jsonl"], threads=1, progress=True
    )
    assert sorted(files(tmp_path / "out"))[:3] == ["croissant.json", "datapackage.json", "documents.jsonl"]
    assert f"{summary.documents} documents" in capsys.readouterr().err
    with pytest.raises(trichdan.errors.OutputError, match="--overwrite|overwrite"):
        trichdan.run(inputs=[tmp_path / "a.parquet"], output=tmp_path / "out")
    again = trichdan.run(inputs=[tmp_path / "a.parquet"], output=tmp_path / "out", formats=["jsonl"], incremental=True)
    assert again.documents == summary.documents


def test_too_many_rejects_are_a_warning(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Một."}\nno json\n')
    with pytest.warns(trichdan.RejectsWarning, match="1 of 2 records were refused"):
        summary = trichdan.run(inputs=tmp_path / "a.jsonl", output=tmp_path / "out")
    assert summary.rejects == {"bad_json": 1} and summary.too_many_rejects


def test_errors_have_the_words_of_the_command_line(trichdan_run, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("[output.parquet]\nzstd_level = 40\n")
    cases = [
        ((bad,), {}, trichdan.errors.PipelineError),
        ((None, [tmp_path / "nothing.txt"]), {}, trichdan.errors.InputError),
        ((tmp_path / "none.toml",), {}, trichdan.errors.PipelineError),
    ]
    for arguments, options, kind in cases:
        flat = [
            part
            for argument in arguments
            if argument
            for part in (argument if isinstance(argument, list) else [argument])
        ]
        said = trichdan_run(*flat, cwd=tmp_path, code=2)
        with pytest.raises(kind) as error:
            trichdan.run(*arguments, output=tmp_path / "out", **options)
        assert said.strip() == f"trichdan: {error.value}"
    with pytest.raises(trichdan.errors.PipelineError, match="no input is named"):
        trichdan.run()
    with pytest.raises(trichdan.errors.PipelineError, match="min_confidence 2 is out of range"):
        trichdan.Extractor(min_confidence=2)
    with pytest.raises(trichdan.errors.PipelineError, match="no format xls, expected some of csv"):
        trichdan.run(inputs=ROOT / "README.md", formats=["xls"])


def test_what_the_callable_raises_ends_the_run(tmp_path):
    pq.write_table(articles(300), tmp_path / "a.parquet")

    def fail(said):
        if said["documents"]:
            raise ZeroDivisionError("enough")

    with pytest.raises(ZeroDivisionError, match="enough"):
        trichdan.run(inputs=tmp_path / "a.parquet", output=tmp_path / "out", progress=fail)
    assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_an_extraction():
    script = (
        "import pyarrow as pa, trichdan\n"
        "batch = pa.record_batch({'text': ['Ông Trần Văn Mẫu nói trời đẹp.\\n\\n' * 20] * 500})\n"
        "def forever():\n"
        "    print('begun', flush=True)\n"
        "    while True: yield batch\n"
        "try: trichdan.extract(pa.RecordBatchReader.from_batches(batch.schema, forever()))\n"
        "except KeyboardInterrupt: print('stopped')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.3)
    process.send_signal(2)
    timer = threading.Timer(60, process.kill)
    timer.start()
    assert process.communicate()[0] == "stopped\n"
    timer.cancel()


def test_laws():
    (old,) = trichdan.laws("Luật Đất đai năm 2013", on="2025-01-01")
    assert (old.number, old.status, old.in_force_from) == ("45/2013/QH13", "expired", "2014-07-01")
    (new,) = trichdan.laws("31/2024/QH15", on="2024-03-31")
    assert (new.title, new.status, new.replaced) == ("Luật Đất đai", "passed_not_in_force", ["45/2013/QH13"])
    assert str(new) == "31/2024/QH15  Luật Đất đai (passed_not_in_force)"
    assert trichdan.laws("không có luật nào như thế") == []
    assert len(trichdan.laws()) > 300
    with pytest.raises(trichdan.errors.PipelineError, match="on: "):
        trichdan.laws("BLHS", on="hôm qua")


def test_explain():
    found = trichdan.explain(SENTENCES, title="Luật <mới>", published_at="2024-09-01")
    assert found.tables["laws"]["law_id"].to_pylist() == ["31/2024/QH15"]
    text, shown = str(found), found._repr_html_()
    assert text.startswith("Luật <mới>\n\n") and "[l1| Luật Đất đai" in text and " |l1]" in text
    assert text.replace("|s1]", "").count("[s1| ") == 1
    assert "31/2024/QH15" in text.rsplit("\n\n", 1)[1]
    assert "<b>" not in shown.split("</table>")[0].split("white-space")[1].split("</div>")[0]
    assert "&lt;b&gt;2024" in shown and "Luật &lt;mới&gt;" in shown
    assert shown.count("<mark") == shown.count("</mark>") and shown.count("<sup") == len(found.marks())
    assert repr(found).startswith("<Explanation: ")
    with pytest.raises(trichdan.errors.RejectError, match="empty: there is no text") as error:
        trichdan.explain(" ")
    assert error.value.code == "empty"


def test_every_mark_opens_and_closes_once():
    for row in articles(40, seed=5).to_pylist():
        if not row["text"] or not row["text"].strip():
            continue
        found = trichdan.explain(row["text"])
        text = str(found).rsplit("\n\n", 1)[0]
        for mark in found.marks():
            assert text.count(f"[{mark.label}| ") == text.count(f" |{mark.label}]") == 1, mark
            if mark.label[0] == "s":
                (row,) = [
                    row for n, row in enumerate(found.tables["statements"].to_pylist(), 1) if f"s{n}" == mark.label
                ]
                assert found.text[mark.start : mark.end] == row["text"]


def test_the_package_describes_itself():
    assert (Path(trichdan.__file__).parent / "py.typed").exists()
    assert doctest.testmod(trichdan).failed == 0
    assert list(inspect.signature(trichdan.extract).parameters)[:2] == ["data", "id"]
    for name in trichdan.__all__:
        assert inspect.getdoc(getattr(trichdan, name)), name
    for name in trichdan.table_names():
        for field in trichdan.schema(name):
            assert field.metadata[b"description"], field


def test_types(tmp_path):
    """The annotations hold under mypy, where that is there."""
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "-p", "trichdan"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="resource")
def test_texts_are_not_copied_on_the_way_in():
    """Of 200 MB of texts, which are refused by their size, one at a time is in memory twice."""
    script = (
        "import pyarrow as pa, resource, trichdan\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10\n"
        "trichdan.extract(pa.table({'text': ['a']}))\n"
        "text = pa.array(['x' * (20 << 20)])\n"
        "table = pa.table({'text': pa.chunked_array([pa.concat_arrays([text] * 10)])})\n"
        "before = peak()\n"
        "assert trichdan.extract(table, threads=1)['rejects'].num_rows == 10\n"
        "print(peak() - before)\n"
    )
    grown = int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
    assert grown < 80, f"{grown} MB"
