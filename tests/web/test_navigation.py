"""Who finds which links under the mast."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from motcua.web import navigation
from motcua.web.navigation import Link


@pytest.fixture(autouse=True)
def _as_it_was(_only_this_room):
    rule, unit = navigation._known.may, navigation._known.unit
    yield
    navigation.decided_by(rule, unit)


def request(name: str | None):
    user = SimpleNamespace(is_authenticated=name is not None, name=name)
    return SimpleNamespace(user=user)


def texts(name: str | None) -> list[str]:
    return [link.text for link in navigation.links_for(request(name))]


def test_each_finds_what_they_may_open_in_order():
    navigation.add(
        Link("Việc của tôi", "web:health", "dossiers.read", order=20),
        Link("Tiếp nhận nhanh", "web:components", "dossiers.receive", order=10),
        Link("Tra cứu hồ sơ", "web:asset", order=1),
    )
    navigation.decided_by(
        lambda asked, permit: (asked.user.name, permit) != ("Ất", "dossiers.receive")
    )
    assert texts(None) == ["Tra cứu hồ sơ"]
    assert texts("Giáp") == ["Tra cứu hồ sơ", "Tiếp nhận nhanh", "Việc của tôi"]
    assert texts("Ất") == ["Tra cứu hồ sơ", "Việc của tôi"]


def test_the_mast_names_the_desk_only_to_those_who_work_there():
    navigation.decided_by(lambda *_: True, lambda _request: "UBND xã Cẩm Bình")
    assert navigation.unit_name(request("Giáp")) == "UBND xã Cẩm Bình"
    assert navigation.unit_name(request(None)) == ""


def test_each_begins_where_their_work_is():
    navigation.decided_by(lambda *_: True)
    navigation.add(
        Link("Việc của tôi", "web:health", "dossiers.read", order=20),
        Link("Thành phần", "web:components", order=1),
    )
    assert navigation.first_page(request("Giáp")) == "/suc-khoe"
    assert navigation.first_page(request(None)) == "/thanh-phan/"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/suc-khoe", "Sức khỏe"),
        ("/thanh-phan/", "Thành phần"),
        ("/thanh-phan/x/", "Thành phần"),
        ("/khong-co/", None),
    ],
)
def test_the_nearest_link_is_marked_and_no_other(path, text):
    links = [
        Link("Trang đầu", "root"),
        Link("Thành phần", "web:components"),
        Link("Sức khỏe", "web:health"),
    ]
    here = navigation.current(SimpleNamespace(path=path), links)
    assert (here and here.text) == text


def test_a_link_leads_to_its_view():
    assert Link("x", "web:health").address == "/suc-khoe"
