"""An office gets the standard templates to begin from, and learns whether its own ones print."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from motcua.documents import rendering, samples
from tests.documents import reading


@pytest.mark.parametrize("name", samples.names())
def test_every_paper_has_a_sample_that_prints(name):
    pdf = rendering.pdf(samples.sample(name), at=samples.AT)
    assert reading.faults_of_pdfa(pdf) == []


def test_the_standard_templates_are_copied_and_nobodys_work_is_lost(tmp_path, capsys):
    (tmp_path / "slip.typ").write_text("của xã")
    call_command("papers", "copy", str(tmp_path))
    said = capsys.readouterr().out
    assert (tmp_path / "slip.typ").read_text() == "của xã"
    assert "Giữ nguyên slip.typ" in said
    there = {path.name for path in tmp_path.iterdir()}
    wanted = {f"{samples.sample(name).template}.typ" for name in samples.names()}
    assert there == wanted | {"house.typ"}


def test_a_copied_folder_prints_and_a_broken_template_in_it_is_named(settings, tmp_path, capsys):
    call_command("papers", "copy", str(tmp_path))
    settings.PAPER_FOLDER = str(tmp_path)
    call_command("papers", "check")
    assert "receipt_slip: in được, mẫu riêng." in capsys.readouterr().out
    (tmp_path / "control_slip.typ").write_text("#let render(paper) = paper.nowhere")
    with pytest.raises(CommandError, match=r"control_slip.*không in được"):
        call_command("papers", "check")


def test_without_an_own_folder_the_standard_ones_hold(settings, capsys):
    settings.PAPER_FOLDER = ""
    call_command("papers", "check")
    assert "mọi giấy in theo mẫu chuẩn" in capsys.readouterr().out


def test_copying_to_nowhere_asks_where():
    with pytest.raises(CommandError, match="THƯ_MỤC"):
        call_command("papers", "copy")
